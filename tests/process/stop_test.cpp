#include "entente/process.hpp"
#include "entente/read_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <stop_token>
#include <thread>

using namespace entente;

TEST_CASE("wherever an evaluation is stopped, what it lists is whole") {
    const Model model =
        read_model_file(ENTENTE_SOURCE_DIR "/models/textbook/waiting_for_trust.toml");
    const Evaluation whole = evaluate(model);
    REQUIRE(whole.complete);
    REQUIRE(!whole.proposals.empty());

    bool is_complete = false, was_interrupted = false;
    for (int calls = 1; !is_complete; ++calls) {
        CAPTURE(calls);
        std::stop_source stop;
        int seen = 0;
        EvaluateOptions options;
        options.stop = stop.get_token();
        options.progress = [&](std::string_view, double) {
            if (++seen == calls) stop.request_stop();
        };
        const Evaluation part = evaluate(model, options);
        is_complete = part.complete;
        const auto partly =
            std::ranges::count(part.proposals, true, &ProposalEvaluation::interrupted);
        REQUIRE(part.complete == (part.proposals.size() == whole.proposals.size() && partly == 0));
        was_interrupted = was_interrupted || partly > 0;
        REQUIRE(part.ranking.size() == part.proposals.size());
        for (std::size_t k = 0; k < part.proposals.size(); ++k) {
            CHECK(part.proposals[k].values == whole.proposals[k].values);
            CHECK(part.proposals[k].constraints == whole.proposals[k].constraints);
            if (part.proposals[k].interrupted)
                CHECK((part.proposals[k].patience.empty() && part.proposals[k].flips.empty()));
            else
                CHECK(part.proposals[k].flips.size() == whole.proposals[k].flips.size());
        }
        REQUIRE(calls < 10000);
    }
    CHECK(was_interrupted);
}

TEST_CASE("a stop at any moment lists nothing that is half worked out") {
    const Model model =
        read_model_file(ENTENTE_SOURCE_DIR "/models/textbook/waiting_for_trust.toml");
    const auto begin = std::chrono::steady_clock::now();
    const Evaluation whole = evaluate(model);
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin);

    constexpr unsigned seed = 20261;
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0, 1.1);
    for (int trial = 0; trial < 40; ++trial) {
        std::stop_source stop;
        EvaluateOptions options;
        options.stop = stop.get_token();
        const std::jthread stopper([&, wait = took * share(random)] {
            std::this_thread::sleep_for(wait);
            stop.request_stop();
        });
        const Evaluation part = evaluate(model, options);
        for (std::size_t k = 0; k < part.proposals.size(); ++k) {
            const auto &listed = part.proposals[k], &expected = whole.proposals[k];
            CHECK(listed.values == expected.values);
            CHECK(listed.constraints == expected.constraints);
            CHECK(listed.punishment_credible == expected.punishment_credible);
            CHECK((listed.interrupted || listed.flips.size() == expected.flips.size()));
        }
    }
}

// In this one hundreds of states change their votes over and over, in step with no other.
TEST_CASE("a prediction that goes round in circles at many states at once comes to an end",
          "[slow]") {
    const ReadOptions cheap{.set = {"burden=0.3"}};
    const Model model =
        read_model_file(ENTENTE_SOURCE_DIR "/models/northeast_asia/region.toml", cheap);
    EvaluateOptions options;
    options.patience = options.flips = false;
    for (std::size_t k = 0; k < model.proposals.size(); ++k)
        if (model.proposals[k].key == "architecture_first") options.proposals = {k};
    const Evaluation found = evaluate(model, options);
    REQUIRE(found.proposals.size() == 1);
    CHECK(found.proposals[0].cycled);
}
