/// @file placed_text.hpp
/// Text taken out of a file that knows where each of its bytes stood there.
#pragma once

#include "entente/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace entente {

struct PlacedText {
    struct Place {
        std::uint32_t line, column;
    };

    std::string text;
    SourceSpan where;           ///< all of it, with its quotes
    std::size_t inset = 0;      ///< bytes between where.column and the text, if places is empty
    std::vector<Place> places;  ///< of each byte and of the end; empty if it stands there unchanged

    /// Where bytes [first, first + length) stood; what crosses a line end is cut there.
    SourceSpan span(std::size_t first, std::size_t length) const;
};

}  // namespace entente
