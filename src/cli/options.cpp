#include "cli/options.hpp"

#include "cli/suggestion.hpp"

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

const std::array<std::string, 3> format_names{"text", "json", "csv"};  // as in Format

std::string a_format(const std::string& name) {
    if (std::ranges::find(format_names, name) != format_names.end()) return {};
    return unknown_name("format", name, format_names);
}

std::string an_assignment(const std::string& text) {
    const auto sign = text.find('=');
    if (sign != text.npos && sign > 0 && sign + 1 < text.size()) return {};
    return fmt::format("\"{}\" is not of the form name=value", text);
}

}  // namespace

void declare_files(CLI::App& app, Arguments& arguments, bool several) {
    auto* option = app.add_option("FILE", arguments.files, "Model (.toml); - for standard input")
                       ->required()
                       ->type_name("");
    if (several) {
        option->expected(1, 1 << 16);
    } else {
        option->expected(1);
    }
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

void declare_set(CLI::App& app, Arguments& arguments) {
    app.add_option("--set", arguments.set, "Replace a parameter; may be repeated")
        ->check(CLI::Validator(an_assignment, "NAME=VALUE"))
        ->type_name("")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void declare_output(CLI::App& app, Arguments& arguments) {
    app.add_option("--output", arguments.output, "Write to FILE, whole or not at all")
        ->type_name("FILE");
}

void declare_limits(CLI::App& app, Arguments& arguments) {
    app.add_option("--time-limit", arguments.time_limit,
                   "Stop after so many seconds with what is found by then")
        ->check(CLI::Validator(finite_and_not_negative, "SECONDS"))
        ->type_name("");
    app.add_flag("--quiet", arguments.quiet, "No progress on standard error");
}

void declare_threads(CLI::App& app, Arguments& arguments) {
    app.add_option("--threads", arguments.threads, "Default: one for each processor")
        ->check(CLI::Range(1, 1024))
        ->type_name("N");
}

}  // namespace entente::cli
