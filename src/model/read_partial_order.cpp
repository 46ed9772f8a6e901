/// @file read_partial_order.cpp
/// What a proposal leaves open: measures, groups, order, optional, exclusive and width.
#include "model/sections.hpp"
#include "text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>

namespace entente {
namespace {

constexpr std::size_t most_measures = 64;  // MeasureSet
constexpr std::size_t widest_step = 16;    // as many as a step may have

template <class F>
void for_each_measure(MeasureSet set, const F& f) {
    for (; set != 0; set &= set - 1) f(static_cast<std::size_t>(std::countr_zero(set)));
}

class PartialOrderReader {
public:
    PartialOrderReader(const Node& node, const std::string& what, Reading& reading)
        : node_(node), what_(what), reading_(reading), faults_(reading.faults) {}

    PartialOrder read() {
        read_groups();
        if (const Node* order = node_.find("order")) read_order(*order);
        if (const Node* exclusive = node_.find("exclusive")) read_exclusive(*exclusive);
        if (const Node* optional = node_.find("optional")) read_optional(*optional);
        if (const Node* width = node_.find("width")) read_width(*width);
        read_measures();
        if (all_optional_) made_.optional = made_.measures;
        check_circles();
        return std::move(made_);
    }

private:
    /// The measures that a measure's or a group's name stands for; 0 after a fault.
    MeasureSet named(std::string_view name, const SourceSpan& where, bool count = true) {
        MeasureSet set = 0;
        if (const auto group = groups_.find(std::string(name)); group != groups_.end()) {
            set = group->second;
        } else if (const auto m = reading_.names.measures.find(name)) {
            set = *m < most_measures ? MeasureSet{1} << *m : 0;
        } else {
            std::vector<std::string> known(reading_.names.measures.all().begin(),
                                           reading_.names.measures.all().end());
            for (const auto& [key, members] : groups_) known.push_back(key);
            faults_.add(where,
                        fmt::format("no measure{} is called {}", groups_.empty() ? "" : " or group",
                                    in_quotes(name)),
                        suggestion(name, known));
        }
        if (count) for_each_measure(set, [&](std::size_t m) { mentions_.emplace_back(m, where); });
        return set;
    }

    MeasureSet named(const Node& item, bool count = true) {
        if (!check_kind(item, Node::Kind::string, "the name of a measure", faults_)) return 0;
        return named(item.text.text, item.where, count);
    }

    /// All of a list of names, or of one name.
    MeasureSet all_named(const Node& node, std::string_view key, bool count = true) {
        if (node.kind == Node::Kind::string) return named(node, count);
        if (!check_kind(node, Node::Kind::array, in_quotes(key), faults_)) return 0;
        MeasureSet set = 0;
        for (const Node& item : node.items) set |= named(item, count);
        return set;
    }

    void read_groups() {
        const Node* groups = node_.find("groups");
        if (groups == nullptr || !check_kind(*groups, Node::Kind::table, "\"groups\"", faults_))
            return;
        for (const Entry& entry : groups->entries) {
            if (!check_identifier(entry, "group", faults_)) continue;
            if (reading_.names.measures.find(entry.key))
                faults_.add(entry.where, fmt::format("{} names a measure already, so it cannot "
                                                     "name a group",
                                                     in_quotes(entry.key)));
            const MeasureSet members = all_named(entry.value, entry.key);
            groups_[entry.key] = members;
        }
    }

    /// "a < b < c": every name on the left of every "<" before every name on its right.
    void read_chain(const Node& item) {
        if (!check_kind(item, Node::Kind::string, "an order such as \"a < b\"", faults_)) return;
        const std::string& text = item.text.text;
        std::vector<MeasureSet> sets;
        std::vector<std::string> words;
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t to = std::min(text.find('<', from), text.size());
            const std::size_t first = text.find_first_not_of(" \t", from);
            if (first >= to) {
                faults_.add(item.where, "expected names of measures or groups with \"<\" between",
                            "order = [\"a < b\"] puts a into an earlier step than b");
                return;
            }
            const std::size_t last = text.find_last_not_of(" \t", to - 1);
            words.push_back(text.substr(first, last - first + 1));
            sets.push_back(named(words.back(), item.text.span(first, words.back().size())));
            from = to + 1;
        }
        if (sets.size() < 2) {
            faults_.add(item.where, "expected names of measures or groups with \"<\" between",
                        "order = [\"a < b\"] puts a into an earlier step than b");
            return;
        }
        for (std::size_t k = 0; k + 1 < sets.size(); ++k)
            if (sets[k] != 0 && sets[k + 1] != 0)
                made_.order.push_back(
                    {sets[k], sets[k + 1], words[k] + " < " + words[k + 1], item.where});
    }

    void read_order(const Node& order) {
        if (order.kind == Node::Kind::string) return read_chain(order);
        if (!check_kind(order, Node::Kind::array, "\"order\"", faults_)) return;
        for (const Node& item : order.items) read_chain(item);
    }

