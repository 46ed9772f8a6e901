/// @file files.hpp
/// A model's files: the one that was asked for and what it includes, as one tree.
#pragma once

#include "model/reading.hpp"

namespace entente {

/// The text of a file, without a byte order mark; nullopt after a fault at `where`. Reads no
/// more than a model may have.
std::optional<std::string> read_text(const std::string& path, const SourceSpan& where,
                                     Faults& faults);

/// `path` as seen from the folder of the file called `from`.
std::string relative_to(const std::string& path, const std::string& from);

/// One tree out of the file and what it includes, whose tables it extends. All texts go into
/// reading.model.sources. Where a title, period, source, note or [enforcement] is given several
/// times, that of the including file counts; [expect] of included files is left out.
Node merged_document(SourceText source, Reading& reading);

}  // namespace entente
