/// @file broken_models_test.cpp
/// Each file of models/broken gives exactly the diagnostics in the .txt file beside it.
/// ENTENTE_UPDATE_GOLDEN=1 rewrites those; review the difference.
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace entente;

namespace {

const std::filesystem::path folder = std::filesystem::path(ENTENTE_SOURCE_DIR) / "models/broken";

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

/// The diagnostics, without the path to the folder.
std::string diagnostics(const std::filesystem::path& path) {
    try {
        read_model_file(path.string());
    } catch (const ModelError& error) {
        std::string text = error.what();
        const std::string prefix = folder.string() + "/";
        for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix, at))
            text.erase(at, prefix.size());
        return text;
    }
    return "no fault was found\n";
}

}  // namespace

TEST_CASE("every broken model gives the diagnostics that are written beside it") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".toml") continue;
        ++count;
        const auto golden = std::filesystem::path(entry.path()).replace_extension(".txt");
        const std::string found = diagnostics(entry.path());
        INFO(entry.path().filename().string());
        CHECK(found != "no fault was found\n");
        if (std::getenv("ENTENTE_UPDATE_GOLDEN") != nullptr) {
            std::ofstream(golden, std::ios::binary) << found;
        }
        CHECK(found == content(golden));
    }
    CHECK(count >= 35);
}
