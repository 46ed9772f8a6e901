#include "text/placed_text.hpp"

#include <algorithm>

namespace entente {

SourceSpan PlacedText::span(std::size_t first, std::size_t length) const {
    SourceSpan found = where;
    length = std::max<std::size_t>(length, 1);
    if (places.empty()) {
        found.column = where.column + inset + first;
        found.length = length;
        return found;
    }
    const Place start = places[std::min(first, places.size() - 1)];
    const Place last = places[std::min(first + length - 1, places.size() - 1)];
    const Place end = places[std::min(first + length, places.size() - 1)];
    found.line = start.line;
    found.column = start.column;
    found.length = length;
    if (end.line == start.line && end.column > start.column)
        found.length = end.column - start.column;
    else if (last.line == start.line)
        found.length = last.column - start.column + 1;
    return found;
}

}  // namespace entente
