/// @file templates.cpp
/// The inequalities are those by which the games of two players are usually told apart:
/// A. Rapoport and M. Guyer, A taxonomy of 2 x 2 games, General Systems 11 (1966).
#include "model/templates.hpp"

#include "expression/combine.hpp"
#include "model/claims.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

constexpr std::size_t max_public_good = 12;

constexpr std::array<GameTemplate, 7> templates{{
    {"prisoners_dilemma", {"cooperate", "defect"}, "T > R, R > P, P > S"},
    {"stag_hunt", {"stag", "hare"}, "R > T, T >= P, P > S"},
    {"assurance", {"cooperate", "defect"}, "R > T, R > P, P > S"},
    {"chicken", {"swerve", "straight"}, "T > R, R > S, S > P"},
    {"harmony", {"cooperate", "defect"}, "R > T, R > P, S > P"},
    {"deadlock", {"cooperate", "defect"}, "T > P, P > R, R > S"},
    {"public_good", {"contribute", "withhold"}, ""},
}};

struct Argument {
    std::string_view name, symbol;
};
constexpr std::array<Argument, 4> symmetric_arguments{
    {{"reward", "R"}, {"sucker", "S"}, {"temptation", "T"}, {"punishment", "P"}}};

class TemplateReader {
public:
    TemplateReader(const Node& interaction, const GameTemplate& row, std::uint32_t index,
                   Reading& reading)
        : row_(row),
          name_(*interaction.find("template")),
          arguments_(interaction.find("arguments")),
          players_(reading.names.interaction_players[index]),
          reading_(reading) {}

    std::vector<Expression> payoffs() {
        const std::size_t before = reading_.faults.size();
        const bool good = row_.name == "public_good";
        if (arguments_ != nullptr) check_arguments(good);
        auto made = good ? public_good() : two_by_two();
        if (reading_.faults.size() != before) made.assign(made.size(), Expression{});
        return made;
    }

private:
    void check_arguments(bool good) {
        const std::string what = fmt::format("the template \"{}\"", row_.name);
        if (good)
            check_keys(*arguments_, what, {"benefit", "cost"}, reading_.faults);
        else
            check_keys(*arguments_, what,
                       {"reward", "sucker", "temptation", "punishment", "R", "S", "T", "P"},
                       reading_.faults);
    }

    /// One number for all, a list in player order, or a table by player.
    std::vector<Expression> argument(const Argument& argument) {
        Expression broken;  // until the file gives something better
        broken.text.clear();
        std::vector<Expression> made(players_.size(), broken);
        const Node* node = nullptr;
        if (arguments_ != nullptr) {
            node = arguments_->find(argument.name);
            const Node* symbol =
                argument.symbol.empty() ? nullptr : arguments_->find(argument.symbol);
            if (node != nullptr && symbol != nullptr)
                reading_.faults.add(symbol->where, fmt::format("\"{}\" is \"{}\", given twice",
                                                               argument.symbol, argument.name));
            if (node == nullptr) node = symbol;
        }
        const ExpressionPlace place{fmt::format("the argument \"{}\"", argument.name), true, {}};
        if (node == nullptr) {
            missing(name_.where, fmt::format("the template \"{}\"", row_.name),
                    fmt::format("{}", argument.name), "give it in \"arguments\"", reading_.faults);
        } else if (node->kind == Node::Kind::array) {
            if (node->items.size() != players_.size())
                reading_.faults.add(node->where, fmt::format("expected {} numbers, one for each "
                                                             "player, found {}",
                                                             players_.size(), node->items.size()));
            for (std::size_t i = 0; i < std::min(made.size(), node->items.size()); ++i)
                made[i] = expression_of(&node->items[i], place, reading_);
        } else if (node->kind == Node::Kind::table) {
            read_table(*node, place, made);
        } else {
            std::ranges::fill(made, expression_of(node, place, reading_));
        }
        return made;
    }

    void read_table(const Node& node, const ExpressionPlace& place, std::vector<Expression>& made) {
        for (const Entry& entry : node.entries) {
            if (const auto player = players_.find(entry.key))
                made[*player] = expression_of(&entry.value, place, reading_);
            else
                reading_.faults.add(
                    entry.where,
                    fmt::format("no player of this interaction is called {}", in_quotes(entry.key)),
                    suggestion(entry.key, players_.all()));
        }
        for (const std::string& name : players_.all())
            if (node.find(name) == nullptr)
                reading_.faults.add(node.where,
                                    fmt::format("{} of \"{}\" is missing", place.what, name));
    }

