#include "solvers/response_polytope.hpp"

#include "entente/contract.hpp"

#include "linear/fraction_free.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

void set_ratio(Rational& to, std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t divisor = std::gcd(numerator, denominator);
    mpz_set_si(mpq_numref(to.backend().data()), numerator / divisor);
    mpz_set_si(mpq_denref(to.backend().data()), denominator / divisor);
}

/// Integers from 1 that are proportional to the payoffs up to a shift of each column.
std::vector<Integer> shifted_integers(const RationalMatrix& payoffs) {
    std::vector<Rational> shifted(payoffs.rows() * payoffs.columns());
    for (std::size_t a = 0; a < payoffs.columns(); ++a) {
        Rational least = payoffs(0, a);
        for (std::size_t b = 1; b < payoffs.rows(); ++b) least = std::min(least, payoffs(b, a));
        for (std::size_t b = 0; b < payoffs.rows(); ++b) {
            shifted[b * payoffs.columns() + a] = payoffs(b, a) - least;
        }
    }
    std::vector<Integer> integers = primitive_integers(shifted);
    for (Integer& x : integers) x += 1;
    return integers;
}

}  // namespace

/// A face seen by what is left: which own actions may be played, and which equations hold.
struct ResponsePolytope::Face {
    std::array<std::uint8_t, most_labels> played_memory;
    std::array<std::uint8_t, most_labels> best_memory;
    std::span<const std::uint8_t> played;
    std::span<const std::uint8_t> best;
    LabelSet zeros = 0;
};

ResponsePolytope::ResponsePolytope(const Bimatrix& sides, std::size_t side)
    : own_count_(sides.actions(side)),
      other_count_(sides.actions(1 - side)),
      own_first_(side == 0 ? 0 : other_count_),
      other_first_(side == 0 ? own_count_ : 0),
      c_(shifted_integers(sides.payoffs[1 - side])) {
    expects(own_count_ + other_count_ <= most_labels, "a bit for each action");
    const bool small = msb(*std::ranges::max_element(c_)) < 62;
    for (const Integer& x : c_) {
        if (small) words_.push_back(x.convert_to<std::int64_t>());
        residues_.push_back(Integer(x % prime).convert_to<std::uint64_t>());
    }
}

void ResponsePolytope::see(LabelSet zeros, Face& face) const {
    face.zeros = zeros;
    std::size_t played = 0;
    for (std::size_t a = 0; a < own_count_; ++a) {
        if ((zeros & label_bit(own_label(a))) != 0) continue;
        face.played_memory[played++] = static_cast<std::uint8_t>(a);
    }
    std::size_t best = 0;
    for (std::size_t b = 0; b < other_count_; ++b) {
        if ((zeros & label_bit(other_label(b))) == 0) continue;
        face.best_memory[best++] = static_cast<std::uint8_t>(b);
    }
    face.played = std::span(face.played_memory).first(played);
    face.best = std::span(face.best_memory).first(best);
}

void ResponsePolytope::face_vertices(LabelSet zeros, FaceVertices& found) const {
    if (single_vertex(zeros, found)) return;
    Face wanted;
    see(zeros, wanted);
    found.list = vertices_of(wanted, *rays_of(wanted, unlimited, [] { return true; }));
}

bool ResponsePolytope::single_vertex(LabelSet zeros, FaceVertices& found) const {
    found.list.clear();
    Face wanted;
    see(zeros, wanted);
    if (wanted.played.empty()) return true;
    if (wanted.played.size() != wanted.best.size()) return false;
    if (!words_.empty() && vertex_in_words(wanted, found)) return true;
    return vertex_in_integers(wanted, found);
}

std::optional<std::vector<PolytopeVertex>> ResponsePolytope::all_vertices(
    std::size_t most, const std::function<bool()>& go_on) const {
    Face whole;
    see(0, whole);
    const auto rays = rays_of(whole, most, go_on);
    if (!rays || !go_on()) return std::nullopt;
    return vertices_of(whole, *rays);
}

