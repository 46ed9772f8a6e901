/// @file documents_test.cpp
/// The model files shown in README.md and docs/ are models, and the parts shown have no
/// unknown key: a block ```toml is a whole model, a block ```toml fragment a part of one.
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using namespace entente;

namespace {

/// What is wrong with the block; of a fragment only what no context could mend.
std::string fault_of(const std::string& name, const std::string& block, bool fragment) {
    std::string faults;
    try {
        read_model({name, block});
    } catch (const ModelError& error) {
        for (const Diagnostic& one : error.diagnostics()) {
            const bool hopeless = one.message.find("has no key") != std::string::npos ||
                                  one.message.find("not TOML") != std::string::npos ||
                                  one.message.find("must be") != std::string::npos;
            if (!fragment || hopeless)
                faults += render(std::vector<SourceText>{{name, block}}, one);
        }
    }
    return faults;
}

std::size_t check_page(const std::filesystem::path& path) {
    std::ifstream page(path);
    std::string line, block, kind;
    std::size_t number = 0, count = 0;
    while (std::getline(page, line)) {
        ++number;
        if (kind.empty() && line.starts_with("```toml")) {
            kind = line;
            block.clear();
        } else if (!kind.empty() && line == "```") {
            const std::string name =
                path.string() + ", block before line " + std::to_string(number);
            CHECK(fault_of(name, block, kind == "```toml fragment") == "");
            kind.clear();
            ++count;
        } else {
            block += line + "\n";
        }
    }
    CHECK(kind.empty());
    return count;
}

}  // namespace

TEST_CASE("every model shown in the documents is a model") {
    const std::filesystem::path root = ENTENTE_SOURCE_DIR;
    std::size_t count = check_page(root / "README.md");
    for (const auto& entry : std::filesystem::directory_iterator(root / "docs"))
        if (entry.path().extension() == ".md") count += check_page(entry.path());
    CHECK(count >= 6);
}
