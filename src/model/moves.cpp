#include "model/rankings.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

class MovesReader {
public:
    MovesReader(const NameList& states, Faults& faults) : states_(states), faults_(faults) {
        moves_.resize(states.size());
    }

    std::vector<std::vector<std::size_t>> read(const Node& node) {
        if (node.kind == Node::Kind::table)
            read_table(node);
        else if (check_kind(node, Node::Kind::string, "the moves of a player", faults_))
            read_text(node.text);
        for (auto& list : moves_) {
            std::ranges::sort(list);
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
        return std::move(moves_);
    }

private:
    using States = std::vector<std::size_t>;
    struct Word {
        std::string text;
        SourceSpan where;
    };

    static std::vector<Word> words_of(const PlacedText& placed) {
        std::vector<Word> words;
        const std::string& text = placed.text;
        const auto symbol = [&](std::size_t k) -> std::size_t {
            if (text.compare(k, 3, "<->") == 0) return 3;
            if (text.compare(k, 2, "->") == 0) return 2;
            return text[k] == ',' ? 1 : 0;
        };
        for (std::size_t k = 0; k < text.size();) {
            std::size_t length = symbol(k);
            if (text[k] == ' ' || text[k] == '\n' || text[k] == '\t') {
                ++k;
                continue;
            }
            if (length == 0) {
                const auto ends = [&](std::size_t at) {
                    return text[at] == ' ' || text[at] == '\n' || text[at] == '\t' ||
                           symbol(at) > 0;
                };
                while (k + length < text.size() && !ends(k + length)) ++length;
            }
            words.push_back({text.substr(k, length), placed.span(k, length)});
            k += length;
        }
        return words;
    }

    void read_text(const PlacedText& placed) {
        const auto words = words_of(placed);
        for (std::size_t first = 0; first < words.size();) {
            std::size_t last = first;
            while (last < words.size() && words[last].text != ",") ++last;
            read_entry(std::span(words).subspan(first, last - first), placed.where);
            first = last + 1;
        }
    }

    /// "1 2 -> 3" or "4 <-> 5 <-> 6".
    void read_entry(std::span<const Word> words, const SourceSpan& where) {
        std::vector<States> sides(1);
        std::string arrow;
        for (const Word& word : words) {
            if (word.text == "->" || word.text == "<->") {
                if (!arrow.empty() && (word.text != arrow || word.text == "->"))
                    return faults_.add(word.where, "expected \",\" before the next move");
                arrow = word.text;
                sides.emplace_back();
            } else if (const auto state = states_.find(word.text)) {
                sides.back().push_back(*state);
            } else {
                return faults_.add(word.where,
                                   fmt::format("no state is called {}", in_quotes(word.text)),
                                   suggestion(word.text, states_.all()));
            }
        }
        if (arrow.empty() || std::ranges::any_of(sides, &States::empty))
            return faults_.add(words.empty() ? where : words.front().where,
                               "expected a move such as \"1 -> 2\" or \"1 <-> 2\"",
                               "moves are separated by \",\"");
        for (std::size_t a = 0; a < sides.size(); ++a)
            for (std::size_t b = 0; b < sides.size(); ++b)
                if (a < b || (a > b && arrow == "<->")) add(sides[a], sides[b]);
    }

    void add(const States& from, const States& to) {
        for (const std::size_t s : from)
            for (const std::size_t t : to)
                if (s != t) moves_[s].push_back(t);
    }

    void read_table(const Node& table) {
        for (const Entry& entry : table.entries) {
            const auto from = states_.find(entry.key);
            if (!from) {
                faults_.add(entry.where, fmt::format("no state is called {}", in_quotes(entry.key)),
                            suggestion(entry.key, states_.all()));
                continue;
            }
            add({*from}, names_of(entry.value, states_, "state", faults_));
        }
    }

    const NameList& states_;
    Faults& faults_;
    std::vector<States> moves_;
};

}  // namespace

std::vector<std::vector<std::vector<std::size_t>>> moves_of(const Node& table,
                                                            const NameList& players,
                                                            const NameList& states,
                                                            Faults& faults) {
    std::vector<std::vector<std::vector<std::size_t>>> moves(players.size());
    const bool sound =
        for_each_player(table, players, "moves", faults, [&](std::size_t player, const Node& node) {
            moves[player] = MovesReader(states, faults).read(node);
        });
    if (!sound) moves.clear();
    return moves;
}

}  // namespace entente
