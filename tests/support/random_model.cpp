/// @file random_model.cpp
/// Draws a model, table by table. Half of the interactions are prisoners' dilemmas, because
/// prescriptions in games without structure are hardly ever kept.
#include "support/random_model.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <random>

namespace entente::support {

std::string ModelText::print() const {
    std::string text;
    for (const Table& table : tables) {
        if (!table.header.empty()) text += table.header + "\n";
        for (const std::string& line : table.lines) text += line + "\n";
        text += "\n";
    }
    return text;
}

namespace {

class Drawer {
public:
    Drawer(std::uint32_t seed, const RandomModelOptions& options)
        : engine_(seed), options_(options) {}

    ModelText draw() {
        player_count_ = 2 + below(8) / 5 + below(8) / 7;
        relation_count_ = std::min(below(4), below(4));
        measure_count_ = 1 + std::min(below(5), below(5));
        interaction_count_ = 1 + std::min(below(3), below(3));
        if (options_.measures != 0) measure_count_ = options_.measures;
        if (!options_.moving) relation_count_ = 0;
        text_.tables.push_back({"", {"title = \"a random model\""}});
        draw_players();
        for (std::size_t e = 0; e < relation_count_; ++e) draw_relation(e);
        for (std::size_t g = 0; g < interaction_count_; ++g) draw_interaction(g);
        for (std::size_t m = 0; m < measure_count_; ++m) draw_measure(m);
        draw_enforcement();
        const std::size_t proposals = 1 + below(2);
        for (std::size_t s = 0; s < proposals; ++s) draw_proposal(s);
        return std::move(text_);
    }

private:
    std::size_t below(std::size_t n) { return engine_() % n; }
    bool one_in(std::size_t n) { return below(n) == 0; }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    template <std::size_t n>
    const char* any_of(const std::array<const char*, n>& list) {
        return list[below(n)];
    }
    static std::string player(std::size_t i) { return fmt::format("p{}", i); }
    std::string any_player() { return player(below(player_count_)); }
    std::string any_measure() { return fmt::format("m{}", below(measure_count_)); }

    /// Different players, in the order of the file.
    std::vector<std::size_t> some_players(std::size_t count) {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < player_count_; ++i) all.push_back(i);
        while (all.size() > count)
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(below(all.size())));
        return all;
    }

    /// A number that may depend on the state of the world; play() only where it cannot lead
    /// back to where it is used.
    std::string amount(int number, bool may_play) {
        if (!one_in(6)) return fmt::format("{}", number);
        if (relation_count_ > 0 && one_in(2))
            return fmt::format("\"{} + {} * level(r{})\"", number, any_of(halves_),
                               below(relation_count_));
        if (may_play && one_in(2))
            return fmt::format("\"{} + {} * {}\"", number, any_of(halves_), any_play());
        return fmt::format("\"{} + {} * in_force({})\"", number, any_of(halves_), any_measure());
    }

    std::string any_play() {
        const std::size_t g = below(interaction_count_);
        const auto& players = seats_[g];
        return fmt::format("play(g{}, {}, {})", g, player(players[below(players.size())]),
                           one_in(2) ? "c" : "d");
    }

    /// A probability up to 1/2 by itself or by what is added.
    std::string probability() {
        if (!options_.chance) return any_of(certain_);
        switch (below(5)) {
            case 0:
                return fmt::format("\"0.1 + 0.3 * in_force({})\"", any_measure());
            case 1:
                return "\"if(level >= 1, 0.25, 0.4)\"";
            case 2:
                return fmt::format("\"0.05 + 0.4 * {}\"", any_play());
            default:
                return any_of(chances_);
        }
    }

    void draw_players() {
        ModelText::Table table{"[players]", {}};
        for (std::size_t i = 0; i < player_count_; ++i)
            table.lines.push_back(
                fmt::format("{} = {{ discount = {} }}", player(i), any_of(discounts_)));
        text_.tables.push_back(std::move(table));
        for (std::size_t g = 0; g < interaction_count_; ++g)
            seats_.push_back(some_players(player_count_ > 2 && one_in(4) ? 3 : 2));
    }

    void draw_relation(std::size_t e) {
        const auto pair = some_players(2);
        const std::size_t levels = player_count_ > 3 || relation_count_ > 2 ? 2 : 2 + below(2);
        ModelText::Table table{fmt::format("[relations.r{}]", e), {}};
        const auto name = [](std::size_t k) { return fmt::format("\"level{}\"", k); };
        std::vector<std::string> names;
        for (std::size_t k = 0; k < levels; ++k) names.push_back(name(k));
        table.lines = {
            fmt::format("between = [\"{}\", \"{}\"]", player(pair[0]), player(pair[1])),
            fmt::format("levels  = [{}]", fmt::join(names, ", ")),
            fmt::format("initial = {}", name(below(levels))),
            fmt::format("payoff  = {{ {} = \"{} * level\" }}", player(pair[below(2)]),
                        any_of(halves_)),
        };
        // Certain moves are kept from adding up to more than certainty.
        const bool only_up = !options_.chance && one_in(2);
        if (options_.chance || only_up) table.lines.push_back("up      = " + probability());
        if (!only_up) table.lines.push_back("down    = " + probability());
        text_.tables.push_back(std::move(table));
    }

