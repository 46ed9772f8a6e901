/// @file usage_error.hpp
/// What is wrong with a command line.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace entente::cli {

/// what() is the whole message, without the name of the program; it may have several lines.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// "no <kind> is called "<name>"" and the nearest known name, or all of them if they are few.
UsageError unknown_name(std::string_view kind, std::string_view name,
                        std::span<const std::string> known);

}  // namespace entente::cli