    std::vector<Expression> two_by_two() {
        std::vector<std::vector<Expression>> found;  // R, S, T, P of each player
        for (const Argument& row : symmetric_arguments) found.push_back(argument(row));
        std::vector<Expression> payoffs(8);
        for (std::size_t i = 0; i < 2; ++i) {
            claim_inequalities(found, i);
            for (std::size_t p = 0; p < 4; ++p) {  // profiles (0,0), (0,1), (1,0), (1,1)
                const std::size_t mine = i == 0 ? p / 2 : p % 2;
                const std::size_t other = i == 0 ? p % 2 : p / 2;
                payoffs[i * 4 + p] = found[2 * mine + other][i];
            }
        }
        return payoffs;
    }

    /// Reads "T > R, R > P": a letter, a sign, a letter.
    void claim_inequalities(const std::vector<std::vector<Expression>>& found, std::size_t player) {
        std::string_view rest = row_.inequalities;
        while (!rest.empty()) {
            const auto comma = rest.find(", ");
            const std::string_view one = rest.substr(0, comma);
            rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 2);
            const Expression& left = found[position(one.front())][player];
            const Expression& right = found[position(one.back())][player];
            const bool strict = one.find(">=") == one.npos;
            claim(left, strict ? Operator::greater : Operator::greater_equal, right,
                  fmt::format("a {} needs {} ({} {} {}) for \"{}\"", spoken(), one,
                              symmetric_arguments[position(one.front())].name,
                              one.substr(2, one.size() - 4),
                              symmetric_arguments[position(one.back())].name, players_[player]),
                  reading_);
        }
    }

    static std::size_t position(char symbol) {
        return static_cast<std::size_t>(std::ranges::find(symmetric_arguments,
                                                          std::string_view(&symbol, 1),
                                                          &Argument::symbol) -
                                        symmetric_arguments.begin());
    }

    std::string spoken() const {
        std::string name(row_.name);
        std::ranges::replace(name, '_', ' ');
        return name;
    }

    /// Each contribution brings everybody that player's benefit; one's own costs one's cost.
    std::vector<Expression> public_good() {
        const auto benefits = argument({"benefit", ""});
        const auto costs = argument({"cost", ""});
        const std::size_t n = players_.size();
        std::vector<Expression> payoffs(n << n);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t p = 0; p < (std::size_t{1} << n); ++p) {
                std::size_t givers = 0;
                for (std::size_t j = 0; j < n; ++j) givers += 1 - (p >> j & 1U);
                Expression made = combined(Operator::multiply, benefits[i],
                                           constant(Rational(static_cast<unsigned long>(givers))));
                if ((p >> (n - 1 - i) & 1U) == 0)
                    made = combined(Operator::subtract, made, costs[i]);
                payoffs[(i << n) + p] = std::move(made);
            }
        }
        return payoffs;
    }

    const GameTemplate& row_;
    const Node& name_;
    const Node* arguments_;
    const NameList& players_;
    Reading& reading_;
};

const GameTemplate* row_of(const Node& node) {
    std::string word = word_of(node);
    if (word == "linear_public_good") word = "public_good";
    const auto it = std::ranges::find(templates, word, &GameTemplate::name);
    return it == templates.end() ? nullptr : &*it;
}

}  // namespace

const GameTemplate* find_template(const Node& node, std::size_t players, Faults& faults) {
    if (!check_kind(node, Node::Kind::string, "\"template\"", faults)) return nullptr;
    const GameTemplate* found = row_of(node);
    if (found == nullptr) {
        std::vector<std::string> known;
        for (const GameTemplate& row : templates) known.emplace_back(row.name);
        faults.add(node.where, fmt::format("no template is called {}", in_quotes(node.text.text)),
                   suggestion(node.text.text, known));
        return nullptr;
    }
    const std::size_t most = found->name == "public_good" ? max_public_good : 2;
    if (players <= most) return found;
    faults.add(node.where,
               fmt::format("the template \"{}\" is for {} players, found {}", found->name,
                           most == 2 ? "2" : fmt::format("2 to {}", most), players));
    return nullptr;
}

std::vector<Expression> template_payoffs(const Node& interaction, std::uint32_t index,
                                         Reading& reading) {
    const GameTemplate* row = row_of(*interaction.find("template"));
    return TemplateReader(interaction, *row, index, reading).payoffs();
}

}  // namespace entente
