/// @file nfg_lexer.hpp
/// The words of an .nfg file with their places.
#pragma once

#include "entente/diagnostic.hpp"

#include <string>
#include <string_view>

namespace entente {

struct NfgToken {
    enum class Kind { open, close, string, word, end };
    Kind kind = Kind::end;
    std::string text;      ///< a string without its quotes and escapes, otherwise as it stands
    std::size_t from = 0;  ///< where it begins in the file, in bytes
    std::size_t size = 0;
};

/// Hands out the tokens of a file one after the other and knows how to complain about them.
class NfgLexer {
public:
    /// @param source must outlive the lexer.
    explicit NfgLexer(const SourceText& source);

    /// The token that take() returns next.
    const NfgToken& next() const noexcept { return next_; }
    NfgToken take();

    /// Bytes of the file that follow next(): no more numbers than that can come.
    std::size_t bytes_left() const noexcept { return source_.text.size() - position_; }

    /// Throws the ModelError that points at this token.
    [[noreturn]] void fail(const NfgToken& token, std::string message, std::string hint = {}) const;

private:
    NfgToken scan();
    NfgToken scan_string();
    void skip_blanks() noexcept;

    const SourceText& source_;
    std::size_t position_ = 0;
    NfgToken next_;
};

}  // namespace entente
