/// @file transcript.cpp
/// Runs the commands that a Markdown page shows and compares what they say with the page.
///
///     transcript PAGE.md FOLDER MODELS
///
/// Works in FOLDER, which is emptied first and given a link `models` to the folder MODELS.
/// Going down the page:
/// - a ```toml or ```text block whose first line is `# file: NAME` is written to the file NAME;
/// - in a ```console block each line `$ COMMAND` is run by /bin/sh, and the lines up to the next
///   one must be its standard output, then, if there is any, `[stderr]` and its standard error,
///   then, unless it is 0, `[exit N]`.
/// With ENTENTE_UPDATE_GOLDEN=1 in the environment the page is rewritten instead.
/// The program is found through PATH.
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
    Lines lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const Lines& lines) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    for (const std::string& line : lines) file << line << '\n';
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

/// What the command says, as a page shows it.
Lines outcome_of(const std::string& command) {
    const std::string redirected = "{ " + command + "\n} >.stdout 2>.stderr </dev/null";
    const int status = std::system(redirected.c_str());
    Lines shown = lines_of(content_of(".stdout"));
    const Lines errors = lines_of(content_of(".stderr"));
    if (!errors.empty()) {
        shown.emplace_back("[stderr]");
        shown.insert(shown.end(), errors.begin(), errors.end());
    }
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (code != 0) shown.push_back("[exit " + std::to_string(code) + "]");
    return shown;
}

struct Replay {
    Lines page;  ///< as it would have to be
    int commands = 0, differences = 0;
};

void report(const std::string& command, const Lines& expected, const Lines& actual) {
    std::cout << "$ " << command << "\n";
    std::size_t first = 0;
    while (first < expected.size() && first < actual.size() && expected[first] == actual[first])
        ++first;
    const auto line = [&](const Lines& lines) {
        return first < lines.size() ? lines[first] : std::string("(nothing)");
    };
    std::cout << "  first difference in line " << first + 1 << "\n  page: " << line(expected)
              << "\n  run:  " << line(actual) << "\n-- whole output:\n";
    for (const std::string& shown : actual) std::cout << shown << "\n";
    std::cout << "--\n";
}

/// Replays the console block that starts after line k; returns the line of its end.
std::size_t replay_console(const Lines& page, std::size_t k, Replay& replay) {
    while (k < page.size() && page[k] != "```") {
        const std::string command = page[k].starts_with("$ ") ? page[k].substr(2) : "";
        if (command.empty()) throw std::runtime_error("no command in a console block: " + page[k]);
        Lines expected;
        for (++k; k < page.size() && page[k] != "```" && !page[k].starts_with("$ "); ++k)
            expected.push_back(page[k]);
        const Lines actual = outcome_of(command);
        ++replay.commands;
        if (actual != expected) {
            ++replay.differences;
            report(command, expected, actual);
        }
        replay.page.push_back("$ " + command);
        replay.page.insert(replay.page.end(), actual.begin(), actual.end());
    }
    return k;
}

/// Copies the block that starts after line k, and writes it to the file that it names.
std::size_t replay_file(const Lines& page, std::size_t k, Replay& replay) {
    constexpr std::string_view mark = "# file: ";
    const std::size_t begin = k;
    while (k < page.size() && page[k] != "```") replay.page.push_back(page[k++]);
    if (begin < k && page[begin].starts_with(mark)) {
        const auto at = [&](std::size_t i) {
            return page.begin() + static_cast<std::ptrdiff_t>(i);
        };
        write(page[begin].substr(mark.size()), Lines(at(begin + 1), at(k)));
    }
    return k;
}

Replay replayed(const Lines& page) {
    Replay replay;
    for (std::size_t k = 0; k < page.size(); ++k) {
        replay.page.push_back(page[k]);
        if (page[k] == "```console") {
            k = replay_console(page, k + 1, replay);
        } else if (page[k].starts_with("```")) {
            k = replay_file(page, k + 1, replay);
        } else {
            continue;
        }
        if (k >= page.size()) throw std::runtime_error("a block has no end");
        replay.page.push_back(page[k]);
    }
    return replay;
}

int run(const fs::path& page_path, const fs::path& folder, const fs::path& models) {
    const Lines page = lines_of(content_of(page_path));
    fs::remove_all(folder);
    fs::create_directories(folder);
    fs::current_path(folder);
    fs::create_directory_symlink(models, "models");
    const Replay replay = replayed(page);
    std::cout << page_path.string() << ": " << replay.commands << " commands, "
              << replay.differences << " differ\n";
    if (replay.commands == 0) {
        std::cout << "a page without commands proves nothing\n";
        return 1;
    }
    const char* update = std::getenv("ENTENTE_UPDATE_GOLDEN");
    if (update == nullptr || std::string_view(update) != "1")
        return replay.differences == 0 ? 0 : 1;
    write(page_path, replay.page);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cout << "usage: transcript PAGE.md FOLDER MODELS\n";
        return 2;
    }
    try {
        return run(fs::absolute(argv[1]), fs::absolute(argv[2]), fs::absolute(argv[3]));
    } catch (const std::exception& error) {
        std::cout << error.what() << "\n";
        return 1;
    }
}
