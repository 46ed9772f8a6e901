/// @file expectation.hpp
/// Whether a model yields what its [expect] says that it yields.
#pragma once

#include "entente/diagnostic.hpp"
#include "entente/model.hpp"

#include <stop_token>
#include <vector>

namespace entente {

/// Solves and evaluates the model as often as its expectations ask for, and compares.
///
/// What is expected must be contained in the JSON that `entente solve` and `entente evaluate`
/// write. Tables: each entry that is named. Lists: the same length and order, but `equilibria`
/// in any order. A list of things that have a name may be given as a table by name, and what an
/// interaction or a proposal must yield may stand directly under [expect.solve] or
/// [expect.evaluate]. Numbers agree to 1e-9 (relative above 1), exact numbers ("1/3") exactly;
/// either may be an expression over the parameters; "none" is what JSON calls null.
/// @return one diagnostic for each difference, at its place in the file; empty if all is met.
/// @throws ModelError if the model cannot be solved or evaluated at all.
std::vector<Diagnostic> unmet_expectations(const Model& model, const std::stop_token& stop = {});

}  // namespace entente
