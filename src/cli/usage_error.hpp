/// @file usage_error.hpp
/// What is wrong with a command line.
#pragma once

#include <stdexcept>

namespace entente::cli {

/// what() is the whole message, without the name of the program; it may have several lines.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace entente::cli
