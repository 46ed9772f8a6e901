/// @file rational.cpp
/// Text to exact numbers and back.
#include "entente/scalar.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr int max_exponent = 10000;

bool digits_only(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
}

/// Takes one leading sign off; true for a minus.
bool take_sign(std::string_view& text) {
    const bool minus = text.starts_with('-');
    if (minus || text.starts_with('+')) text.remove_prefix(1);
    return minus;
}

/// Leading zeros would make GMP read octal numbers.
Integer integer_of(std::string_view digits) {
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits.empty() ? Integer(0) : Integer(std::string(digits));
}

std::optional<int> exponent_of(std::string_view text) {
    const bool minus = take_sign(text);
    if (text.empty() || !digits_only(text)) return std::nullopt;
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
    if (text.size() > 5) return std::nullopt;
    int size = 0;
    for (const char c : text) size = 10 * size + (c - '0');
    if (size > max_exponent) return std::nullopt;
    return minus ? -size : size;
}

std::optional<Rational> fraction(std::string_view text, std::size_t slash) {
    const auto top = text.substr(0, slash);
    const auto bottom = text.substr(slash + 1);
    if (top.empty() || bottom.empty() || !digits_only(top) || !digits_only(bottom)) return {};
    const Integer denominator = integer_of(bottom);
    if (denominator.is_zero()) return std::nullopt;
    return Rational(integer_of(top), denominator);
}

std::optional<Rational> decimal(std::string_view text) {
    int exponent = 0;
    if (const auto e = text.find_first_of("eE"); e != text.npos) {
        const auto written = exponent_of(text.substr(e + 1));
        if (!written) return std::nullopt;
        exponent = *written;
        text = text.substr(0, e);
    }
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto rest = point == text.npos ? std::string_view() : text.substr(point + 1);
    if (whole.size() + rest.size() == 0 || !digits_only(whole) || !digits_only(rest)) return {};

    const Integer digits = integer_of(std::string(whole).append(rest));
    const Integer ten = 10;
    const auto shift = static_cast<long>(exponent) - static_cast<long>(rest.size());
    if (shift >= 0) return Rational(digits * pow(ten, static_cast<unsigned>(shift)));
    return Rational(digits, pow(ten, static_cast<unsigned>(-shift)));
}

}  // namespace

std::optional<Rational> parse_rational(std::string_view text) {
    const bool minus = take_sign(text);
    const auto slash = text.find('/');
    const auto size = slash == text.npos ? decimal(text) : fraction(text, slash);
    if (!size) return std::nullopt;
    return minus ? Rational(-*size) : *size;
}

std::string to_text(const Rational& x) {
    return x.str();
}

}  // namespace entente
