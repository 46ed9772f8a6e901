#include "cli/input.hpp"

#include "entente/read_model.hpp"

#include "cli/descriptor.hpp"
#include "cli/usage_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace entente::cli {
namespace {

constexpr std::size_t largest = std::size_t{256} << 20;  ///< bytes; models are small

[[noreturn]] void refuse(const std::string& name, std::string_view why) {
    throw UsageError(fmt::format("cannot read \"{}\": {}", name, why));
}

std::string read_all(int descriptor, const std::string& name) {
    std::string text;
    std::array<char, 1 << 16> buffer{};
    while (true) {
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got == 0) return text;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse(name, std::strerror(errno));
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (text.size() > largest) refuse(name, "it is larger than 256 MiB");
    }
}

}  // namespace

SourceText read_source(const std::string& path) {
    if (path == "-") return {"<standard input>", read_all(STDIN_FILENO, "standard input")};
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) refuse(path, std::strerror(errno));
    struct stat status {};
    if (::fstat(file.number(), &status) == 0 && S_ISDIR(status.st_mode))
        refuse(path, "it is a directory; name the file in it");
    return {path, read_all(file.number(), path)};
}

bool is_nfg(const SourceText& source) {
    const auto extension = std::filesystem::path(source.name).extension();
    if (extension == ".nfg") return true;
    if (extension == ".toml") return false;
    if (!extension.empty()) {
        refuse(source.name, fmt::format("\"{}\" is not a kind of file known here; a model ends in "
                                        ".toml, a game in .nfg",
                                        extension.string()));
    }
    return source.text.starts_with("NFG");
}

Input read_input(const std::string& path, const std::vector<std::string>& set) {
    const SourceText source = read_source(path);
    if (!is_nfg(source)) return {source, read_model(source, {.set = set})};
    if (!set.empty())
        throw UsageError(
            fmt::format("\"{}\" is a game without parameters: --set has nothing to "
                        "replace",
                        source.name));
    NamedGame game = read_nfg(source);
    if (game.title.empty()) game.title = source.name;
    return {source, std::move(game)};
}

Model read_model_input(const std::string& path, const std::vector<std::string>& set) {
    auto input = read_input(path, set);
    if (auto* model = std::get_if<Model>(&input.content)) return std::move(*model);
    throw UsageError(
        fmt::format("\"{}\" is a lone game, which has no proposals: entente solve "
                    "finds its equilibria",
                    path));
}

}  // namespace entente::cli
