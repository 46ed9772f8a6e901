#include "model/files.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unordered_map>

namespace entente {
namespace {

constexpr std::size_t max_bytes = (std::size_t{16} << 20U) + 1;
constexpr std::size_t max_files = 200;
constexpr std::array<std::string_view, 8> sections{"parameters",   "players",      "relations",
                                                   "interactions", "graph_models", "measures",
                                                   "proposals",    "set"};

constexpr std::array<std::string_view, 15> top_level{
    "title",        "period",     "source",      "note",      "include",
    "set",          "parameters", "players",     "relations", "interactions",
    "graph_models", "measures",   "enforcement", "proposals", "expect"};

/// What identifies a file, however it is called.
std::string identity(const std::string& path) {
    std::error_code ignored;
    const auto canonical = std::filesystem::weakly_canonical(path, ignored);
    return ignored ? path : canonical.string();
}

class Loader {
public:
    explicit Loader(Reading& reading) : reading_(reading) { merged_.kind = Node::Kind::table; }

    void load(SourceText source) {
        const std::size_t index = reading_.model.sources.size();
        open_.push_back(identity(source.name));
        seen_.push_back(open_.back());
        reading_.model.sources.push_back(std::move(source));
        const auto document = parse_document(reading_.model.sources[index], index, reading_.faults);
        if (document) {
            check_keys(*document, "a model", top_level, reading_.faults);
            if (const Node* include = document->find("include")) load_includes(*include, index);
            for (const Entry& entry : document->entries) merge(entry, index);
        }
        open_.pop_back();
    }

    Node take() { return std::move(merged_); }

private:
    void load_includes(const Node& include, std::size_t index) {
        if (include.kind == Node::Kind::string) return load_include(include, index);
        if (include.kind != Node::Kind::array) {
            reading_.faults.add(include.where,
                                fmt::format("\"include\" must be a file name or a list of them, "
                                            "found {}",
                                            kind_name(include.kind)));
            return;
        }
        for (const Node& item : include.items) {
            if (check_kind(item, Node::Kind::string, "the name of an included file",
                           reading_.faults))
                load_include(item, index);
        }
    }

    void load_include(const Node& node, std::size_t index) {
        const std::string path = relative_to(node.text.text, reading_.model.sources[index].name);
        const std::string file = identity(path);
        if (const auto it = std::ranges::find(open_, file); it != open_.end()) {
            reading_.faults.add(node.where, it + 1 == open_.end()
                                                ? "the file includes itself"
                                                : "the files include each other in a circle");
            return;
        }
        if (std::ranges::find(seen_, file) != seen_.end()) return;
        if (seen_.size() >= max_files) {
            reading_.faults.add(node.where, fmt::format("more than {} files", max_files));
            return;
        }
        if (auto text = read_text(path, node.where, reading_.faults))
            load({path, std::move(*text)});
    }

    void merge(const Entry& entry, std::size_t index) {
        if (entry.key == "include" || (entry.key == "expect" && index > 0)) return;
        if (std::ranges::find(top_level, entry.key) == top_level.end()) return;  // reported
        const auto it = std::ranges::find(merged_.entries, entry.key, &Entry::key);
        const bool section = std::ranges::find(sections, entry.key) != sections.end();
        if (section &&
            !check_kind(entry.value, Node::Kind::table, in_quotes(entry.key), reading_.faults))
            return;
        if (it == merged_.entries.end()) {
            merged_.entries.push_back(entry);
        } else if (section) {
            extend(it->value, entry.value, entry.key == "set");
        } else {
            *it = entry;
        }
    }

    void extend(Node& table, const Node& more, bool replace) {
        std::unordered_map<std::string, std::size_t> positions;
        for (std::size_t k = 0; k < table.entries.size(); ++k)
            positions.emplace(table.entries[k].key, k);
        for (const Entry& entry : more.entries) {
            const auto first = positions.find(entry.key);
            if (first == positions.end()) {
                table.entries.push_back(entry);
            } else if (replace) {
                table.entries[first->second] = entry;
            } else {
                const SourceSpan& there = table.entries[first->second].where;
                reading_.faults.add(
                    entry.where, fmt::format("{} is defined twice", in_quotes(entry.key)),
                    fmt::format("the first is at {}:{}:{}; a [set] table gives parameters of "
                                "included files other values",
                                reading_.model.sources[there.source].name, there.line,
                                there.column));
            }
        }
    }

    Reading& reading_;
    Node merged_;
    std::vector<std::string> open_, seen_;
};

}  // namespace

std::optional<std::string> read_text(const std::string& path, const SourceSpan& where,
                                     Faults& faults) {
    const auto refuse = [&](std::string_view why) {
        faults.add(where, fmt::format("cannot read {}: {}", in_quotes(path), why));
        return std::nullopt;
    };
    if (path.find('\0') != path.npos) return refuse("no file has such a name");
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return refuse("it is a folder");
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(errno == 0 ? "unknown error" : std::strerror(errno));
    std::string text;
    std::string block(std::size_t{1} << 16U, '\0');
    while (text.size() < max_bytes && file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block, 0, static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) return refuse("reading failed");
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    return text;
}

std::string relative_to(const std::string& path, const std::string& from) {
    return (std::filesystem::path(from).parent_path() / path).lexically_normal().string();
}

Node merged_document(SourceText source, Reading& reading) {
    Loader loader(reading);
    loader.load(std::move(source));
    return loader.take();
}

}  // namespace entente
