/// @file read_model_fuzz.cpp
/// clang's libFuzzer on read_model: `cmake --preset fuzz && cmake --build --preset fuzz`, then
/// `build/fuzz/tests/fuzz/read_model_fuzz CORPUS models/textbook tests/model/broken`, where new
/// findings go to the folder CORPUS.
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
