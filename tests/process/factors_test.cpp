/// @file factors_test.cpp
/// Core and factors against the joint process, state by state.
#include "process/factors.hpp"

#include "entente/read_model.hpp"

#include "process/case.hpp"
#include "support/random_model.hpp"

#include <catch2/catch.hpp>

using namespace entente;
using namespace entente::support;

namespace {

/// A proposal with factors, and with all levels kept jointly.
struct Both {
    Both(const Model& model, const Proposal& proposal)
        : apart(model, parameter_values(model, {}), proposal.steps, {}, {true, 0}),
          joint(model, parameter_values(model, {}), proposal.steps) {}

    /// Calls f(start of the core, slots, start of the joint process) for each of the latter.
    template <class F>
    void for_each_start(const F& f) const {
        const Dynamics &core = apart.dynamics(), &all = joint.dynamics();
        for (std::uint32_t k = 0; k < all.layers().size(); ++k) {
            const std::size_t layer = core.layer_of(all.layers()[k].measures);
            for (std::uint32_t at = 0; at < all.levels().size(); ++at) {
                if (all.layers()[k].start[at] == 0) continue;
                auto levels = all.levels().levels(at);
                SlotChoice slots;
                for (const auto& factor : *apart.factors())
                    slots.push_back(factor->slot_at(levels));
                for (std::size_t e = 0; e < levels.size(); ++e)
                    if (core.levels().count(e) == 1) levels[e] = core.levels().low(e);
                f(StateIndex{static_cast<std::uint32_t>(layer),
                             static_cast<std::uint32_t>(core.levels().index(levels))},
                  slots, StateIndex{k, at});
            }
        }
    }

    Case apart, joint;
};

SlotProduct product_of(const SlotChoice& slots) {
    SlotProduct product;
    for (const std::size_t slot : slots) product.push_back(SlotMask{1} << slot);
    return product;
}

template <class F>
void for_each_separable(std::uint32_t seeds, const F& f) {
    std::size_t separable = 0;
    for (std::uint32_t seed = 0; seed < seeds; ++seed) {
        const Model model = read_model({"random.toml", random_model(seed).print()});
        CAPTURE(seed);
        for (const Proposal& proposal : model.proposals) {
            const Both both(model, proposal);
            if (both.apart.factors() == nullptr) continue;
            ++separable;
            f(both);
        }
    }
    CHECK(separable > seeds / 4);
}

}  // namespace

TEST_CASE("the planned path passes the same joint states") {
    for_each_separable(150, [](const Both& both) {
        std::size_t passed = 0;
        both.for_each_start([&](StateIndex core, const SlotChoice& slots, StateIndex joint) {
            const bool passes = both.apart.path().starts()[core.layer][core.at] != 0 &&
                                both.apart.path().slots()->start(core).covers(product_of(slots));
            CHECK(passes == (both.joint.path().starts()[joint.layer][joint.at] != 0));
            passed += passes ? 1U : 0U;
        });
        CHECK(passed > 0);
    });
}

TEST_CASE("values of core and factors add up to those of the joint states") {
    for_each_separable(60, [](const Both& both) {
        Values apart(both.apart.dynamics(), both.apart.discounts(), both.apart.factors());
        Values joint(both.joint.dynamics(), both.joint.discounts());
        apart.solve_all(both.apart.groups(),
                        Behaviour(both.apart.dynamics(), both.apart.parameters()));
        joint.solve_all(both.joint.groups(),
                        Behaviour(both.joint.dynamics(), both.joint.parameters()));
        double counted = 0;
        both.for_each_start([&](StateIndex core, const SlotChoice& slots, StateIndex start) {
            ++counted;
            for (std::size_t i = 0; i < both.joint.dynamics().players(); ++i)
                CHECK(apart.whole_start(i, core, slots) ==
                      Approx(joint.start(i, start)).epsilon(1e-9).margin(1e-9));
        });
        CHECK(counted <= both.apart.joint_states());
    });
}

TEST_CASE("a set of combinations is a union of products") {
    SlotSet set;
    CHECK(set.add({0b01, 0b01}));
    CHECK_FALSE(set.add({0b01, 0b01}));
    CHECK(set.add({0b10, 0b10}));
    CHECK(set.products().size() == 2);
    CHECK_FALSE(set.covers({0b01, 0b10}));
    CHECK(set.add({0b01, 0b10}));  // joins with the first, then with nothing
    CHECK(set.covers({0b01, 0b11}));
    CHECK(set.add({0b10, 0b01}));
    CHECK(set.products() == std::vector<SlotProduct>{{0b11, 0b11}});
}

namespace {

constexpr std::string_view two_asides = R"toml(
[players]
a = { discount = 0.9 }
b = { discount = 0.9 }
[relations.first]
between = ["a", "b"]
levels = ["low", "high"]
payoff = "level"
up = 0.1
[relations.second]
between = ["a", "b"]
levels = ["low", "high"]
payoff = "level"
up = 0.1
)toml";

}  // namespace

TEST_CASE("a comparison is decided by the levels that matter to it") {
    const Model model = read_model({"two.toml", std::string(two_asides)});
    const Case what(model, parameter_values(model, {}), {}, {}, {true, 0});
    const SlotProduct all{0b11, 0b11};
    const auto above_zero = [&](const Amount& a) {
        return exceeds(a, {0, {}}, 0, all, what.factors());
    };
    const auto entangled = [&](const Amount& a) {
        try {
            above_zero(a);
        } catch (const Entangled& e) {
            return e.relations;
        }
        return std::uint64_t{0};
    };
    CHECK(above_zero({4, {-1, 1, -2, 2}}));
    CHECK_FALSE(above_zero({-4, {-1, 1, -2, 2}}));
    CHECK_FALSE(above_zero({-3, {-1, 1, -2, 2}}));  // at most equal
    CHECK(entangled({0, {-1, 1, -2, 2}}) == 2);     // whatever the first adds
    CHECK(entangled({0, {3, -3, -2, 2}}) == 1);
    CHECK(entangled({0, {-1, 1, -1, 1}}) == 3);
    CHECK(exceeds({0, {3, -3, -2, 2}}, {0, {}}, 0, {0b01, 0b11}, what.factors()));
    // The lowest place, the first of equals.
    const auto [low, slots] = least(Amount{5, {1, -1, 2, 2}}, all);
    CHECK(low == 6);
    CHECK(slots == SlotChoice{1, 0});
    CHECK(Amount{5, {1, -1, 2, 2}}.at(slots) == 6);
}
