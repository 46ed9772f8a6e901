/// @file nfg_reader.cpp
/// Text in the interchange format .nfg to a game.
///
///     NFG 1 R "title" { "player" ... } { { "action" ... } ... } "comment" payoffs
///
/// The action lists may be bare counts { 2 3 }, the comment may be missing, and the payoffs are
/// either numbers, all players' for each profile, or a list { { "outcome" numbers } ... } followed
/// by the number of an outcome for each profile (from 1; 0 is "nothing for anybody"). The first
/// player's action varies fastest.
///
/// Source: the format's description in the manual of Gambit, "The strategic game (.nfg) file
/// format", https://gambitproject.readthedocs.io/en/latest/formats.html
#include "entente/game.hpp"

#include "game/nfg_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace entente {
namespace {

using Kind = NfgToken::Kind;

std::string described(const NfgToken& token) {
    constexpr std::size_t longest = 40;
    if (token.kind == Kind::end) return "the end of the file";
    if (token.kind == Kind::string) return "a string";
    return fmt::format("\"{}\"", std::string_view(token.text).substr(0, longest));
}

/// What should stand at a place: "3 payoffs", or "payoff 5 of 8". Words are made when needed.
struct Expected {
    std::string_view what;
    std::size_t number = 0;
    std::size_t of = 0;

