/// @file options.hpp
/// Options that several commands share, each declared in one place.
#pragma once

#include "cli/arguments.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace entente::cli {

/// One positional argument, or as many as the user likes.
void declare_file(CLI::App& app, Arguments& arguments, const std::string& what);
void declare_files(CLI::App& app, Arguments& arguments, const std::string& what);
void declare_format(CLI::App& app, Arguments& arguments);
void declare_count(CLI::App& app, std::size_t& count, const std::string& name,
                   const std::string& what);  ///< a whole number from 1 on
void declare_set(CLI::App& app, Arguments& arguments);
void declare_output(CLI::App& app, Arguments& arguments);
void declare_time_limit(CLI::App& app, Arguments& arguments);
void declare_threads(CLI::App& app, Arguments& arguments);

/// As many as were asked for, if that is within reason.
unsigned thread_count(const Arguments& arguments);

/// Where in `known` the names stand, without repetition.
/// @throws UsageError for a name that is not there.
std::vector<std::size_t> positions(std::string_view kind, const std::vector<std::string>& names,
                                   const std::vector<std::string>& known);

/// The same for things that have a `key`.
template <class Item>
std::vector<std::size_t> positions(std::string_view kind, const std::vector<std::string>& names,
                                   const std::vector<Item>& items) {
    std::vector<std::string> known;
    for (const Item& item : items) known.push_back(item.key);
    return positions(kind, names, known);
}

}  // namespace entente::cli
