#include "model/rankings.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entente {
namespace {

class RankingReader {
public:
    RankingReader(const std::string& player, const NameList& outcomes, std::string_view kind,
                  Faults& faults)
        : player_(player), outcomes_(outcomes), kind_(kind), faults_(faults) {
        ranks_.resize(outcomes.size());
        places_.resize(outcomes.size());
    }

    std::vector<std::size_t> read(const Node& node) {
        const std::size_t before = faults_.size();
        if (node.kind == Node::Kind::string)
            read_text(node.text);
        else if (check_kind(node, Node::Kind::array, fmt::format("the ranking of \"{}\"", player_),
                            faults_))
            read_list(node);
        if (faults_.size() == before) check_all(node.where);
        return std::move(ranks_);
    }

private:
    void read_text(const PlacedText& placed) {
        const std::string& text = placed.text;
        std::size_t first = 0, rank = 0;
        bool quoted = false;
        for (std::size_t k = 0; k <= text.size(); ++k) {
            const char c = k == text.size() ? '>' : text[k];
            if (k < text.size() && c == '\'') quoted = !quoted;
            if ((quoted && k < text.size()) || (c != '>' && c != '=' && c != '~')) continue;
            read_name(placed, first, k, rank);
            if (c == '>') ++rank;
            first = k + 1;
        }
    }

    void read_name(const PlacedText& placed, std::size_t first, std::size_t last,
                   std::size_t rank) {
        const std::string& text = placed.text;
        const std::size_t gap_at = std::min(first, text.empty() ? 0 : text.size() - 1);
        while (first < last && text[first] == ' ') ++first;
        while (last > first && text[last - 1] == ' ') --last;
        if (first == last) {
            faults_.add(placed.span(gap_at, 1),
                        fmt::format("expected the name of one {} here", kind_),
                        "write it like \"a > b = c > d\", the best first");
            return;
        }
        const bool quoted = last - first > 1 && text[first] == '\'' && text[last - 1] == '\'';
        const std::string name =
            quoted ? text.substr(first + 1, last - first - 2) : text.substr(first, last - first);
        rank_outcome(name, placed.span(first, last - first), rank);
    }

    void read_list(const Node& list) {
        for (std::size_t rank = 0; rank < list.items.size(); ++rank) {
            const Node& item = list.items[rank];
            if (item.kind == Node::Kind::array)
                for (const Node& tied : item.items) read_item(tied, rank);
            else
                read_item(item, rank);
        }
    }

    void read_item(const Node& item, std::size_t rank) {
        if (check_kind(item, Node::Kind::string, "a name in a ranking", faults_))
            rank_outcome(item.text.text, item.where, rank);
    }

    void rank_outcome(const std::string& name, const SourceSpan& where, std::size_t rank) {
        const auto found = outcomes_.find(name);
        if (!found) {
            faults_.add(where, fmt::format("no {} is called {}", kind_, in_quotes(name)),
                        suggestion(name, outcomes_.all()));
        } else if (places_[*found]) {
            faults_.add(where,
                        fmt::format("{} has its place in this ranking already", in_quotes(name)),
                        fmt::format("the first is at column {} of line {}", places_[*found]->column,
                                    places_[*found]->line));
        } else {
            places_[*found] = where;
            ranks_[*found] = rank;
        }
    }

    void check_all(const SourceSpan& where) {
        std::vector<std::string> left_out;
        std::size_t count = 0;
        constexpr std::size_t most_named = 4;
        for (std::size_t k = 0; k < places_.size(); ++k) {
            if (places_[k]) continue;
            if (++count <= most_named) left_out.push_back(outcomes_[k]);
        }
        if (count == 0) return;
        const std::string more =
            count > most_named ? fmt::format(" and {} more", count - most_named) : "";
        faults_.add(where, fmt::format("the ranking of \"{}\" leaves out {}{}", player_,
                                       listed(left_out, more.empty() ? "and" : ","), more));
    }

    const std::string& player_;
    const NameList& outcomes_;
    std::string_view kind_;
    Faults& faults_;
    std::vector<std::size_t> ranks_;
    std::vector<std::optional<SourceSpan>> places_;
};

}  // namespace

bool for_each_player(const Node& table, const NameList& players, std::string_view what,
                     Faults& faults, const std::function<void(std::size_t, const Node&)>& read) {
    const std::size_t before = faults.size();
    if (!check_kind(table, Node::Kind::table, in_quotes(what), faults)) return false;
    for (const Entry& entry : table.entries) {
        if (const auto player = players.find(entry.key))
            read(*player, entry.value);
        else
            faults.add(
                entry.where,
                fmt::format("no player of this interaction is called {}", in_quotes(entry.key)),
                suggestion(entry.key, players.all()));
    }
    for (const std::string& name : players.all())
        if (table.find(name) == nullptr)
            faults.add(table.where, fmt::format("the {} of \"{}\" are missing", what, name));
    return faults.size() == before;
}

void close_gaps(std::vector<std::size_t>& ranks) {
    std::vector<std::size_t> values = ranks;
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (std::size_t& rank : ranks)
        rank = static_cast<std::size_t>(std::ranges::lower_bound(values, rank) - values.begin());
}

Ranks rankings_of(const Node& table, const NameList& players, const NameList& outcomes,
                  std::string_view kind, Faults& faults) {
    Ranks ranks(players.size());
    const bool sound = for_each_player(
        table, players, "rankings", faults, [&](std::size_t player, const Node& node) {
            ranks[player] = RankingReader(players[player], outcomes, kind, faults).read(node);
            close_gaps(ranks[player]);
        });
    return sound ? ranks : Ranks{};
}

}  // namespace entente
