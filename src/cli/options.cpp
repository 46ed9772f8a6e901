#include "cli/options.hpp"

#include "cli/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace entente::cli {
namespace {

/// CLI11 takes "nan" and "inf" for numbers.
std::string finite_and_not_negative(const std::string& text) {
    double seconds = 0;
    const bool is_number = CLI::detail::lexical_cast(text, seconds);
    if (is_number && std::isfinite(seconds) && seconds >= 0) return {};
    return fmt::format("\"{}\" is no number of seconds", text);
}

std::string a_count(const std::string& text) {
    const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
    if (is_number && text.find_first_not_of('0') != text.npos && text.size() < 9) return {};
    return fmt::format("\"{}\" is no whole number from 1 on", text);
}

const std::array<std::string, 3> format_names{"text", "json", "csv"};  // as in Format

std::string a_format(const std::string& name) {
    if (std::ranges::find(format_names, name) != format_names.end()) return {};
    return unknown_name("format", name, format_names).what();
}

std::string an_assignment(const std::string& text) {
    const auto sign = text.find('=');
    if (sign != text.npos && sign > 0 && sign + 1 < text.size()) return {};
    return fmt::format("\"{}\" is not of the form name=value", text);
}

}  // namespace

void declare_file(CLI::App& app, Arguments& arguments, const std::string& what) {
    app.add_option("FILE", arguments.files, what + "; - for standard input")
        ->required()
        ->type_name("")
        ->expected(1);
}

void declare_files(CLI::App& app, Arguments& arguments, const std::string& what) {
    app.add_option("FILE", arguments.files, what + "; - for standard input")
        ->required()
        ->type_name("")
        ->expected(-1);
}

void declare_format(CLI::App& app, Arguments& arguments) {
    app.add_option_function<std::string>(
           "--format",
           [&arguments](const std::string& name) {
               const auto it = std::ranges::find(format_names, name);
               arguments.format = static_cast<Format>(it - format_names.begin());
           },
           "text (for people, the default), json or csv")
        ->check(CLI::Validator(a_format, ""))
        ->type_name("NAME");
}

void declare_count(CLI::App& app, std::size_t& count, const std::string& name,
                   const std::string& what) {
    app.add_option(name, count, what)->check(CLI::Validator(a_count, ""))->type_name("N");
}

void declare_set(CLI::App& app, Arguments& arguments) {
    app.add_option("--set", arguments.set, "Replace a parameter; may be repeated")
        ->check(CLI::Validator(an_assignment, ""))
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void declare_output(CLI::App& app, Arguments& arguments) {
    app.add_option("--output", arguments.output, "Write to FILE, whole or not at all")
        ->type_name("FILE");
}

void declare_time_limit(CLI::App& app, Arguments& arguments) {
    app.add_option("--time-limit", arguments.time_limit,
                   "Stop after so many seconds with what is found by then")
        ->check(CLI::Validator(finite_and_not_negative, ""))
        ->type_name("SECONDS");
}

void declare_threads(CLI::App& app, Arguments& arguments) {
    declare_count(app, arguments.threads, "--threads", "Default: one for each processor");
}

unsigned thread_count(const Arguments& arguments) {
    constexpr std::size_t most = 1024;
    return static_cast<unsigned>(std::min(arguments.threads, most));
}

std::vector<std::size_t> positions(std::string_view kind, const std::vector<std::string>& keys,
                                   const std::vector<std::string>& known) {
    std::vector<std::size_t> found;
    for (const std::string& key : keys) {
        const auto it = std::ranges::find(known, key);
        if (it == known.end()) throw unknown_name(kind, key, known);
        const auto position = static_cast<std::size_t>(it - known.begin());
        if (std::ranges::find(found, position) == found.end()) found.push_back(position);
    }
    return found;
}

}  // namespace entente::cli
