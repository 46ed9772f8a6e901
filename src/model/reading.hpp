/// @file reading.hpp
/// What the readers of the parts of a model share: names, faults, and how nodes become values.
///
/// Every function reports what is wrong and goes on, so that all faults come out together. An
/// expression with a fault has an empty text, and no further claims are made about it.
#pragma once

#include "entente/model.hpp"
#include "entente/normal_form.hpp"

#include "expression/parse.hpp"
#include "model/document.hpp"
#include "text/faults.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

/// left op right must hold of the nominal values.
struct Claim {
    Expression left;
    Operator op = Operator::less;
    Expression right;
    std::string message;  ///< if it does not hold ...
    SourceSpan where;     ///< ... and where
    bool show = false;    ///< the message ends with the value of `left`
};

struct Reading {
    Model model;
    Names names;
    Faults faults;
    std::vector<Claim> claims;
    std::vector<std::pair<Expression, std::string>> whole;      ///< must be whole numbers from 1
    std::vector<std::optional<NormalForm<Rational>>> imported;  ///< of each interaction
};

/// "a table", "a string", ...
std::string_view kind_name(Node::Kind kind);

/// False after a fault, unless the node is of this kind.
bool check_kind(const Node& node, Node::Kind kind, std::string_view what, Faults& faults);

/// Reports keys of a table that are not among the accepted ones. False if it is no table.
bool check_keys(const Node& node, std::string_view what, std::span<const std::string_view> accepted,
                Faults& faults);
bool check_keys(const Node& node, std::string_view what,
                std::initializer_list<std::string_view> accepted, Faults& faults);

/// Reports that a key is missing from the table that `where` names.
void missing(const SourceSpan& where, std::string_view what, std::string_view key,
             std::string_view advice, Faults& faults);

/// The content of a string; empty after a fault or if the node is null.
std::string string_of(const Node* node, std::string_view what, Faults& faults);

/// A word such as "payoff-dominant" with "_" for each "-".
std::string word_of(const Node& node);

/// A number or an expression string, or the default if the node is null.
Expression expression_of(const Node* node, const ExpressionPlace& place, Reading& reading,
                         const Rational& otherwise = 0);

/// The position of a name that a string spells.
std::optional<std::size_t> name_of(const Node& node, const NameList& names, std::string_view kind,
                                   Faults& faults);

/// The parameter that the key of an entry names.
std::optional<std::size_t> parameter_of(const Entry& entry, Reading& reading);

/// A list of names, or a single string for a list of one; repetitions are faults.
std::vector<std::size_t> names_of(const Node& node, const NameList& names, std::string_view kind,
                                  Faults& faults);

/// amount.P = number for players of the model, in their order. A number or expression alone
/// stands for each of `everyone`.
std::vector<PlayerTerm> terms_of(const Node* node, std::span<const std::size_t> everyone,
                                 const ExpressionPlace& place, Reading& reading);

/// A key that names something: an identifier.
bool check_identifier(const Entry& entry, std::string_view kind, Faults& faults);

/// Whether the expression was read without a fault.
inline bool intact(const Expression& expression) {
    return !expression.text.empty();
}

}  // namespace entente
