/// @file face.hpp
/// What the tree search asks of a face of a best-response polytope, in whatever arithmetic.
#pragma once

#include <cstdint>

namespace entente {

/// What a dictionary says, before anything is proved, about setting the variable of a label to 0.
struct Outlook {
    enum class Kind : std::uint8_t {
        fixed,      ///< it was set to 0
        vanishes,   ///< its row seems to be 0 on the whole face
        possible,   ///< it is 0 at the current vertex, or may become 0
        impossible  ///< its row seems to be positive on the whole face
    };
    Kind kind = Kind::fixed;
    std::uint8_t ways = 0;  ///< columns that would lower it; many if it is 0 now
};

/// Whether a variable was set to 0.
enum class Fixing : std::uint8_t {
    done,
    impossible,  ///< proved: there is no such point of the face
    unclear      ///< this arithmetic is not good enough; the face must not be used any more
};

}  // namespace entente
