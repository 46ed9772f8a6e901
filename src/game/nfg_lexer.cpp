#include "game/nfg_lexer.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

bool blank(char c) {
    return c == ' ' || c == ',' || (c >= '\t' && c <= '\r');
}

/// Line and column of a byte, and how much of the token is on that line.
SourceSpan span_of(std::string_view text, std::size_t from, std::size_t size) {
    const std::string_view before = text.substr(0, from);
    const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 == 0
    const std::size_t on_line = std::min(size, text.substr(from).find('\n'));
    return {line + 1, from - line_start + 1, std::max<std::size_t>(on_line, 1), 0};
}

}  // namespace

NfgLexer::NfgLexer(const SourceText& source) : source_(source) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (source_.text.starts_with(byte_order_mark)) position_ = byte_order_mark.size();
    next_ = scan();
}

NfgToken NfgLexer::take() {
    NfgToken taken = std::move(next_);
    next_ = scan();
    return taken;
}

void NfgLexer::fail(const NfgToken& token, std::string message, std::string hint) const {
    throw ModelError(std::span(&source_, 1), {{span_of(source_.text, token.from, token.size),
                                               std::move(message), std::move(hint)}});
}

void NfgLexer::skip_blanks() noexcept {
    const std::string& text = source_.text;
    while (position_ < text.size()) {
        if (text[position_] == '#') {
            position_ = std::min(text.find('\n', position_), text.size());
        } else if (blank(text[position_])) {
            ++position_;
        } else {
            return;
        }
    }
}

NfgToken NfgLexer::scan() {
    skip_blanks();
    const std::string_view text = source_.text;
    const std::size_t from = position_;
    if (from == text.size()) return {NfgToken::Kind::end, "", from, 0};
    if (text[from] == '"') return scan_string();
    if (text[from] == '{' || text[from] == '}') {
        ++position_;
        return {text[from] == '{' ? NfgToken::Kind::open : NfgToken::Kind::close,
                std::string(1, text[from]), from, 1};
    }
    const auto ends_word = [](char c) {
        return blank(c) || c == '{' || c == '}' || c == '"' || c == '#';
    };
    const auto* end = std::find_if(text.begin() + from, text.end(), ends_word);
    position_ = static_cast<std::size_t>(end - text.begin());
    const std::string_view word = text.substr(from, position_ - from);
    return {NfgToken::Kind::word, std::string(word), from, word.size()};
}

NfgToken NfgLexer::scan_string() {
    const std::string_view text = source_.text;
    NfgToken token{NfgToken::Kind::string, "", position_, 1};
    for (++position_; position_ < text.size(); ++position_) {
        char c = text[position_];
        if (c == '"') {
            ++position_;
            token.size = position_ - token.from;
            return token;
        }
        const char after = position_ + 1 < text.size() ? text[position_ + 1] : '\0';
        if (c == '\\' && (after == '"' || after == '\\')) c = text[++position_];
        token.text += c;
    }
    fail(token, "this string has no closing quote");
}

}  // namespace entente
