#include "model/payoff_rows.hpp"

#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace entente {
namespace {

constexpr std::size_t any = std::numeric_limits<std::size_t>::max();  // "*"
constexpr std::size_t max_work = 20'000'000;  // profiles covered by rows, all together

/// How rows are spelt: their key, and what that gives each player.
struct RowKind {
    std::string_view list, key, one, many;
};
constexpr RowKind payoff_kind{"payoffs", "to", "payoff", "payoffs"};
constexpr RowKind rank_kind{"rankings", "rank", "rank", "ranks"};

class RowReader {
public:
    RowReader(const RowKind& kind, const Node& list, std::uint32_t index, Reading& reading)
        : kind_(kind),
          list_(list),
          players_(reading.names.interaction_players[index]),
          actions_(reading.names.actions[index]),
          reading_(reading) {
        for (const NameList& actions : actions_) profile_count_ *= actions.size();
        for (std::size_t i = 0, stride = profile_count_; i < actions_.size(); ++i) {
            stride /= actions_[i].size();
            strides_.push_back(stride);
        }
        covered_.resize(profile_count_);
    }

    std::vector<Expression> read() {
        std::vector<Expression> payoffs(players_.size() * profile_count_);
        if (!check_kind(list_, Node::Kind::array, in_quotes(kind_.list), reading_.faults))
            return payoffs;
        const std::size_t before = reading_.faults.size();
        for (const Node& row : list_.items) read_row(row);
        if (reading_.faults.size() == before) check_covered();
        if (reading_.faults.size() != before) return payoffs;
        for (std::size_t p = 0; p < profile_count_; ++p)
            for (std::size_t i = 0; i < players_.size(); ++i)
                payoffs[i * profile_count_ + p] = rows_[covered_[p].row].to[i];
        return payoffs;
    }

private:
    struct Row {
        SourceSpan where;
        std::vector<Expression> to;
    };
    struct Cover {
        std::size_t row = any;
        std::size_t stars = any;
        std::size_t rival = any;  // an earlier row with as many "*"
    };

    void read_row(const Node& node) {
        if (!check_keys(node, fmt::format("a row of {}", kind_.many),
                        {"play", kind_.key, "otherwise"}, reading_.faults))
            return;
        const Node* otherwise = node.find("otherwise");
        const Node* play = node.find("play");
        const Node* to = otherwise != nullptr ? otherwise : node.find(kind_.key);
        if (to == nullptr || (otherwise == nullptr) != (play != nullptr) ||
            (otherwise != nullptr && node.find(kind_.key) != nullptr)) {
            reading_.faults.add(node.where,
                                fmt::format("expected {{ play = [...], {} = [...] }} or "
                                            "{{ otherwise = [...] }}",
                                            kind_.key));
            return;
        }
        const std::size_t before = reading_.faults.size();
        std::vector<std::size_t> profile(players_.size(), any);
        if (play != nullptr) read_profile(*play, profile);
        Row row{play != nullptr ? play->where : node.where, payoffs_of(*to)};
        if (reading_.faults.size() != before) return;
        rows_.push_back(std::move(row));
        cover(profile);
    }

    void read_profile(const Node& play, std::vector<std::size_t>& profile) {
        const auto set = [&](std::size_t player, const Node& node) {
            if (node.kind == Node::Kind::string && node.text.text == "*") return;
            const std::string kind = fmt::format("action of \"{}\"", players_[player]);
            profile[player] = name_of(node, actions_[player], kind, reading_.faults).value_or(any);
        };
        if (play.kind == Node::Kind::table) {
            for (const Entry& entry : play.entries) {
                if (const auto player = players_.find(entry.key))
                    set(*player, entry.value);
                else
                    reading_.faults.add(entry.where,
                                        fmt::format("no player of this interaction is called {}",
                                                    in_quotes(entry.key)),
                                        suggestion(entry.key, players_.all()));
            }
        } else if (check_kind(play, Node::Kind::array, "\"play\"", reading_.faults)) {
            if (play.items.size() != players_.size()) {
                reading_.faults.add(
                    play.where,
                    fmt::format("expected {} actions, one for each of {}, found {}",
                                players_.size(), listed(players_.all()), play.items.size()));
                return;
            }
            for (std::size_t i = 0; i < players_.size(); ++i) set(i, play.items[i]);
        }
    }