    void draw_interaction(std::size_t g) {
        const auto& players = seats_[g];
        ModelText::Table table{fmt::format("[interactions.g{}]", g), {}};
        std::vector<std::string> names, actions;
        for (const std::size_t i : players) {
            names.push_back(fmt::format("\"{}\"", player(i)));
            actions.push_back(player(i) + " = [\"c\", \"d\"]");
        }
        table.lines = {fmt::format("players = [{}]", fmt::join(names, ", ")),
                       fmt::format("actions = {{ {} }}", fmt::join(actions, ", ")), "payoffs = ["};
        // In a public good everybody gains by d, and loses more by the others' d: one pure
        // equilibrium. Games of three without structure need not have any.
        const bool dilemma = players.size() > 2 || !one_in(4);
        const std::array<int, 3> gain = {between(1, 2), between(1, 2), between(1, 3)};
        const std::array<int, 3> harm = {between(3, 7), between(3, 7), between(3, 7)};
        const std::size_t count = std::size_t{1} << players.size();
        for (std::size_t p = 0; p < count; ++p) {
            std::vector<std::string> play, to;
            for (std::size_t k = 0; k < players.size(); ++k) {
                int number = between(-3, 6);
                if (dilemma) number = bit(p, k, players.size()) ? gain[k] : 0;
                for (std::size_t j = 0; dilemma && j < players.size(); ++j)
                    if (j != k && bit(p, j, players.size())) number -= harm[k];
                play.push_back(bit(p, k, players.size()) ? "\"d\"" : "\"c\"");
                to.push_back(dilemma ? fmt::format("{}", number) : amount(number, false));
            }
            table.lines.push_back(fmt::format("  {{ play = [{}], to = [{}] }},",
                                              fmt::join(play, ", "), fmt::join(to, ", ")));
        }
        table.lines.emplace_back("]");
        if (one_in(2)) table.lines.push_back(std::string("baseline = ") + any_of(rules_));
        text_.tables.push_back(std::move(table));
    }

    static bool bit(std::size_t profile, std::size_t k, std::size_t players) {
        return profile >> (players - 1 - k) & 1;
    }

    void draw_measure(std::size_t m) {
        ModelText::Table table{fmt::format("[measures.m{}]", m), {}};
        auto& lines = table.lines;
        std::vector<std::size_t> parties;
        if (!one_in(4)) {
            const std::size_t prescriptions = 1 + below(8) / 7;
            std::vector<std::size_t> games;
            for (std::size_t k = 0; k < prescriptions; ++k) {
                const std::size_t g = below(interaction_count_);
                if (std::ranges::count(games, g) > 0) continue;
                games.push_back(g);
                std::vector<std::string> orders;
                for (const std::size_t i : seats_[g]) {
                    if (one_in(8) && !orders.empty()) continue;
                    orders.push_back(fmt::format("{} = \"{}\"", player(i), one_in(16) ? "d" : "c"));
                    parties.push_back(i);
                }
                lines.push_back(
                    fmt::format("prescribes.g{} = {{ {} }}", g, fmt::join(orders, ", ")));
            }
        }
        if (parties.empty() || one_in(6)) {
            parties = some_players(parties.empty() || player_count_ == 2 ? 2 : 3);
            std::vector<std::string> names;
            for (const std::size_t i : parties) names.push_back(fmt::format("\"{}\"", player(i)));
            lines.push_back(fmt::format("parties = [{}]", fmt::join(names, ", ")));
        }
        std::ranges::sort(parties);
        parties.erase(std::ranges::unique(parties).begin(), parties.end());
        draw_terms(lines, parties);
        draw_procedure(lines, parties);
        draw_own_enforcement(lines);
        text_.tables.push_back(std::move(table));
    }

    void draw_terms(std::vector<std::string>& lines, const std::vector<std::size_t>& parties) {
        const auto party = [&] { return player(parties[below(parties.size())]); };
        if (one_in(3))
            lines.push_back(fmt::format("cost = {{ {} = {} }}", party(), any_of(halves_)));
        if (one_in(2))
            lines.push_back(fmt::format("payoff = {{ {} = {} }}", party(),
                                        amount(one_in(4) ? -1 : between(0, 2), true)));
        if (one_in(6) && relation_count_ > 0)
            lines.push_back(fmt::format("requires = \"level(r{}) >= 1\"", below(relation_count_)));
        if (one_in(10))
            lines.push_back(fmt::format("requires = \"not in_force({})\"", any_measure()));
        if (lines.size() > 1 && lines[lines.size() - 2].starts_with("requires") &&
            lines.back().starts_with("requires"))
            lines.pop_back();
        if (options_.chance && one_in(4))
            lines.push_back(std::string("duration = ") + any_of(durations_));
        if (options_.chance && one_in(7))
            lines.push_back(std::string("lapses = ") + any_of(lapses_));
        if (one_in(12)) lines.emplace_back("initial = true");
    }

