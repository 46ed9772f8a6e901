/// @file mutation_test.cpp
/// Damaged models: read_model answers with a Model or a ModelError, whatever the bytes.
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

using namespace entente;

namespace {

std::vector<SourceText> shipped_models() {
    std::vector<SourceText> models;
    const std::string folder = ENTENTE_SOURCE_DIR "/models";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".toml" || entry.file_size() > 20000) continue;
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        models.push_back({entry.path().string(), text.str()});
    }
    std::ranges::sort(models, {}, &SourceText::name);
    return models;
}

/// A few flips, insertions, deletions, truncations, and pieces of other models put in.
std::string damaged(std::string text, const std::string& other, std::mt19937& random) {
    const std::string signs = "\"'[]{}()=.,#\\\n\t -+*/^<>_0159eaE\x80\xff\0";
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t k = 1 + below(4); k > 0; --k) {
        const std::size_t at = below(text.size() + 1);
        switch (below(5)) {
            case 0:
                text.insert(at, 1, signs[below(signs.size())]);
                break;
            case 1:
                if (at < text.size()) text[at] = signs[below(signs.size())];
                break;
            case 2:
                text.erase(std::min(at, text.size()), below(30));
                break;
            case 3:
                text.insert(at, other.substr(below(other.size()), below(60)));
                break;
            default:
                if (below(8) == 0) text.resize(at);
        }
    }
    return text;
}

void check_damaged(std::size_t cases) {
    const auto models = shipped_models();
    REQUIRE(!models.empty());
    std::size_t read = 0;
    for (std::uint32_t seed = 0; seed < cases; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const SourceText& model = models[random() % models.size()];
        const SourceText& other = models[random() % models.size()];
        try {
            read_model({model.name, damaged(model.text, other.text, random)});
            ++read;
        } catch (const ModelError& error) {
            CHECK(error.what()[0] != '\0');
        }
    }
    CHECK(read < cases);
}

}  // namespace

TEST_CASE("a damaged model is read or refused, nothing else") {
    check_damaged(300);
}

TEST_CASE("thousands of damaged models are read or refused, nothing else", "[slow]") {
    check_damaged(5000);
}
