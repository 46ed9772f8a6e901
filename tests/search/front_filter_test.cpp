/// @file front_filter_test.cpp
/// The vectors that no other one covers: against all pairs, one by one.
#include "search/front_filter.hpp"

#include "search/front_kernels.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>

using namespace entente;

namespace {

struct Vectors {
    std::size_t numbers, count;
    std::vector<double> all;  ///< [vector * numbers + number]

    bool covers(std::size_t more, std::size_t less) const {
        for (std::size_t n = 0; n < numbers; ++n)
            if (all[more * numbers + n] < all[less * numbers + n]) return false;
        return true;
    }
};

/// Small whole numbers, so that many are equal.
Vectors random_vectors(std::mt19937& engine) {
    Vectors made{1 + engine() % 6, engine() % 60, {}};
    const std::size_t largest = 2 + engine() % 9;
    for (std::size_t k = 0; k < made.count * made.numbers; ++k)
        made.all.push_back(static_cast<double>(engine() % largest));
    return made;
}

}  // namespace

TEST_CASE("fronts: exactly one of the vectors that are alike stays of those that none beats") {
    std::mt19937 engine(4);
    FrontFilter filter;
    for (int round = 0; round < 500; ++round) {
        const Vectors vectors = random_vectors(engine);
        const std::vector<double> equal(vectors.numbers, 1e-9);
        std::vector<std::uint32_t> expected;
        for (std::uint32_t k = 0; k < vectors.count; ++k) {
            bool stays = true;
            for (std::uint32_t l = 0; l < vectors.count; ++l)
                if (l != k && vectors.covers(l, k)) stays &= vectors.covers(k, l) && k < l;
            if (stays) expected.push_back(k);
        }
        CAPTURE(round);
        const auto kept = filter.kept(vectors.all, vectors.count, equal);
        CHECK(std::vector(kept.begin(), kept.end()) == expected);
    }
}

TEST_CASE("fronts: differences of rounding do not make a front") {
    FrontFilter filter;
    const std::vector<double> vectors{1, 2, 1 + 1e-15, 2 - 1e-15, 2, 1};
    const std::vector<double> equal{1e-13, 1e-13};
    CHECK(filter.kept(vectors, 3, equal).size() == 2);
    CHECK(filter.kept({}, 3, {}).size() == 1);  // nothing to compare: all are alike
    CHECK(filter.kept({}, 0, equal).empty());
}

TEST_CASE("fronts: every instruction set finds the same vectors covered") {
    constexpr std::size_t lanes = FrontKernels::lanes;
    std::mt19937 engine(5);
    for (std::size_t numbers = 1; numbers < 7; ++numbers) {
        for (std::size_t blocks = 0; blocks < 11; ++blocks) {
            std::vector<double> front(blocks * numbers * lanes,
                                      -std::numeric_limits<double>::infinity());
            for (double& x : front)
                if (engine() % 8 != 0) x = static_cast<double>(engine() % 1000);
            for (int round = 0; round < 20; ++round) {
                std::vector<double> least;
                for (std::size_t n = 0; n < numbers; ++n)
                    least.push_back(static_cast<double>(engine() % 900));
                bool expected = false;
                for (std::size_t k = 0; k < blocks * lanes; ++k) {
                    bool all = true;
                    for (std::size_t n = 0; n < numbers; ++n)
                        all &= front[(k / lanes * numbers + n) * lanes + k % lanes] >= least[n];
                    expected |= all;
                }
                for (const FrontKernels* kernels : front_kernels())
                    CHECK(kernels->covered(front.data(), blocks, least.data(), numbers) ==
                          expected);
            }
        }
    }
}
