/// @file read_model.hpp
/// From text to a validated Model.
#pragma once

#include "entente/model.hpp"

#include <functional>
#include <string>
#include <vector>

namespace entente {

struct ReadOptions {
    /// "name=expression", as after --set; each replaces the nominal value of a parameter.
    std::vector<std::string> set;
};

/// Reads a model and what it includes.
/// @throws ModelError with every fault of all files, also if a file cannot be read.
Model read_model_file(const std::string& path, const ReadOptions& options = {});

/// The same from text. Relative paths in `include` and `file` start from the folder of
/// source.name.
Model read_model(SourceText source, const ReadOptions& options = {});

}  // namespace entente