    void read_exclusive(const Node& list) {
        if (!check_kind(list, Node::Kind::array, "\"exclusive\"", faults_)) return;
        for (const Node& item : list.items) {
            if (!check_kind(item, Node::Kind::array, "each entry of \"exclusive\"", faults_))
                continue;
            const std::size_t before = faults_.size();
            const MeasureSet set = all_named(item, "exclusive");
            if (faults_.size() > before) continue;
            if (std::popcount(set) < 2)
                faults_.add(item.where, "expected two measures or more that exclude each other");
            else
                made_.exclusive.push_back(set);
        }
    }

    void read_optional(const Node& node) {
        if (node.kind == Node::Kind::boolean)
            all_optional_ = node.truth;
        else
            made_.optional = all_named(node, "optional");
    }

    void read_width(const Node& node) {
        const bool whole = node.kind == Node::Kind::number &&
                           node.text.text.find_first_not_of("0123456789") == std::string::npos;
        const std::size_t width =
            whole && node.text.text.size() < 4 ? std::stoul(node.text.text) : 0;
        if (width < 1 || width > widest_step)
            faults_.add(node.where,
                        fmt::format("\"width\" must be a whole number from 1 to {}", widest_step));
        else
            made_.width = width;
    }

    /// Those listed; else those named anywhere; else all that are not in force from the start.
    void read_measures() {
        if (const Node* list = node_.find("measures")) {
            made_.measures = all_named(*list, "measures", false);
            for (const auto& [m, where] : mentions_) {
                if ((made_.measures >> m & 1U) != 0) continue;
                faults_.add(where,
                            fmt::format("{} is not among the measures of {}",
                                        in_quotes(reading_.names.measures[m]), what_),
                            "add it to \"measures\", or leave that list out");
            }
            check_initial(list->where);
            return;
        }
        for (const auto& [m, where] : mentions_) made_.measures |= MeasureSet{1} << m;
        if (made_.measures != 0) return check_initial(mentions_.front().second);
        if (node_.find("groups") != nullptr || node_.find("order") != nullptr) return;
        for (std::size_t m = 0; m < std::min(most_measures, reading_.model.measures.size()); ++m)
            if (!reading_.model.measures[m].initial) made_.measures |= MeasureSet{1} << m;
    }

    void check_initial(const SourceSpan& otherwise) {
        for_each_measure(made_.measures, [&](std::size_t m) {
            if (m >= reading_.model.measures.size() || !reading_.model.measures[m].initial) return;
            const auto it =
                std::ranges::find(mentions_, m, &std::pair<std::size_t, SourceSpan>::first);
            faults_.add(
                it == mentions_.end() ? otherwise : it->second,
                fmt::format("{} is in force from the start", in_quotes(reading_.names.measures[m])),
                "only what is still to be adopted can be put in order");
        });
    }

    /// Follows "earlier than" from every measure; a way back to it is a circle.
    void check_circles() {
        std::array<MeasureSet, most_measures> later{};
        for (const Precedence& p : made_.order)
            for_each_measure(p.earlier, [&](std::size_t m) { later[m] |= p.later; });
        MeasureSet told = 0;
        for (std::size_t m = 0; m < most_measures; ++m) {
            if ((told >> m & 1U) != 0) continue;
            const std::vector<std::size_t> circle = way_back(m, later);
            if (circle.empty()) continue;
            std::string shown;
            for (const std::size_t k : circle) {
                told |= MeasureSet{1} << k;
                shown += reading_.names.measures[k] + " < ";
            }
            faults_.add(closing(circle),
                        fmt::format("the order goes in a circle: {}{}", shown,
                                    reading_.names.measures[circle.front()]),
                        "take one of these out");
        }
    }

    /// A shortest circle through m, beginning with it; empty if there is none.
    static std::vector<std::size_t> way_back(std::size_t m,
                                             const std::array<MeasureSet, most_measures>& later) {
        std::array<std::size_t, most_measures> from{};
        MeasureSet seen = 0;
        std::vector<std::size_t> queue{m};
        for (std::size_t head = 0; head < queue.size(); ++head) {
            const std::size_t at = queue[head];
            if ((later[at] >> m & 1U) != 0) {
                std::vector<std::size_t> circle{at};
                while (circle.back() != m) circle.push_back(from[circle.back()]);
                std::ranges::reverse(circle);
                return circle;
            }
            for_each_measure(later[at] & ~seen, [&](std::size_t next) {
                seen |= MeasureSet{1} << next;
                from[next] = at;
                queue.push_back(next);
            });
        }
        return {};
    }

    /// Where the last written part of the circle stands.
    SourceSpan closing(const std::vector<std::size_t>& circle) const {
        SourceSpan where;
        for (const Precedence& p : made_.order)
            for (std::size_t k = 0; k < circle.size(); ++k) {
                const std::size_t next = circle[(k + 1) % circle.size()];
                if ((p.earlier >> circle[k] & 1U) != 0 && (p.later >> next & 1U) != 0)
                    where = p.where;
            }
        return where;
    }

    const Node& node_;
    const std::string& what_;
    Reading& reading_;
    Faults& faults_;
    std::map<std::string, MeasureSet> groups_;
    std::vector<std::pair<std::size_t, SourceSpan>> mentions_;  ///< in the order of reading
    bool all_optional_ = false;
    PartialOrder made_;
};

}  // namespace

PartialOrder read_partial_order(const Node& node, const std::string& what, Reading& reading) {
    return PartialOrderReader(node, what, reading).read();
}

}  // namespace entente