    std::string text() const {
        return of == 0 ? std::string(what) : fmt::format("{} {} of {}", what, number, of);
    }
};

NfgToken take(NfgLexer& lexer, Kind kind, const Expected& expected) {
    if (lexer.next().kind != kind) {
        lexer.fail(lexer.next(),
                   fmt::format("found {}, expected {}", described(lexer.next()), expected.text()));
    }
    return lexer.take();
}

Rational take_number(NfgLexer& lexer, const Expected& expected) {
    const NfgToken token = take(lexer, Kind::word, expected);
    if (const auto number = parse_rational(token.text)) return *number;
    lexer.fail(token,
               fmt::format("{} is not a number, expected {}", described(token), expected.text()),
               "numbers look like 3, -2/7, 0.1 or 1.5e-3, with exponents up to 10000");
}

/// A whole number from `least` to `most`.
std::size_t take_count(NfgLexer& lexer, const Expected& expected, std::size_t least,
                       std::size_t most, std::string hint = {}) {
    const NfgToken token = lexer.next();
    const Rational number = take_number(lexer, expected);
    if (denominator(number) != 1 || number < least || number > most) {
        lexer.fail(token,
                   fmt::format("found {}, expected {} from {} to {}", described(token),
                               expected.text(), least, most),
                   std::move(hint));
    }
    return number.convert_to<std::size_t>();
}

/// Nobody is left without a name, and no name means two things.
void make_names_distinct(std::vector<std::string*> names) {
    std::set<std::string_view> taken;
    for (const std::string* name : names) taken.insert(*name);
    std::set<std::string> used;
    for (std::size_t k = 0; k < names.size(); ++k) {
        std::string& name = *names[k];
        if (!name.empty() && used.insert(name).second) continue;
        std::string candidate = name.empty() ? std::to_string(k + 1) : "";
        for (std::size_t number = 2;
             candidate.empty() || taken.contains(candidate) || used.contains(candidate); ++number) {
            candidate = name.empty() ? fmt::format("{}_{}", k + 1, number)
                                     : fmt::format("{}_{}", name, number);
        }
        used.insert(candidate);
        name = std::move(candidate);
    }
}

std::vector<std::string> take_names(NfgLexer& lexer, std::string_view what) {
    std::vector<std::string> names;
    take(lexer, Kind::open, {"\"{\""});
    const std::string wanted = fmt::format("{} in quotes or \"}}\"", what);
    while (lexer.next().kind != Kind::close) {
        names.push_back(take(lexer, Kind::string, {wanted}).text);
    }
    const NfgToken end = lexer.take();
    if (names.empty()) lexer.fail(end, fmt::format("an empty list, expected {} in quotes", what));
    std::vector<std::string*> pointers;
    for (std::string& name : names) pointers.push_back(&name);
    make_names_distinct(std::move(pointers));
    return names;
}

/// The actions of one player: a list of names or just how many there are.
std::vector<std::string> take_actions(NfgLexer& lexer) {
    if (lexer.next().kind == Kind::open) return take_names(lexer, "the name of an action");
    const std::size_t most = std::max<std::size_t>(lexer.bytes_left(), 1);
    std::vector<std::string> names(
        take_count(lexer, {"a number of actions"}, 1, most,
                   "the rest of the file has no more payoffs than that"));
    for (std::size_t a = 0; a < names.size(); ++a) names[a] = std::to_string(a + 1);
    return names;
}

std::vector<GamePlayer> take_players(NfgLexer& lexer) {
    std::vector<GamePlayer> players;
    for (std::string& name : take_names(lexer, "the name of a player")) {
        players.push_back({std::move(name), {}});
    }
    take(lexer, Kind::open, {"\"{\" and the actions of each player"});
    for (GamePlayer& player : players) player.actions = take_actions(lexer);
    if (lexer.next().kind != Kind::close) {
        lexer.fail(lexer.next(), fmt::format("found {}, expected \"}}\" after the actions of {} "
                                             "players",
                                             described(lexer.next()), players.size()));
    }
    lexer.take();
    return players;
}

/// How many profiles there are, after a look at whether the file can hold them.
std::size_t profile_count(const NfgLexer& lexer, const std::vector<GamePlayer>& players) {
    const std::size_t most = lexer.bytes_left() + lexer.next().size;
    std::size_t profiles = 1;
    for (const GamePlayer& player : players) {
        if (player.actions.size() > most / profiles) {
            lexer.fail(lexer.next(),
                       fmt::format("the game has more than {} profiles, but only {} bytes follow",
                                   most, most));
        }
        profiles *= player.actions.size();
    }
    return profiles;
}

/// The payoffs of each outcome, player by player; outcome 0 is the one that gives nothing.
std::vector<std::vector<Rational>> take_outcomes(NfgLexer& lexer, std::size_t players) {
    std::vector<std::vector<Rational>> outcomes{std::vector<Rational>(players)};
    lexer.take();
    const std::string end = fmt::format("\"}}\" after {} payoffs", players);
    while (lexer.next().kind == Kind::open) {
        lexer.take();
        if (lexer.next().kind == Kind::string) lexer.take();  // the outcome's name is not kept
        auto& outcome = outcomes.emplace_back();
        for (std::size_t i = 0; i < players; ++i) {
            outcome.push_back(take_number(lexer, {"payoff", i + 1, players}));
        }
        take(lexer, Kind::close, {end});
    }
    take(lexer, Kind::close, {"\"{\" and the next outcome, or \"}\" after the last"});
    return outcomes;
}

/// Where the profile that is the k-th of the file stands in a NormalForm: there the first
/// player varies slowest.
std::size_t profile_index(const std::vector<GamePlayer>& players, std::size_t k) {
    std::size_t index = 0;
    for (const GamePlayer& player : players) {
        index = index * player.actions.size() + k % player.actions.size();
        k /= player.actions.size();
    }
    return index;
}

std::vector<Rational> take_payoffs(NfgLexer& lexer, const std::vector<GamePlayer>& players) {
    const std::size_t profiles = profile_count(lexer, players);
    const bool by_outcome = lexer.next().kind == Kind::open;
    std::vector<std::vector<Rational>> outcomes;
    if (by_outcome) outcomes = take_outcomes(lexer, players.size());
    const std::size_t most = lexer.bytes_left() + lexer.next().size;
    if (!by_outcome && profiles > most / players.size()) {
        lexer.fail(lexer.next(), fmt::format("{} profiles of {} players need more payoffs than the "
                                             "{} bytes that follow can hold",
                                             profiles, players.size(), most));
    }
    std::vector<Rational> payoffs(profiles * players.size());
    for (std::size_t k = 0; k < profiles; ++k) {
        const std::size_t p = profile_index(players, k);
        const std::size_t outcome =
            by_outcome ? take_count(lexer, {"the outcome of profile", k + 1, profiles}, 0,
                                    outcomes.size() - 1)
                       : 0;
        for (std::size_t i = 0; i < players.size(); ++i) {
            payoffs[i * profiles + p] =
                by_outcome
                    ? outcomes[outcome][i]
                    : take_number(lexer, {"payoff", k * players.size() + i + 1, payoffs.size()});
        }
    }
    return payoffs;
}

void take_header(NfgLexer& lexer) {
    const NfgToken magic = lexer.take();
    if (magic.kind != Kind::word || magic.text != "NFG") {
        lexer.fail(magic, "this is not a game in the .nfg format: it does not begin with NFG",
                   magic.text == "EFG" ? "games in extensive form are not read" : "");
    }
    const NfgToken version = take(lexer, Kind::word, {"the version of the format, 1"});
    if (version.text != "1") {
        lexer.fail(version,
                   fmt::format("version {} of the format, expected 1", described(version)));
    }
    const NfgToken numbers = take(lexer, Kind::word, {"R or D"});
    if (numbers.text != "R" && numbers.text != "D") {
        lexer.fail(numbers, fmt::format("found {}, expected R or D", described(numbers)));
    }
}

}  // namespace

NamedGame read_nfg(const SourceText& source) {
    NfgLexer lexer(source);
    take_header(lexer);
    std::string title = take(lexer, Kind::string, {"the title of the game in quotes"}).text;
    std::vector<GamePlayer> players = take_players(lexer);
    std::string comment;
    if (lexer.next().kind == Kind::string) comment = lexer.take().text;
    std::vector<Rational> payoffs = take_payoffs(lexer, players);
    if (lexer.next().kind != Kind::end) {
        lexer.fail(lexer.next(), fmt::format("found {} after the last payoff of the game",
                                             described(lexer.next())));
    }
    return {std::move(title), {std::move(players), std::move(payoffs)}, std::move(comment)};
}

}  // namespace entente
