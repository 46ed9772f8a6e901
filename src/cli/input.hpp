/// @file input.hpp
/// From the name of a file to its text, and from there to a model or a game.
#pragma once

#include "entente/game.hpp"
#include "entente/model.hpp"

#include <string>
#include <variant>
#include <vector>

namespace entente::cli {

/// @param path "-" for standard input.
/// @throws UsageError if there is no such file, or it cannot be read, or is far too large.
SourceText read_source(const std::string& path);

/// Whether it is to be read as a game in the .nfg format: by the file's name, or for a name
/// without an extension (standard input, a pipe) by how the text begins.
/// @throws UsageError if it is neither that nor a model file.
bool is_nfg(const SourceText& source);

struct Input {
    SourceText source;
    std::variant<Model, NamedGame> content;
};

/// @param set as after --set; only models have parameters.
/// @throws UsageError, ModelError.
Input read_input(const std::string& path, const std::vector<std::string>& set);

/// @throws UsageError if the file is a lone game; ModelError.
Model read_model_input(const std::string& path, const std::vector<std::string>& set);

}  // namespace entente::cli
