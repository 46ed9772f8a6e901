#include "cli/usage_error.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

namespace entente::cli {

UsageError unknown_name(std::string_view kind, std::string_view name,
                        std::span<const std::string> known) {
    const std::string hint = suggestion(name, known);
    return UsageError(fmt::format("no {} is called {}{}{}", kind, in_quotes(name),
                                  hint.empty() ? "" : "\n  ", hint));
}

}  // namespace entente::cli
