/// @file read_model_fuzz.cpp
/// clang's libFuzzer on read_model: build with -DENTENTE_BUILD_FUZZERS=ON under clang, then
/// `build/fuzz/tests/read_model_fuzz models/broken models/textbook`.
#include "entente/read_model.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        entente::read_model({"fuzz.toml", std::string(data, data + size)});
    } catch (const entente::ModelError&) {
        return 0;
    }
    return 0;
}
