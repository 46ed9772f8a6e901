/// @file lexer.hpp
/// The characters of an expression as words.
#pragma once

#include "text/faults.hpp"
#include "text/placed_text.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace entente {

struct Token {
    enum class Kind { number, name, quoted, symbol, end };
    Kind kind = Kind::end;
    std::string_view text;  ///< without quotes; a view into the PlacedText
    std::size_t first = 0;  ///< where it starts there, with its quote
    std::size_t length = 0;

    bool is(std::string_view symbol_or_word) const {
        return (kind == Kind::symbol || kind == Kind::name) && text == symbol_or_word;
    }
};

/// All tokens, the last of kind end. On a fault, which goes to `faults`, empty.
/// Numbers are digits with an optional point and exponent, "_" between digits allowed.
std::vector<Token> tokens(const PlacedText& text, Faults& faults);

}  // namespace entente