/// False if the system is singular or too large for words.
bool ResponsePolytope::vertex_in_words(const Face& face, FaceVertices& found) const {
    const std::size_t k = face.played.size();
    auto& system = found.words;
    system.clear();
    for (const std::size_t b : face.best) {
        for (const std::size_t a : face.played) system.push_back(words_[b * own_count_ + a]);
        system.push_back(1);
    }
    if (solve_in_words(system, k, found.word_solution) != Elimination::solved) return false;
    const auto& x = found.word_solution;

    std::int64_t sum = 0;
    LabelSet labels = face.zeros;
    for (std::size_t c = 0; c < k; ++c) {
        if (x[c] < 0) return true;
        if (x[c] == 0) labels |= label_bit(own_label(face.played[c]));
        if (__builtin_add_overflow(sum, x[c], &sum)) return false;
    }
    for (std::size_t b = 0; b < other_count_; ++b) {
        if ((face.zeros & label_bit(other_label(b))) != 0) continue;
        std::int64_t earned = 0;
        for (std::size_t c = 0; c < k; ++c) {
            std::int64_t term = 0;
            if (__builtin_mul_overflow(words_[b * own_count_ + face.played[c]], x[c], &term) ||
                __builtin_add_overflow(earned, term, &earned)) {
                return false;
            }
        }
        if (earned > x[k]) return true;
        if (earned == x[k]) labels |= label_bit(other_label(b));
    }
    PolytopeVertex& vertex = found.list.emplace_back();
    vertex.labels = labels;
    vertex.strategy.resize(own_count_);
    for (std::size_t c = 0; c < k; ++c) {
        if (x[c] != 0) set_ratio(vertex.strategy[face.played[c]], x[c], sum);
    }
    return true;
}

/// False if the system is singular.
bool ResponsePolytope::vertex_in_integers(const Face& face, FaceVertices& found) const {
    const std::size_t k = face.played.size();
    auto& system = found.integers;
    system.resize(k * (k + 1));
    for (std::size_t r = 0; r < k; ++r) {
        for (std::size_t c = 0; c < k; ++c) {
            system[r * (k + 1) + c] = entry(face.best[r], face.played[c]);
        }
        system[r * (k + 1) + k] = 1;
    }
    if (solve_in_integers(system, k, k, found.solution) != Elimination::solved) return false;
    const auto& x = found.solution;

    LabelSet labels = face.zeros;
    Integer sum = 0;
    for (std::size_t c = 0; c < k; ++c) {
        if (x[c] < 0) return true;
        if (x[c].is_zero()) labels |= label_bit(own_label(face.played[c]));
        sum += x[c];
    }
    Integer earned;
    for (std::size_t b = 0; b < other_count_; ++b) {
        if ((face.zeros & label_bit(other_label(b))) != 0) continue;
        earned = 0;
        for (std::size_t c = 0; c < k; ++c) {
            mpz_addmul(earned.backend().data(), entry(b, face.played[c]).backend().data(),
                       x[c].backend().data());
        }
        if (earned > x[k]) return true;
        if (earned == x[k]) labels |= label_bit(other_label(b));
    }
    PolytopeVertex& vertex = found.list.emplace_back();
    vertex.labels = labels;
    vertex.strategy.resize(own_count_);
    for (std::size_t c = 0; c < k; ++c) {
        if (!x[c].is_zero()) vertex.strategy[face.played[c]] = Rational(x[c], sum);
    }
    return true;
}

/// The general case: a face of any dimension, over- or underdetermined.
std::optional<std::vector<Ray>> ResponsePolytope::rays_of(
    const Face& face, std::size_t most, const std::function<bool()>& go_on) const {
    std::vector<Halfspace> halfspaces;
    for (const bool equation : {true, false}) {  // equations first: they keep the cone small
        for (std::size_t b = 0; b < other_count_; ++b) {
            const bool holds = (face.zeros & label_bit(other_label(b))) != 0;
            if (holds != equation) continue;
            Halfspace half{{1}, equation};
            for (const std::size_t a : face.played) half.row.push_back(-entry(b, a));
            halfspaces.push_back(std::move(half));
        }
    }
    return extreme_rays(face.played.size(), halfspaces, go_on, most);
}

