#include "report/table.hpp"

#include "entente/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t gap = 2;        ///< blanks between columns
constexpr std::size_t narrowest = 8;  ///< a column is not made narrower than this

/// After the wide blocks of Unicode's EastAsianWidth.txt, the rare ones left out.
std::size_t columns_of(char32_t c) {
    constexpr std::array<std::array<char32_t, 2>, 8> wide{{{0x1100, 0x115F},
                                                           {0x2E80, 0xA4CF},
                                                           {0xAC00, 0xD7A3},
                                                           {0xF900, 0xFAFF},
                                                           {0xFE30, 0xFE6F},
                                                           {0xFF00, 0xFF60},
                                                           {0x1F300, 0x1FAFF},
                                                           {0x20000, 0x3FFFD}}};
    if (c >= 0x300 && c <= 0x36F) return 0;
    const bool is_wide = std::ranges::any_of(
        wide, [c](const auto& block) { return block[0] <= c && c <= block[1]; });
    return is_wide ? 2 : 1;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        const auto begin = text.find_first_not_of(" \t\r\n");
        if (begin == text.npos) return words;
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::vector<std::string> filled(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (const std::string_view word : words_of(text)) {
        if (lines.empty() || width_of(lines.back()) + 1 + width_of(word) > width) {
            lines.emplace_back(word);
        } else {
            lines.back().append(" ").append(word);
        }
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    for (const std::string_view word : words_of(text)) longest = std::max(longest, width_of(word));
    return longest;
}

/// Takes from the widest columns that are wider than they must be until all fit, if they can.
void narrow(std::vector<std::size_t>& widths, const std::vector<std::size_t>& least,
            std::size_t available) {
    const auto total = [&] {
        return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
    };
    while (!widths.empty() && total() > available) {
        std::size_t widest = widths.size();
        for (std::size_t c = 0; c < widths.size(); ++c) {
            if (widths[c] > least[c] && (widest == widths.size() || widths[c] > widths[widest]))
                widest = c;
        }
        if (widest == widths.size()) return;
        --widths[widest];
    }
}

std::string without_trailing_blanks(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        char32_t character = static_cast<unsigned char>(text[i]);
        const std::size_t length = character < 0xC0   ? 1
                                   : character < 0xE0 ? 2
                                   : character < 0xF0 ? 3
                                                      : 4;
        if (length > 1) character &= 0xFFU >> (length + 1);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            character = (character << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        width += columns_of(character);
        i += length;
    }
    return width;
}

std::string paragraph(std::string_view text, std::string_view first, std::size_t indent,
                      std::size_t width) {
    const std::size_t room = std::max(width, indent + narrowest) - indent;
    std::string out;
    for (const std::string& line : filled(text, room)) {
        out += out.empty() && !first.empty() ? std::string(first) : std::string(indent, ' ');
        out += line + "\n";
    }
    return out;
}

std::string heading(std::string_view text, char mark) {
    return paragraph(text) + std::string(std::min(width_of(text), page_width), mark) + "\n";
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::add(std::vector<std::string> row) {
    expects(row.size() == columns_.size(), "one cell per column");
    rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths(std::size_t available) const {
    const std::size_t count = columns_.size();
    std::vector<std::size_t> titles(count), cells(count), words(count);
    for (std::size_t c = 0; c < count; ++c) {
        titles[c] = width_of(columns_[c].title);
        words[c] = longest_word(columns_[c].title);
        std::size_t cell_words = std::min<std::size_t>(narrowest, titles[c]);
        for (const auto& row : rows_) {
            cells[c] = std::max(cells[c], width_of(row[c]));
            cell_words = std::max(cell_words, longest_word(row[c]));
        }
        cells[c] = std::max(cells[c], words[c]);  // now as wide as with a title of many lines
        words[c] = std::max(words[c], columns_[c].align == Align::left ? cell_words : cells[c]);
    }
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < count; ++c) widths.push_back(std::max(titles[c], cells[c]));
    narrow(widths, cells, available);
    narrow(widths, words, available);
    return widths;
}

std::string Table::text(std::size_t indent, std::size_t width) const {
    const auto columns = widths(width - std::min(width, indent));
    const auto line_of = [&](const std::vector<std::vector<std::string>>& cells, std::size_t k) {
        std::string line(indent, ' ');
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const std::string cell = k < cells[c].size() ? cells[c][k] : "";
            const std::string pad(columns[c] - std::min(columns[c], width_of(cell)), ' ');
            if (c > 0) line += std::string(gap, ' ');
            line += columns_[c].align == Align::left ? cell + pad : pad + cell;
        }
        return without_trailing_blanks(std::move(line)) + "\n";
    };
    const auto lines_of = [&](const auto& cell_text) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            cells.push_back(filled(cell_text(c), columns[c]));
            height = std::max(height, cells[c].size());
        }
        std::string lines;
        for (std::size_t k = 0; k < height; ++k) lines += line_of(cells, k);
        return lines;
    };
    std::string out =
        lines_of([&](std::size_t c) -> std::string_view { return columns_[c].title; });
    out += without_trailing_blanks(
        lines_of([&](std::size_t c) { return std::string(columns[c], '-'); }));
    for (const auto& row : rows_)
        out += lines_of([&](std::size_t c) -> std::string_view { return row[c]; });
    return out;
}

}  // namespace entente
