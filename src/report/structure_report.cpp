/// @file structure_report.cpp
/// How equilibria hang together: maximal Nash subsets and connected components.
#include "report/json.hpp"
#include "report/solve_report.hpp"
#include "report/table.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace entente {
namespace {

namespace json = boost::json;

bool is_isolated(const NashSubset& subset) {
    return subset.corners.size() == 1;
}

/// A connected component of the set of equilibria; positions count from 1 as they do for the user.
struct Component {
    std::vector<std::size_t> equilibria;
    std::vector<std::size_t> subsets;  ///< among those that are not isolated
    std::size_t dimension = 0;
};

std::vector<Component> components_of(const SolvedInteraction& solved) {
    std::vector<Component> components;
    std::size_t number = 0;
    for (const NashSubset& subset : *solved.subsets) {
        if (subset.component >= components.size()) components.resize(subset.component + 1);
        Component& component = components[subset.component];
        for (const std::size_t k : subset.corners) component.equilibria.push_back(k + 1);
        if (is_isolated(subset)) continue;
        component.subsets.push_back(++number);
        component.dimension =
            std::max(component.dimension, dimension(subset, solved.solution.equilibria));
    }
    for (Component& component : components) {
        std::ranges::sort(component.equilibria);
        const auto rest = std::ranges::unique(component.equilibria);
        component.equilibria.erase(rest.begin(), rest.end());
    }
    return components;
}

/// The vertices of one side's face, apart by bars.
std::string face_text(const SolvedInteraction& solved, const NashSubset& subset,
                      std::size_t player) {
    std::vector<std::string> vertices;
    for (const auto& strategy : face_of(subset, solved.solution.equilibria, player))
        vertices.push_back(strategy_text(solved.game.players()[player], strategy));
    return fmt::format("{}", fmt::join(vertices, " | "));
}

std::string positions_text(std::vector<std::size_t> positions, std::size_t shift) {
    for (std::size_t& position : positions) position += shift;
    return fmt::format("{}", fmt::join(positions, ", "));
}

std::string subsets_text(const SolvedInteraction& solved) {
    std::vector<Table::Column> columns{{"set", Table::Align::right}, {"equilibria"}};
    for (const std::string& title : solved.player_titles) columns.push_back({title});
    Table table(std::move(columns));
    std::size_t number = 0;
    for (const NashSubset& subset : *solved.subsets) {
        if (is_isolated(subset)) continue;
        std::vector<std::string> row{std::to_string(++number), positions_text(subset.corners, 1)};
        for (std::size_t i = 0; i < solved.player_titles.size(); ++i)
            row.push_back(face_text(solved, subset, i));
        table.add(std::move(row));
    }
    if (table.empty()) return {};
    return "\n" +
           paragraph(
               "There are infinitely many equilibria: those above are corners of the sets below. "
               "In each set (a maximal Nash subset) every mixture of the strategies between bars "
               "is an equilibrium with every such mixture of the others'.") +
           table.text(2);
}

std::string components_text(const SolvedInteraction& solved) {
    Table table({{"component", Table::Align::right},
                 {"dimension", Table::Align::right},
                 {"sets"},
                 {"equilibria"}});
    std::size_t number = 0;
    for (const Component& component : components_of(solved)) {
        table.add({std::to_string(++number), std::to_string(component.dimension),
                   component.subsets.empty() ? "-" : positions_text(component.subsets, 0),
                   positions_text(component.equilibria, 0)});
    }
    return "\n" + paragraph("Connected components of the set of equilibria:") + table.text(2);
}

json::array positions_tree(const std::vector<std::size_t>& positions, std::size_t shift) {
    json::array array;
    for (const std::size_t position : positions) array.push_back(json::value(position + shift));
    return array;
}

json::object subset_tree(const SolvedInteraction& solved, const NashSubset& subset) {
    const auto& extreme = solved.solution.equilibria;
    json::object vertices;
    for (std::size_t i = 0; i < solved.game.players().size(); ++i) {
        const GamePlayer& player = solved.game.players()[i];
        json::array list;
        for (const auto& strategy : face_of(subset, extreme, i))
            list.push_back(strategy_tree(player, strategy));
        vertices[valid_utf8(player.name)] = std::move(list);
    }
    return {{"equilibria", positions_tree(subset.corners, 1)},
            {"component", subset.component + 1},
            {"dimension", dimension(subset, extreme)},
            {"vertices", std::move(vertices)}};
}

}  // namespace

std::string structure_text(const SolvedInteraction& solved) {
    if (!solved.subsets || solved.subsets->empty()) return {};
    return subsets_text(solved) + (solved.wishes.components ? components_text(solved) : "");
}

void add_structure(const SolvedInteraction& solved, json::object& tree) {
    if (!solved.subsets) {
        tree["nash_subsets"] = nullptr;
        if (solved.wishes.components) tree["components"] = nullptr;
        return;
    }
    json::array subsets;
    for (const NashSubset& subset : *solved.subsets) {
        if (!is_isolated(subset)) subsets.push_back(subset_tree(solved, subset));
    }
    tree["nash_subsets"] = std::move(subsets);
    if (!solved.wishes.components) return;
    json::array components;
    for (const Component& component : components_of(solved)) {
        components.push_back(json::object{{"equilibria", positions_tree(component.equilibria, 0)},
                                          {"nash_subsets", positions_tree(component.subsets, 0)},
                                          {"dimension", component.dimension}});
    }
    tree["components"] = std::move(components);
}

}  // namespace entente
