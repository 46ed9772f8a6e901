#include <entente/report.hpp>
#include <entente/verify.hpp>

int main() {
    using namespace entente;
    const NormalForm<Rational> stag_hunt({{"row", {"stag", "hare"}}, {"column", {"stag", "hare"}}},
                                         {4, 0, 3, 3, 4, 3, 0, 3});
    const auto found = default_solver(stag_hunt).solve(stag_hunt, {}).equilibria;
    const bool listed =
        solvers_report(solvers(), Format::json).find("\"solvers\"") != std::string::npos;
    return listed && found.size() >= 2 && regret(stag_hunt, found[0].profile) == 0 ? 0 : 1;
}
