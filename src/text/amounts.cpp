#include "text/amounts.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace entente {
namespace {

/// Three digits, or all of a whole part that has more.
std::string three_digits(double x) {
    return x < 99.95 ? fmt::format("{:.3g}", x) : fmt::format("{:.0f}", x);
}

}  // namespace

std::string bytes_text(double bytes) {
    constexpr std::array units{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
    constexpr double rounds_up = 1023.5;
    std::size_t unit = 0;
    for (; bytes >= rounds_up && unit + 1 < units.size(); ++unit) bytes /= 1024;
    return three_digits(bytes) + " " + units[unit];
}

std::string large_count_text(double count) {
    if (count < 1e7) return fmt::format("{:.0f}", count);
    constexpr std::array words{"million", "billion", "trillion"};
    constexpr double rounds_up = 999.5;
    double rest = count / 1e6;
    for (const char* word : words) {
        if (rest < rounds_up) return three_digits(rest) + " " + word;
        rest /= 1000;
    }
    int exponent = static_cast<int>(std::floor(std::log10(count)));
    if (count / std::pow(10, exponent) >= 9.995) ++exponent;
    return fmt::format("{:.3g} x 10^{}", count / std::pow(10, exponent), exponent);
}

std::string seconds_text(double seconds) {
    struct Unit {
        double seconds;
        const char* name;
    };
    constexpr std::array units{Unit{60, "s"}, Unit{3600, "min"}, Unit{86'400, "hours"},
                               Unit{31'557'600, "days"}};
    double one = 1;
    for (const Unit& unit : units) {
        const double count = seconds / one;
        if (seconds < 2 * unit.seconds)
            return count < 9.95 ? fmt::format("{:.2g} {}", count, unit.name)
                                : fmt::format("{:.0f} {}", count, unit.name);
        one = unit.seconds;
    }
    return large_count_text(seconds / one) + " years";
}

}  // namespace entente