    std::vector<Expression> payoffs_of(const Node& to) {
        const std::string what = fmt::format("a {}", kind_.one);
        const ExpressionPlace place{what, true, {}};
        std::vector<Expression> payoffs(players_.size());
        if (to.kind == Node::Kind::table) {
            for (const Entry& entry : to.entries) {
                if (const auto player = players_.find(entry.key))
                    payoffs[*player] = expression_of(&entry.value, place, reading_);
                else
                    reading_.faults.add(entry.where,
                                        fmt::format("no player of this interaction is called {}",
                                                    in_quotes(entry.key)),
                                        suggestion(entry.key, players_.all()));
            }
            for (const std::string& name : players_.all())
                if (to.find(name) == nullptr)
                    reading_.faults.add(
                        to.where, fmt::format("the {} of \"{}\" is missing", kind_.one, name));
        } else if (check_kind(to, Node::Kind::array, kind_.many, reading_.faults)) {
            if (to.items.size() != players_.size())
                reading_.faults.add(
                    to.where,
                    fmt::format("expected {} {}, one for each of {}, found {}", players_.size(),
                                kind_.many, listed(players_.all()), to.items.size()));
            for (std::size_t i = 0; i < std::min(to.items.size(), players_.size()); ++i)
                payoffs[i] = expression_of(&to.items[i], place, reading_);
        }
        return payoffs;
    }

    /// Lets the row that was read last cover the profiles that match.
    void cover(const std::vector<std::size_t>& profile) {
        const auto stars = static_cast<std::size_t>(std::ranges::count(profile, any));
        std::vector<std::size_t> matching{0};
        for (std::size_t i = 0; i < profile.size(); ++i) {
            std::vector<std::size_t> longer;
            for (const std::size_t start : matching) {
                const std::size_t first = profile[i] == any ? 0 : profile[i];
                const std::size_t last = profile[i] == any ? actions_[i].size() : first + 1;
                for (std::size_t a = first; a < last; ++a)
                    longer.push_back(start + a * strides_[i]);
            }
            matching = std::move(longer);
        }
        work_ += matching.size();
        if (work_ > max_work) {
            reading_.faults.add(rows_.back().where, "too many rows with \"*\"");
            return;
        }
        for (const std::size_t p : matching) claim(covered_[p], stars);
        if (stars == 0) report_rival(matching.front());
    }

    void claim(Cover& cover, std::size_t stars) const {
        const std::size_t row = rows_.size() - 1;
        if (stars < cover.stars)
            cover = {row, stars, any};
        else if (stars == cover.stars && cover.rival == any)
            cover = {row, stars, cover.row};
    }

    bool report_rival(std::size_t p) {
        Cover& cover = covered_[p];
        if (cover.rival == any) return false;
        const SourceSpan& first = rows_[cover.rival].where;
        reading_.faults.add(
            rows_[cover.row].where,
            fmt::format("the profile {} has its {} already", profile_name(p), kind_.many),
            fmt::format("the first are in line {}", first.line));
        cover.rival = any;
        return true;
    }

    void check_covered() {
        std::vector<std::string> without;
        std::size_t count = 0;
        bool rivals = false;
        for (std::size_t p = 0; p < profile_count_; ++p) {
            rivals = rivals || report_rival(p);
            if (covered_[p].row != any) continue;
            ++count;
            if (without.size() < 4) without.push_back(profile_name(p));
        }
        if (count == 0) return;
        std::string names;
        for (const std::string& name : without) names += (names.empty() ? "" : ", ") + name;
        if (count > without.size()) names += fmt::format(" and {} more", count - without.size());
        reading_.faults.add(
            list_.where,
            fmt::format("no {} for the profile{} {}", kind_.many, count == 1 ? "" : "s", names),
            "a row { otherwise = [...] } covers what the others leave out");
    }

    std::string profile_name(std::size_t p) const {
        std::string name = "[";
        for (std::size_t i = 0; i < players_.size(); ++i) {
            if (i > 0) name += ", ";
            name += in_quotes(actions_[i][p / strides_[i] % actions_[i].size()]);
        }
        return name + "]";
    }

    const RowKind& kind_;
    const Node& list_;
    const NameList& players_;
    const std::vector<NameList>& actions_;
    Reading& reading_;
    std::size_t profile_count_ = 1;
    std::vector<std::size_t> strides_;
    std::vector<Row> rows_;
    std::vector<Cover> covered_;
    std::size_t work_ = 0;
};

}  // namespace

std::vector<Expression> payoff_rows(const Node& list, std::uint32_t interaction, Reading& reading) {
    return RowReader(payoff_kind, list, interaction, reading).read();
}

std::vector<std::vector<std::size_t>> rank_rows(const Node& list, std::uint32_t interaction,
                                                Reading& reading) {
    const std::size_t before = reading.faults.size();
    const auto numbers = RowReader(rank_kind, list, interaction, reading).read();
    if (reading.faults.size() != before) return {};
    const std::size_t players = reading.names.interaction_players[interaction].size();
    std::vector<std::vector<std::size_t>> ranks(players);
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const ExpressionNode& node = numbers[k].nodes.back();
        constexpr int highest = 1'000'000;
        if (node.op != Operator::number || denominator(node.number) != 1 || node.number < 1 ||
            node.number > highest) {
            reading.faults.add(numbers[k].where, "a rank must be a whole number from 1, the best");
            return {};
        }
        ranks[k * players / numbers.size()].push_back(node.number.convert_to<std::size_t>());
    }
    return ranks;
}

}  // namespace entente