    void draw_procedure(std::vector<std::string>& lines, const std::vector<std::size_t>& parties) {
        std::vector<std::string> weights;
        int total = 0;
        for (const std::size_t i : parties) {
            const int weight = between(1, 3);
            weights.push_back(fmt::format("{} = {}", player(i), weight));
            total += weight;
        }
        const std::string one = player(parties[below(parties.size())]);
        switch (below(12)) {
            case 0:
                lines.emplace_back("decision = \"majority\"");
                break;
            case 1:
                lines.push_back(
                    fmt::format("decision = {{ rule = \"majority\", veto = [\"{}\"] }}", one));
                break;
            case 2:
                lines.push_back(fmt::format("decision = {{ weights = {{ {} }}, quota = {} }}",
                                            fmt::join(weights, ", "), between(1, total)));
                break;
            case 3:
                lines.push_back(
                    fmt::format("decision = {{ consenters = [\"{}\"] }}", any_player()));
                break;
            default:
                break;
        }
    }

    void draw_own_enforcement(std::vector<std::string>& lines) {
        if (one_in(4)) lines.push_back("scope = " + scope());
        if (options_.chance && one_in(5))
            lines.push_back(std::string("detection = ") + any_of(detections_));
        if (one_in(5)) lines.push_back(fmt::format("penalty = {}", any_of(halves_)));
    }

    std::string scope() {
        switch (below(5)) {
            case 0:
                return "\"issue\"";
            case 1:
                return "\"bilateral\"";
            case 2:
                return "\"all\"";
            case 3:
                return fmt::format("[\"{}\"]", any_measure());
            default:
                return "\"linked\"";
        }
    }

    void draw_enforcement() {
        ModelText::Table table{"[enforcement]", {}};
        if (one_in(2)) table.lines.push_back("scope = " + scope());
        if (options_.chance && one_in(3))
            table.lines.push_back(std::string("detection = ") + any_of(detections_));
        if (options_.punished && one_in(2))
            table.lines.push_back(fmt::format("punishment = {{ periods = {} }}", between(1, 3)));
        if (options_.punished && one_in(3))
            table.lines.push_back(std::string("relations = ") + any_of(reactions_));
        text_.tables.push_back(std::move(table));
    }

    void draw_proposal(std::size_t s) {
        std::vector<std::string> rest;
        for (std::size_t m = 0; m < measure_count_; ++m) rest.push_back(fmt::format("\"m{}\"", m));
        for (std::size_t k = rest.size(); k > 1; --k) std::swap(rest[k - 1], rest[below(k)]);
        if (rest.size() > 1 && one_in(3)) rest.pop_back();
        std::vector<std::string> steps;
        while (!rest.empty()) {
            std::vector<std::string> step;
            const std::size_t size = one_in(3) ? 2 : 1;
            for (std::size_t k = 0; k < size && !rest.empty(); ++k) {
                step.push_back(rest.back());
                rest.pop_back();
            }
            steps.push_back(fmt::format("[{}]", fmt::join(step, ", ")));
        }
        text_.tables.push_back({fmt::format("[proposals.s{}]", s),
                                {fmt::format("steps = [{}]", fmt::join(steps, ", "))}});
    }

    static constexpr std::array discounts_ = {"0.2", "0.5",     "0.6",  "0.7",  "0.8",
                                              "0.9", "\"2/3\"", "0.75", "0.85", "0.95"};
    static constexpr std::array halves_ = {"0.5", "1", "1.5", "0.25"};
    static constexpr std::array certain_ = {"0", "0", "1"};
    static constexpr std::array chances_ = {"0", "0.1", "0.2", "0.3", "0.5", "\"1/3\""};
    static constexpr std::array durations_ = {"1.5", "2", "3"};
    static constexpr std::array lapses_ = {"0.1", "0.25", "0.05", "1"};
    static constexpr std::array detections_ = {"0.9", "0.7", "0.5", "0.25"};
    static constexpr std::array rules_ = {"\"payoff-dominant\"", "\"risk-dominant\"", "\"first\"",
                                          "\"worst\""};
    static constexpr std::array reactions_ = {"\"unchanged\"", "\"collapse\"", "{ fall = 1 }"};

    std::mt19937 engine_;
    RandomModelOptions options_;
    std::size_t player_count_ = 0, relation_count_ = 0, measure_count_ = 0, interaction_count_ = 0;
    std::vector<std::vector<std::size_t>> seats_;  ///< the players of every interaction
    ModelText text_;
};

}  // namespace

ModelText random_model(std::uint32_t seed, const RandomModelOptions& options) {
    return Drawer(seed, options).draw();
}

}  // namespace entente::support
