/// @file sections.hpp
/// One function for each table of a model file.
///
/// The declare functions come first and give things their names; the others may then refer to
/// all of them in any order.
#pragma once

#include "model/reading.hpp"

#include <span>
#include <string>
#include <vector>

namespace entente {

void declare_relations(const Node& section, Reading& reading);
void declare_interactions(const Node& section, Reading& reading);

void read_parameters(const Node& section, Reading& reading);
void read_set(const Node& section, Reading& reading);
/// @return the parameters that the options replace.
std::vector<std::size_t> read_set_options(std::span<const std::string> options, Reading& reading);

void read_players(const Node& section, Reading& reading);
void read_relations(const Node& section, Reading& reading);
void read_interactions(const Node& section, Reading& reading);
void read_graph_models(const Node& section, Reading& reading);
/// @param enforcement [enforcement], or null: the defaults of every measure.
void read_measures(const Node& section, const Node* enforcement, Reading& reading);
void read_enforcement(const Node& table, Reading& reading);
void read_proposals(const Node& section, Reading& reading);
/// measures, groups, order, optional, exclusive and width of a proposal.
PartialOrder read_partial_order(const Node& node, const std::string& what, Reading& reading);
void read_expectations(const Node& table, Reading& reading);

}  // namespace entente
