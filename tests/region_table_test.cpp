/// The figures in models/northeast_asia/README.md are those of the models.
#include "entente/process.hpp"
#include "entente/read_model.hpp"
#include "entente/search.hpp"

#include "report/wording.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace entente;

namespace {

const std::string folder = ENTENTE_SOURCE_DIR "/models/northeast_asia/";

/// Columns of the table: number, proposal, source, enforces itself, years, gain, robust, remark.
struct Row {
    std::string key, enforces, years, gain, robust, remark;
};

std::string content_of(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string trimmed(const std::string& cell) {
    const std::size_t begin = cell.find_first_not_of(' ');
    return begin == cell.npos ? "" : cell.substr(begin, cell.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream parts(line);
    for (std::string cell; std::getline(parts, cell, '|');) cells.push_back(trimmed(cell));
    return cells;
}

/// In one line, so that it can be searched for sentences.
std::string unbroken(const std::string& page) {
    static const std::regex blanks(R"(\s+)");
    return std::regex_replace(page, blanks, " ");
}

std::vector<Row> rows_of(const std::string& page) {
    std::vector<Row> rows;
    std::istringstream lines(page);
    static const std::regex of_a_proposal(R"(\| SP\d+ \| `\w+` \|.*)");
    for (std::string line; std::getline(lines, line);) {
        if (!std::regex_match(line, of_a_proposal)) continue;
        const std::vector<std::string> cells = cells_of(line);
        if (cells.size() < 9) continue;  // of another table
        rows.push_back({cells[2].substr(1, cells[2].size() - 2), cells[4], cells[5], cells[6],
                        cells[7], cells[8]});
    }
    return rows;
}

/// Of these proposals, or of all.
Evaluation evaluation_with(const Model& model, const std::string& parameter, const Rational& to,
                           const std::vector<std::string>& proposals = {}) {
    EvaluateOptions options;
    options.patience = options.flips = false;
    for (const std::string& key : proposals) {
        const auto found = std::ranges::find(model.proposals, key, &Proposal::key);
        REQUIRE(found != model.proposals.end());
        options.proposals.push_back(static_cast<std::size_t>(found - model.proposals.begin()));
    }
    if (!parameter.empty()) {
        const auto found = std::ranges::find(model.parameters, parameter, &Parameter::key);
        REQUIRE(found != model.parameters.end());
        options.set = {{static_cast<std::size_t>(found - model.parameters.begin()), to}};
    }
    return evaluate(model, options);
}

const ProposalEvaluation& result_of(const Model& model, const Evaluation& evaluation,
                                    const std::string& key) {
    const auto found = std::ranges::find(evaluation.proposals, key, [&](const auto& result) {
        return model.proposals[result.proposal].key;
    });
    REQUIRE(found != evaluation.proposals.end());
    return *found;
}

/// "carried out with probability 0.94", where it is neither certain nor out of the question.
std::string probability_told(const std::string& remark) {
    static const std::regex told(R"(carried out with probability (0\.\d\d))");
    std::smatch match;
    return std::regex_search(remark, match, told) ? match[1].str() : "";
}

void check_row(const Model& model, const Row& row, const ProposalEvaluation& result) {
    CAPTURE(row.key);
    CHECK(row.enforces == (result.self_enforcing ? "yes" : "no"));
    CHECK(std::abs(std::stod(row.gain) - result.welfare.utilitarian_gain) <= 0.0501);
    const double probability = result.completion_probability;
    const bool is_timed = result.expected_periods && !is_never(model, result, {});
    CAPTURE(probability, result.expected_periods.value_or(-1));
    CHECK(row.years.empty() == !is_timed);
    if (is_timed && !row.years.empty())
        CHECK(std::abs(std::stod(row.years) - *result.expected_periods) <= 0.501);
    const std::string told = probability_told(row.remark);
    const bool is_chance = probability > 0.001 && probability < 0.999;
    CHECK(told.empty() == !is_chance);
    if (!told.empty()) CHECK(std::abs(std::stod(told) - probability) <= 0.00501);
}

/// Who likes which proposal best, and that nobody would rather have none.
void check_preferences(const Model& model, const Evaluation& evaluation, const std::string& page) {
    const std::vector<std::pair<std::string, std::string>> best{{"us", "nontraditional_first"},
                                                                {"cn", "parallel"},
                                                                {"ru", "middle_powers"},
                                                                {"jp", "episodic"},
                                                                {"kr", "parallel"},
                                                                {"nk", "parallel"},
                                                                {"mn", "functional_first"},
                                                                {"asean", "ecosystem"}};
    REQUIRE(best.size() == model.players.size());
    for (const auto& [player, proposal] : best) {
        CAPTURE(player);
        const auto found = std::ranges::find(model.players, player, &Player::key);
        REQUIRE(found != model.players.end());
        const auto i = static_cast<std::size_t>(found - model.players.begin());
        const auto liked = std::ranges::max_element(
            evaluation.proposals, {}, [i](const ProposalEvaluation& r) { return r.values[i]; });
        CHECK(model.proposals[liked->proposal].key == proposal);
        for (const ProposalEvaluation& result : evaluation.proposals)
            CHECK(result.values[i] >= evaluation.status_quo[i] - 1e-9);
    }
    CHECK(unbroken(page).find(
              "Under none of them is anybody worse off than in the status quo, so the dispute is "
              "about which one: `parallel` is best for China and both Koreas, "
              "`nontraditional_first` for the United States, `episodic` for Japan, "
              "`middle_powers` for Russia, `functional_first` for Mongolia, `ecosystem` for "
              "ASEAN.") != std::string::npos);
}

/// The row of a table that begins with this cell, as cells.
std::vector<std::string> row_that_begins(const std::string& page, const std::string& cell) {
    const std::size_t begin = page.find("\n| " + cell + " |");
    CAPTURE(cell);
    REQUIRE(begin != page.npos);
    return cells_of(page.substr(begin + 1, page.find('\n', begin + 1) - begin - 1));
}

double last_number(const std::string& cell) {
    return std::stod(cell.substr(cell.find_last_of(' ') + 1));  // npos + 1 is 0
}

/// A figure in a sentence of the page: one decimal of a gain, whole years, two digits of a chance.
/// "a b, c": a and b, then c.
std::string keys_of(const Model& model, const std::vector<std::vector<std::size_t>>& steps) {
    std::string text;
    for (const auto& step : steps) {
        text += text.empty() ? "" : ", ";
        for (const std::size_t m : step)
            text += (m == step.front() ? "" : " ") + model.measures[m].key;
    }
    return text;
}

void check_figures(const Model& model, const ProposalEvaluation& result, double gain, double years,
                   double probability) {
    CAPTURE(model.proposals[result.proposal].key);
    CHECK(std::abs(gain - result.welfare.utilitarian_gain) <= 0.0501);
    CHECK(std::abs(years - result.expected_periods.value_or(0)) <= 0.501);
    CHECK(std::abs(probability - result.completion_probability) <= 0.00501);
}

}  // namespace

TEST_CASE("the table of the region's proposals shows what the model says", "[slow]") {
    const Model model = read_model_file(folder + "region.toml");
    const std::string page = content_of(folder + "README.md");
    const std::vector<Row> rows = rows_of(page);
    const Evaluation evaluation = evaluation_with(model, "", 0);
    REQUIRE(rows.size() == evaluation.proposals.size());
    for (const Row& row : rows) check_row(model, row, result_of(model, evaluation, row.key));
    check_preferences(model, evaluation, page);
}

TEST_CASE("the five changes leave those proposals of the region self-enforcing that are marked",
          "[slow]") {
    const Model model = read_model_file(folder + "region.toml");
    const std::vector<Row> rows = rows_of(content_of(folder + "README.md"));
    const auto [mark, parameter, value] =
        GENERATE(table<char, std::string, Rational>({{'d', "base_detection", Rational(3, 10)},
                                                     {'l', "alliance_leverage", Rational(2)},
                                                     {'t', "turnover_us", Rational(1, 4)},
                                                     {'s', "talk", Rational(6, 100)},
                                                     {'o', "organisation_cost", Rational(3)}}));
    std::set<std::string> marked, holding;
    for (const Row& row : rows)
        if (row.robust.find(mark) != row.robust.npos) marked.insert(row.key);
    const Evaluation changed = evaluation_with(model, parameter, value);
    for (const ProposalEvaluation& result : changed.proposals)
        if (result.self_enforcing) holding.insert(model.proposals[result.proposal].key);
    CAPTURE(mark);
    CHECK(marked == holding);
}

TEST_CASE("architecture or relations first: the table shows what the model says", "[slow]") {
    const Model model = read_model_file(folder + "region.toml");
    const std::string page = content_of(folder + "README.md");
    const auto [cell, parameter, value] = GENERATE(table<std::string, std::string, Rational>(
        {{"the model as it stands", "", Rational(0)},
         {"detection 0.2 (instead of 0.4)", "base_detection", Rational(1, 5)},
         {"detection 0.15", "base_detection", Rational(3, 20)},
         {"a seat worth nothing (instead of 0.1)", "seat", Rational(0)},
         {"a seat worth 0.2", "seat", Rational(1, 5)},
         {"the organisation at 3 points (instead of 5)", "organisation_cost", Rational(3)},
         {"leverage 2.4 (instead of 1.6)", "alliance_leverage", Rational(12, 5)},
         {"time preference 0.90 (instead of 0.95)", "time_preference", Rational(9, 10)}}));
    const std::vector<std::string> row = row_that_begins(page, cell);
    const Evaluation evaluation =
        evaluation_with(model, parameter, value, {"architecture_first", "relations_first"});
    const auto& architecture = result_of(model, evaluation, "architecture_first").welfare;
    const auto& relations = result_of(model, evaluation, "relations_first").welfare;
    CAPTURE(cell);
    CHECK(std::abs(last_number(row[2]) - architecture.utilitarian_gain) <= 0.0501);
    CHECK(std::abs(last_number(row[3]) - relations.utilitarian_gain) <= 0.0501);
    CHECK(row[4] == (architecture.utilitarian_gain > relations.utilitarian_gain ? "architecture"
                                                                                : "relations"));
}

TEST_CASE("the figures in the text on the region are those of its variants", "[slow]") {
    const std::string page = unbroken(content_of(folder + "README.md"));
    const Model contrasts = read_model_file(folder + "contrasts.toml");
    const Evaluation reversed = evaluation_with(contrasts, "", 0);
    CHECK(page.find("are kept, the first of them worth more as well (11.5 against 9.1)") !=
          page.npos);
    check_figures(contrasts, result_of(contrasts, reversed, "joint_work_first"), 11.5, 7, 1);
    CHECK(page.find("| `best_found` | 21.7 | 18.6 | d o |") != page.npos);
    const auto& found = result_of(contrasts, reversed, "best_found");
    CHECK(found.self_enforcing);
    check_figures(contrasts, found, 21.7, 19, 1);
    CHECK(page.find("the same plan is worth 15.3; after everything else 20.7") != page.npos);
    check_figures(contrasts, result_of(contrasts, reversed, "best_found_organisation_first"), 15.3,
                  21, 1);
    const auto& last = result_of(contrasts, reversed, "best_found_organisation_last");
    CHECK(std::abs(last.welfare.utilitarian_gain - 20.7) <= 0.0501);
    CHECK(last.completion_probability < 0.001);
    CHECK(page.find("are carried out with probability 0.87 in 29 years") != page.npos);
    check_figures(contrasts, result_of(contrasts, reversed, "phased_restraint"), 7.1, 29, 0.87);

    const Model gated = read_model_file(folder + "variants/sp02_trust_as_a_condition.toml");
    const Evaluation slower = evaluation_with(gated, "", 0);
    CHECK(page.find("it then takes 29 years instead of 16 and is worth 11.7 instead of 13.7; the "
                    "Korean ladder (SP6) 22 years, with probability 0.89") != page.npos);
    check_figures(gated, result_of(gated, slower, "easiest_first"), 11.7, 29, 1);
    const auto& ladder = result_of(gated, slower, "korean_ladder");
    check_figures(gated, ladder, ladder.welfare.utilitarian_gain, 22, 0.89);

    CHECK(page.find("self-enforcing if the six relations aside stand still") != page.npos);
    const Model region = read_model_file(folder + "region.toml");
    const Evaluation still = evaluation_with(region, "aside_moves", 0, {"nontraditional_first"});
    CHECK(still.proposals[0].self_enforcing);
}

TEST_CASE("the best order of the measures of a proposal of the region is the one in the text",
          "[slow]") {
    const std::string page = unbroken(content_of(folder + "README.md"));
    CHECK(page.find("goes through the 450 ways to put the five measures of SP7 in order") !=
          page.npos);
    CHECK(page.find("a gain of 9.9 instead of 9.0") != page.npos);
    const Model model = read_model_file(folder + "region.toml");
    const auto found = std::ranges::find(model.proposals, "division_of_labour", &Proposal::key);
    REQUIRE(found != model.proposals.end());
    SearchOptions options;
    options.proposal = static_cast<std::size_t>(found - model.proposals.begin());
    options.explain = false;
    const SearchResult result = search(model, options);
    CHECK(result.plan.completions == 450);
    REQUIRE(result.proven);
    REQUIRE(result.best.size() == 1);
    CHECK(keys_of(model, result.best.front().steps) ==
          "environment us_cn_functional, functional_links guardrails, emerging_technology");
    double gain = 0;
    for (std::size_t i = 0; i < result.status_quo.size(); ++i)
        gain += result.best.front().values[i] - result.status_quo[i];
    CHECK(std::abs(gain - 9.9) <= 0.0501);
}
