/// @file bench_report.cpp
/// Solvers side by side.
#include "entente/bench.hpp"
#include "entente/report.hpp"

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace entente {
namespace {

std::string agreement(const BenchRow& row) {
    if (!row.agrees) return "";
    return *row.agrees ? "yes" : "NO";
}

std::string_view status_word(Status status) {
    switch (status) {
        case Status::complete:
            return "complete";
        case Status::limit_reached:
            return "limit reached";
        case Status::cancelled:
            return "stopped";
    }
    return "";
}

std::string count_text(const std::optional<std::uint64_t>& count) {
    return count ? std::to_string(*count) : "";
}

bool has_result(const BenchRow& row) {
    return row.repetitions > 0;
}

/// What the solvers did with one game: a table, and below it what else is to be said.
std::string game_text(std::span<const BenchRow> rows) {
    using Align = Table::Align;
    Table table({{"solver"},
                 {"equilibria", Align::right},
                 {"agrees"},
                 {"median ms", Align::right},
                 {"least", Align::right},
                 {"most", Align::right},
                 {"runs", Align::right},
                 {"steps", Align::right},
                 {"regret", Align::right}});
    const auto milliseconds = [](double seconds) { return short_text(1000 * seconds); };
    std::string notes;
    for (const BenchRow& row : rows) {
        if (!has_result(row)) {
            notes += paragraph(fmt::format("{} has no result: {}", row.solver, row.remark));
            continue;
        }
        table.add({row.solver, std::to_string(row.equilibria), agreement(row),
                   milliseconds(row.median), milliseconds(row.least), milliseconds(row.most),
                   std::to_string(row.repetitions), count_text(row.steps),
                   rounded_text(row.worst_regret, 3)});
        const bool complete = row.status == Status::complete;
        const std::string remark =
            complete ? row.remark : fmt::format("{}, not complete", status_word(row.status));
        if (!remark.empty()) notes += paragraph(row.solver + ": " + remark);
    }
    return heading(rows.front().game, '-') + table.text() + notes + "\n";
}

std::string as_text(std::span<const BenchRow> rows) {
    std::string out;
    std::string versions;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        for (; last < rows.size() && rows[last].game == rows[first].game; ++last) {
            const BenchRow& row = rows[last];
            if (!row.version.empty()) versions = row.solver + ": " + row.version + "\n";
        }
        out += game_text(rows.subspan(first, last - first));
        first = last;
    }
    out +=
        "Times are milliseconds of the processor. \"agrees\" compares with the first solver that "
        "found all.\nSteps are counted in each solver's own unit.\n";
    return out + versions;
}

std::string as_json(std::span<const BenchRow> rows) {
    boost::json::array list;
    for (const BenchRow& row : rows) {
        boost::json::object entry{{"game", json_string(row.game)},
                                  {"solver", json_string(row.solver)},
                                  {"version", json_string(row.version)},
                                  {"remark", json_string(row.remark)}};
        if (has_result(row)) {
            entry["status"] = status_word(row.status);
            entry["equilibria"] = row.equilibria;
            entry["agrees"] = row.agrees ? boost::json::value(*row.agrees) : nullptr;
            entry["repetitions"] = row.repetitions;
            entry["seconds"] = boost::json::object{{"median", json_number(row.median)},
                                                   {"least", json_number(row.least)},
                                                   {"most", json_number(row.most)},
                                                   {"clock", json_number(row.clock)}};
            entry["steps"] = row.steps ? boost::json::value(*row.steps) : nullptr;
            entry["worst_regret"] = to_text(row.worst_regret);
        }
        list.push_back(std::move(entry));
    }
    return json_text(boost::json::object{{"bench", std::move(list)}});
}

std::string as_csv(std::span<const BenchRow> rows) {
    std::string out =
        csv_line({"game", "solver", "version", "status", "equilibria", "agrees", "repetitions",
                  "median", "least", "most", "clock", "steps", "worst_regret", "remark"});
    for (const BenchRow& row : rows) {
        if (!has_result(row)) {
            out += csv_line({row.game, row.solver, row.version, "", "", "", "", "", "", "", "", "",
                             "", row.remark});
            continue;
        }
        out += csv_line({row.game, row.solver, row.version, std::string(status_word(row.status)),
                         std::to_string(row.equilibria), agreement(row),
                         std::to_string(row.repetitions), exact_text(row.median),
                         exact_text(row.least), exact_text(row.most), exact_text(row.clock),
                         count_text(row.steps), to_text(row.worst_regret), row.remark});
    }
    return out;
}

}  // namespace

std::string bench_report(std::span<const BenchRow> rows, Format format) {
    switch (format) {
        case Format::json:
            return as_json(rows);
        case Format::csv:
            return as_csv(rows);
        case Format::text:
            break;
    }
    return as_text(rows);
}

}  // namespace entente
