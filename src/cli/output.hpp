/// @file output.hpp
/// Where results go.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace entente::cli {

/// Output that could not be written; what() says where and why.
class OutputError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Writes all bytes to a file, or to standard output if `path` is empty. A file appears
/// whole or not at all. A reader that went away (`| head`) is no error.
/// @throws UsageError if the file cannot be created, OutputError if it cannot be written.
void write_output(const std::string& path, std::string_view bytes);

}  // namespace entente::cli
