/// @file check_text.hpp
/// Whether bytes are fit to be handed to a TOML parser.
#pragma once

#include "entente/diagnostic.hpp"

#include "text/faults.hpp"

namespace entente {

/// Size, UTF-8, control characters, number of values and length of dotted keys: what a parser
/// would crash on, take minutes for, or report without a place. False after a fault.
bool check_text(const SourceText& source, std::size_t index, Faults& faults);

}  // namespace entente
