/// @file solvers_report.cpp
/// The catalogue of algorithms.
#include "entente/report.hpp"

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace entente {
namespace {

std::string as_text(std::span<const Solver* const> solvers) {
    std::string out;
    for (const Solver* solver : solvers) {
        if (!out.empty()) out += "\n";
        out += std::string(solver->name) + "\n";
        out += paragraph(solver->summary, "", 4);
        const auto row = [&](std::string_view title, std::string_view content) {
            if (!content.empty()) out += paragraph(content, title, 15);
        };
        row("    takes      ", solver->accepts);
        row("    finds      ", solver->guarantee);
        row("    cost       ", solver->cost);
        row("    source     ", solver->source);
    }
    return out;
}

std::string as_json(std::span<const Solver* const> solvers) {
    boost::json::array list;
    for (const Solver* solver : solvers) {
        list.push_back(boost::json::object{{"name", json_string(solver->name)},
                                           {"summary", json_string(solver->summary)},
                                           {"accepts", json_string(solver->accepts)},
                                           {"guarantee", json_string(solver->guarantee)},
                                           {"cost", json_string(solver->cost)},
                                           {"source", json_string(solver->source)}});
    }
    return json_text(boost::json::object{{"solvers", std::move(list)}});
}

std::string as_csv(std::span<const Solver* const> solvers) {
    std::string out = csv_line({"name", "summary", "accepts", "guarantee", "cost", "source"});
    for (const Solver* solver : solvers) {
        out += csv_line({std::string(solver->name), std::string(solver->summary),
                         std::string(solver->accepts), std::string(solver->guarantee),
                         std::string(solver->cost), std::string(solver->source)});
    }
    return out;
}

}  // namespace

std::string solvers_report(std::span<const Solver* const> solvers, Format format) {
    switch (format) {
        case Format::json:
            return as_json(solvers);
        case Format::csv:
            return as_csv(solvers);
        case Format::text:
            break;
    }
    return as_text(solvers);
}

}  // namespace entente
