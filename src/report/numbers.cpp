#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace entente {
namespace {

/// Fixed notation where that is readable, without trailing zeros and without "-0".
std::string digits_text(double x, int digits) {
    if (std::isnan(x)) return "undefined";
    if (std::isinf(x)) return x > 0 ? "infinite" : "-infinite";
    if (x == 0) return "0";
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(x))));
    if (magnitude < -5 || magnitude > 14) return fmt::format("{:.{}g}", x, digits);
    std::string text = fmt::format("{:.{}f}", x, std::max(0, digits - 1 - magnitude));
    if (text.find('.') != text.npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

Rational ten_to(long exponent) {
    const Integer power = pow(Integer(10), static_cast<unsigned>(std::abs(exponent)));
    return exponent < 0 ? Rational(1, power) : Rational(power);
}

/// Scientific notation of what is larger than 0.
std::string scientific_text(const Rational& x, int digits) {
    const auto size = [](const Integer& n) {
        return static_cast<long>(mpz_sizeinbase(n.backend().data(), 10));
    };
    long exponent = size(numerator(x)) - size(denominator(x)) + 1;  // or less
    while (x < ten_to(exponent)) --exponent;
    const Rational scaled = x / ten_to(exponent - digits + 1) + Rational(1, 2);
    Integer mantissa = numerator(scaled) / denominator(scaled);
    if (mantissa == numerator(ten_to(digits))) {
        mantissa /= 10;
        ++exponent;
    }
    std::string text = mantissa.str();
    text.insert(1, ".");
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return fmt::format("{}e{:+03}", text, exponent);
}

constexpr int usual_digits = 3;  // of what is worth something to somebody
constexpr int discount_digits = 4;
constexpr int all_digits = 17;

}  // namespace

std::string exact_text(double x) {
    if (!std::isfinite(x)) return {};
    return fmt::format("{}", x == 0 ? 0.0 : x);
}

std::string short_text(double x, int digits) {
    // what only rounding errors keep from zero is shown as zero
    constexpr double noise = 1e-12;
    return std::abs(x) < noise ? "0" : digits_text(x, digits);
}

std::string rounded_text(const Rational& x, int digits) {
    if (x.is_zero()) return "0";
    const double near = std::abs(to_scalar<double>(x));
    if (near >= 1e-5 && near < 1e14) return digits_text(to_scalar<double>(x), digits);
    return x < 0 ? "-" + scientific_text(-x, digits) : scientific_text(x, digits);
}

std::string signed_text(double x) {
    const std::string text = short_text(x);
    return x > 0 && text != "0" ? "+" + text : text;
}

std::pair<std::string, std::string> distinct_texts(double x, double y) {
    std::pair<std::string, std::string> texts{short_text(x), short_text(y)};
    const double noise = 1e-9 * std::max({1.0, std::abs(x), std::abs(y)});
    for (int digits = usual_digits + 1; std::abs(x - y) > noise && texts.first == texts.second;
         ++digits) {
        if (digits > all_digits) break;
        texts = {digits_text(x, digits), digits_text(y, digits)};
    }
    return texts;
}

std::pair<std::string, std::string> crossing_texts(double from, double to) {
    auto [first, second] = distinct_texts(from, to);
    if (first == second || !std::isfinite(to) || to == 0) return {first, second};
    const double near = std::strtod(second.c_str(), nullptr);
    const double tolerance = 1e-7 * std::max(std::abs(to), std::abs(to - from));
    if (std::abs(near - to) <= tolerance || (near - to) * (to - from) >= 0) return {first, second};
    const auto point = second.find('.');
    const int shown = point == second.npos ? 0 : static_cast<int>(second.size() - point) - 1;
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(to))));
    const int decimals = std::max(shown, usual_digits - 1 - magnitude);
    const double unit = std::pow(10.0, -std::max(decimals, 0));  // of the last place
    return {first, digits_text(near + std::copysign(unit, to - from), decimals + 1 + magnitude)};
}

std::string discount_text(double factor) {
    if (!(factor < 1)) return short_text(factor, discount_digits);
    constexpr int most_decimals = 15;
    const int nearness = static_cast<int>(-std::floor(std::log10(1 - factor)));
    std::string text = fmt::format(
        "{:.{}f}", factor, std::min(std::max(discount_digits, nearness + 1), most_decimals));
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string count_text(double count, const std::string& unit) {
    const std::string number = short_text(count);
    return number + " " + unit + (number == "1" ? "" : "s");
}

std::string percent(double probability) {
    constexpr double rounding = 1e-12;
    const double share = 100 * probability;
    if (probability >= 1 - rounding) return "100 %";
    if (probability <= rounding) return "0 %";
    if (share > 99.9) return "> 99.9 %";
    if (share < 0.1) return "< 0.1 %";
    return fmt::format("{:.1f} %", share);
}

}  // namespace entente
