/// @file table.hpp
/// Text of a given width: tables, paragraphs, headings. Widths count terminal columns, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

constexpr std::size_t page_width = 96;  ///< fits a terminal, and does not depend on one

/// Columns that a UTF-8 text takes on a terminal: two for each Chinese, Japanese or Korean
/// character, none for combining marks, one for the rest.
std::size_t width_of(std::string_view text);

/// Words filled into lines of at most `width`, each behind `indent` blanks, the first one
/// behind `first` instead (of the same length). A longer word gets a line of its own.
/// Ends with a newline.
std::string paragraph(std::string_view text, std::string_view first = "", std::size_t indent = 0,
                      std::size_t width = page_width);

/// The text, over several lines if it is long, and a line of `mark` below it.
std::string heading(std::string_view text, char mark);

/// Columns that are as wide as their widest cell. When all of them would not fit the page, the
/// widest ones are narrowed and their cells filled over several lines, but for the cells of
/// right-aligned columns, of which only the title is. Words are never broken.
class Table {
public:
    enum class Align { left, right };
    struct Column {
        std::string title;
        Align align = Align::left;
    };

    explicit Table(std::vector<Column> columns);

    /// @pre one cell per column.
    void add(std::vector<std::string> row);

    bool empty() const noexcept { return rows_.empty(); }

    /// A line of titles, a rule, the rows; each line behind `indent` blanks.
    std::string text(std::size_t indent = 0, std::size_t width = page_width) const;

private:
    std::vector<std::size_t> widths(std::size_t available) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace entente