std::vector<PolytopeVertex> ResponsePolytope::vertices_of(const Face& face,
                                                          const std::vector<Ray>& rays) const {
    std::vector<PolytopeVertex> vertices;
    for (const Ray& ray : rays) {
        std::vector<Integer> point(own_count_);
        bool origin = true;
        for (std::size_t c = 0; c < face.played.size(); ++c) {
            point[face.played[c]] = ray.point[c + 1];
            origin = origin && ray.point[c + 1].is_zero();
        }
        if (!origin) vertices.push_back(vertex(point, ray.point[0]));
    }
    return vertices;
}

/// The vertex point / scale, with all its labels.
PolytopeVertex ResponsePolytope::vertex(const std::vector<Integer>& point,
                                        const Integer& scale) const {
    PolytopeVertex found;
    const Integer sum = std::accumulate(point.begin(), point.end(), Integer(0));
    for (std::size_t a = 0; a < own_count_; ++a) {
        found.strategy.emplace_back(point[a], sum);
        if (point[a].is_zero()) found.labels |= label_bit(own_label(a));
    }
    for (std::size_t b = 0; b < other_count_; ++b) {
        Integer earned = 0;
        for (std::size_t a = 0; a < own_count_; ++a) {
            if (!point[a].is_zero()) earned += entry(b, a) * point[a];
        }
        if (earned == scale) found.labels |= label_bit(other_label(b));
    }
    return found;
}

/// Whether the row of the label depends on those of the face, modulo a prime. A "no" is a "no" in
/// most cases but proves nothing; neither does a "yes".
bool ResponsePolytope::implied_modulo_prime(const Face& face, std::size_t label) const {
    const std::size_t width = face.played.size() + 1;
    std::vector<std::vector<std::uint64_t>> rows;
    const auto row_of = [&](std::size_t b) {
        std::vector<std::uint64_t> row;
        for (const std::size_t a : face.played) row.push_back(residues_[b * own_count_ + a]);
        row.push_back(1);
        return row;
    };
    const bool own = label >= own_first_ && label < own_first_ + own_count_;
    for (const std::size_t b : face.best) rows.push_back(row_of(b));
    if (own) {
        std::vector<std::uint64_t> unit(width);
        for (std::size_t c = 0; c + 1 < width; ++c) {
            if (own_label(face.played[c]) == label) unit[c] = 1;
        }
        rows.push_back(std::move(unit));
    } else {
        rows.push_back(row_of(label - other_first_));
    }
    // Reduce the last row by the others as they are brought into echelon form.
    const std::size_t last = rows.size() - 1;
    std::size_t top = 0;
    for (std::size_t c = 0; c < width; ++c) {
        std::size_t pivot = top;
        while (pivot < last && rows[pivot][c] == 0) ++pivot;
        if (pivot == last) continue;
        std::swap(rows[pivot], rows[top]);
        const std::uint64_t inverse = inverse_modulo_prime(rows[top][c]);
        for (std::size_t r = top + 1; r <= last; ++r) {
            const std::uint64_t factor = (prime - rows[r][c]) * inverse % prime;
            if (factor == 0) continue;
            for (std::size_t d = c; d < width; ++d) {
                rows[r][d] = (rows[r][d] + factor * rows[top][d]) % prime;
            }
        }
        ++top;
    }
    return std::ranges::all_of(rows[last], [](std::uint64_t x) { return x == 0; });
}

bool ResponsePolytope::implied(LabelSet zeros, std::size_t label) const {
    if ((zeros & label_bit(label)) != 0) return true;
    Face given;
    see(zeros, given);
    if (!implied_modulo_prime(given, label)) return false;
    const std::size_t width = given.played.size() + 1;
    std::vector<Integer> rows;
    rows.reserve((given.best.size() + 1) * width);
    const auto add = [&](std::size_t b) {
        for (const std::size_t a : given.played) rows.push_back(entry(b, a));
        rows.emplace_back(1);
    };
    for (const std::size_t b : given.best) add(b);
    const bool own = label >= own_first_ && label < own_first_ + own_count_;
    if (own) {
        for (const std::size_t a : given.played) rows.emplace_back(own_label(a) == label ? 1 : 0);
        rows.emplace_back(0);
    } else {
        add(label - other_first_);
    }
    return last_row_depends(rows, width);
}

}  // namespace entente
