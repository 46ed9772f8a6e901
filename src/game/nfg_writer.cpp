/// @file nfg_writer.cpp
/// A game to text in the interchange format .nfg, payoff version, one profile a line.
#include "entente/game.hpp"

#include <fmt/format.h>

namespace entente {
namespace {

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
    return out;
}

/// The next profile with the first player varying fastest; back to all zeros after the last.
void advance(std::vector<std::size_t>& actions, std::span<const GamePlayer> players) {
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (++actions[i] < players[i].actions.size()) return;
        actions[i] = 0;
    }
}

}  // namespace

std::string write_nfg(const NamedGame& named) {
    const auto& [title, game, comment] = named;
    std::string out = fmt::format("NFG 1 R {}\n{{", in_quotes(title));
    for (const GamePlayer& player : game.players())
        out += fmt::format(" {}", in_quotes(player.name));
    out += " }\n{\n";
    for (const GamePlayer& player : game.players()) {
        out += "  {";
        for (const std::string& action : player.actions)
            out += fmt::format(" {}", in_quotes(action));
        out += " }\n";
    }
    out += fmt::format("}}\n{}\n\n", in_quotes(comment));

    std::vector<std::size_t> actions(game.players().size());
    for (std::size_t k = 0; k < game.profile_count(); ++k) {
        std::size_t p = 0;
        for (std::size_t i = 0; i < actions.size(); ++i) p += actions[i] * game.stride(i);
        for (std::size_t i = 0; i < actions.size(); ++i) {
            if (i > 0) out += ' ';
            out += to_text(game.payoffs(i)[p]);
        }
        out += '\n';
        advance(actions, game.players());
    }
    return out;
}

}  // namespace entente
