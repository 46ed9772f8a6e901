#include "expression/lexer.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace entente {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Foreign {
    std::string_view text, advice;
};

/// Signs of other notations and what to write for them; longer ones first.
constexpr std::array<Foreign, 15> foreign{{
    {"&&", "write \"and\""},
    {"||", "write \"or\""},
    {"**", "write \"^\" for a power"},
    {"<>", "write \"!=\""},
    {"=<", "write \"<=\""},
    {"=>", "write \">=\""},
    {"&", "write \"and\""},
    {"%", "write 0.9 for 90 %"},
    {"|", "write \"or\""},
    {"=", "write \"==\" for a comparison"},
    {"!", "write \"not\", or \"!=\" for a comparison"},
    {"\xe2\x89\xa4", "write \"<=\""},
    {"\xe2\x89\xa5", "write \">=\""},
    {"\xe2\x88\x92", "write the plain \"-\""},
    {"\xc3\x97", "write \"*\""},
}};

constexpr std::array<std::string_view, 15> symbols{"<=", ">=", "==", "!=", "<", ">", "+", "-",
                                                   "*",  "/",  "^",  "(",  ")", ",", ";"};

class Lexer {
public:
    Lexer(const PlacedText& placed, Faults& faults)
        : placed_(placed), text_(placed.text), faults_(faults) {}

    std::vector<Token> all() {
        std::vector<Token> found;
        for (;;) {
            at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
            if (at_ == text_.size()) break;
            const auto token = next();
            if (!token) return {};
            found.push_back(*token);
            at_ += token->length;
        }
        found.push_back({Token::Kind::end, {}, text_.size(), 0});
        return found;
    }

private:
    std::optional<Token> next() {
        const char c = text_[at_];
        if (is_letter(c)) return token(Token::Kind::name, span_of(at_, is_word));
        if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
            return number();
        if (c == '\'' || c == '"') return quotation(c);
        for (const auto symbol : symbols) {
            if (rest().starts_with(symbol) && !rest().starts_with("=>"))
                return token(Token::Kind::symbol, symbol.size());
        }
        return refuse_sign();
    }

    static bool is_word(char c) { return is_letter(c) || is_digit(c); }
    static bool is_number_part(char c) { return is_digit(c) || c == '_'; }

    std::string_view rest() const { return text_.substr(at_); }

    std::size_t span_of(std::size_t from, bool (*belongs)(char)) const {
        std::size_t end = from;
        while (end < text_.size() && belongs(text_[end])) ++end;
        return end - from;
    }

    Token token(Token::Kind kind, std::size_t length) const {
        return {kind, text_.substr(at_, length), at_, length};
    }

    std::optional<Token> number() {
        std::size_t end = at_ + span_of(at_, is_number_part);
        if (end < text_.size() && text_[end] == '.') {
            ++end;
            end += span_of(end, is_number_part);
        }
        if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
            std::size_t digits = end + 1;
            if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
            if (const auto length = span_of(digits, is_digit)) end = digits + length;
        }
        if (const auto letters = span_of(end, is_word)) {
            faults_.add(placed_.span(at_, end + letters - at_),
                        fmt::format("{} is neither a number nor a name",
                                    in_quotes(text_.substr(at_, end + letters - at_))),
                        "names start with a letter; a product needs \"*\"");
            return std::nullopt;
        }
        return token(Token::Kind::number, end - at_);
    }

    std::optional<Token> quotation(char quote) {
        const auto end = text_.find(quote, at_ + 1);
        if (end == text_.npos) {
            faults_.add(placed_.span(at_, 1), "a quotation that does not end");
            return std::nullopt;
        }
        return Token{Token::Kind::quoted, text_.substr(at_ + 1, end - at_ - 1), at_, end + 1 - at_};
    }

    std::optional<Token> refuse_sign() {
        for (const auto& [sign, advice] : foreign) {
            if (!rest().starts_with(sign)) continue;
            faults_.add(placed_.span(at_, sign.size()),
                        fmt::format("{} means nothing in an expression", in_quotes(sign)),
                        std::string(advice));
            return std::nullopt;
        }
        std::size_t length = 1;  // of a character in UTF-8
        while (at_ + length < text_.size() &&
               (static_cast<unsigned char>(text_[at_ + length]) & 0xC0) == 0x80)
            ++length;
        faults_.add(placed_.span(at_, length),
                    fmt::format("unexpected character {} in an expression",
                                in_quotes(rest().substr(0, length))));
        return std::nullopt;
    }

    const PlacedText& placed_;
    std::string_view text_;
    Faults& faults_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokens(const PlacedText& text, Faults& faults) {
    return Lexer(text, faults).all();
}

}  // namespace entente
