#include "solvers/response_polytope.hpp"

#include "entente/contract.hpp"

#include "solvers/double_description.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace entente {
namespace {

__extension__ using Wide = __int128;

constexpr std::uint64_t prime = 2147483647;  // 2^31 - 1: products of residues fit a word

/// Fraction-free elimination (E. Bareiss, Mathematics of Computation 22, 1968) of a k x (k + 1)
/// system; every division is exact. On success the diagonal ends with the determinant.
/// @return whether the matrix is regular.
template <class T, class Product>
bool eliminate(std::vector<T>& m, std::size_t k) {
    const std::size_t width = k + 1;
    T previous = 1;
    for (std::size_t step = 0; step < k; ++step) {
        std::size_t pivot = step;
        while (pivot < k && m[pivot * width + step] == 0) ++pivot;
        if (pivot == k) return false;
        if (pivot != step) {
            std::swap_ranges(&m[pivot * width], &m[pivot * width] + width, &m[step * width]);
        }
        const T head = m[step * width + step];
        for (std::size_t r = step + 1; r < k; ++r) {
            const T factor = m[r * width + step];
            for (std::size_t c = step + 1; c < width; ++c) {
                const Product difference =
                    Product(head) * m[r * width + c] - Product(factor) * m[step * width + c];
                m[r * width + c] = static_cast<T>(difference / previous);
            }
        }
        previous = head;
    }
    return true;
}

/// After eliminate(): the numerators of the solution over the determinant, k of them, which is
/// put behind them and made positive.
template <class T, class Product>
std::vector<T> substitute(const std::vector<T>& m, std::size_t k) {
    const std::size_t width = k + 1;
    const T determinant = m[(k - 1) * width + k - 1];
    std::vector<T> x(k + 1);
    x[k] = determinant;
    for (std::size_t r = k; r-- > 0;) {
        Product sum = Product(determinant) * m[r * width + k];
        for (std::size_t c = r + 1; c < k; ++c) sum -= Product(m[r * width + c]) * x[c];
        x[r] = static_cast<T>(sum / m[r * width + r]);
    }
    if (determinant < 0) {
        for (T& value : x) value = -value;
    }
    return x;
}

Rational ratio(std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t divisor = std::gcd(numerator, denominator);
    Rational result;
    mpz_set_si(mpq_numref(result.backend().data()), numerator / divisor);
    mpz_set_si(mpq_denref(result.backend().data()), denominator / divisor);
    return result;
}

std::uint64_t inverse_modulo_prime(std::uint64_t x) {
    std::uint64_t result = 1;
    for (std::uint64_t exponent = prime - 2; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1) result = result * x % prime;
        x = x * x % prime;
    }
    return result;
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
    std::vector<std::size_t> played;
    std::vector<std::size_t> best;
    LabelSet zeros = 0;
};

ResponsePolytope::ResponsePolytope(const Bimatrix& sides, std::size_t side)
    : own_count_(sides.actions(side)),
      other_count_(sides.actions(1 - side)),
      own_first_(side == 0 ? 0 : other_count_),
      other_first_(side == 0 ? own_count_ : 0),
      c_(shifted_integers(sides.payoffs[1 - side])) {
    expects(own_count_ + other_count_ <= most_labels, "a bit for each action");
    const Integer& largest = *std::ranges::max_element(c_);
    log_largest_ = static_cast<double>(msb(largest) + 1);
    for (const Integer& x : c_) {
        if (log_largest_ < 62) words_.push_back(x.convert_to<std::int64_t>());
        residues_.push_back(Integer(x % prime).convert_to<std::uint64_t>());
    }
}

ResponsePolytope::Face ResponsePolytope::face(LabelSet zeros) const {
    Face face{{}, {}, zeros};
    for (std::size_t a = 0; a < own_count_; ++a) {
        if ((zeros & label_bit(own_label(a))) == 0) face.played.push_back(a);
    }
    for (std::size_t b = 0; b < other_count_; ++b) {
        if ((zeros & label_bit(other_label(b))) != 0) face.best.push_back(b);
    }
    return face;
}

std::vector<PolytopeVertex> ResponsePolytope::face_vertices(LabelSet zeros) const {
    const Face wanted = face(zeros);
    if (wanted.played.empty()) return {};
    if (wanted.played.size() == wanted.best.size()) {
        if (auto found = vertex_in_words(wanted)) return std::move(*found);
        if (auto found = vertex_in_integers(wanted)) return std::move(*found);
    }
    return vertices_of_face(wanted);
}

/// nullopt if the system is singular or its determinants might not fit a word.
std::optional<std::vector<PolytopeVertex>> ResponsePolytope::vertex_in_words(
    const Face& face) const {
    const std::size_t k = face.played.size();
    const auto size = static_cast<double>(k);
    // Hadamard: a minor is at most (largest * sqrt(k))^k. Six bits are left for sums of products.
    if (words_.empty() || size * (log_largest_ + std::log2(size) / 2) > 57) return std::nullopt;
    std::vector<std::int64_t> system;
    system.reserve(k * (k + 1));
    for (const std::size_t b : face.best) {
        for (const std::size_t a : face.played) system.push_back(words_[b * own_count_ + a]);
        system.push_back(1);
    }
    if (!eliminate<std::int64_t, Wide>(system, k)) return std::nullopt;
    const auto x = substitute<std::int64_t, Wide>(system, k);
    const std::int64_t scale = x[k];

    std::int64_t sum = 0;
    PolytopeVertex found{std::vector<Rational>(own_count_), face.zeros};
    for (std::size_t c = 0; c < k; ++c) {
        if (x[c] < 0) return std::vector<PolytopeVertex>{};
        if (x[c] == 0) found.labels |= label_bit(own_label(face.played[c]));
        sum += x[c];
    }
    for (std::size_t b = 0; b < other_count_; ++b) {
        Wide earned = 0;
        for (std::size_t c = 0; c < k; ++c) {
            earned += Wide(words_[b * own_count_ + face.played[c]]) * x[c];
        }
        if (earned > scale) return std::vector<PolytopeVertex>{};
        if (earned == scale) found.labels |= label_bit(other_label(b));
    }
    for (std::size_t c = 0; c < k; ++c) {
        if (x[c] != 0) found.strategy[face.played[c]] = ratio(x[c], sum);
    }
    return std::vector<PolytopeVertex>{std::move(found)};
}

/// nullopt if the system is singular.
std::optional<std::vector<PolytopeVertex>> ResponsePolytope::vertex_in_integers(
    const Face& face) const {
    const std::size_t k = face.played.size();
    std::vector<Integer> system;
    system.reserve(k * (k + 1));
    for (const std::size_t b : face.best) {
        for (const std::size_t a : face.played) system.push_back(entry(b, a));
        system.emplace_back(1);
    }
    if (!eliminate<Integer, Integer>(system, k)) return std::nullopt;
    const auto x = substitute<Integer, Integer>(system, k);
    std::vector<Integer> point(own_count_);
    for (std::size_t c = 0; c < k; ++c) {
        if (x[c] < 0) return std::vector<PolytopeVertex>{};
        point[face.played[c]] = x[c];
    }
    for (std::size_t b = 0; b < other_count_; ++b) {
        Integer earned = 0;
        for (const std::size_t a : face.played) earned += entry(b, a) * point[a];
        if (earned > x[k]) return std::vector<PolytopeVertex>{};
    }
    return std::vector<PolytopeVertex>{vertex(point, x[k])};
}

/// The general case: a face of any dimension, over- or underdetermined.
std::vector<PolytopeVertex> ResponsePolytope::vertices_of_face(const Face& face) const {
    const std::size_t k = face.played.size();
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
    std::vector<PolytopeVertex> found;
    for (const Ray& ray : extreme_rays(k, halfspaces, [] { return true; })) {
        std::vector<Integer> point(own_count_);
        bool origin = true;
        for (std::size_t c = 0; c < k; ++c) {
            point[face.played[c]] = ray.point[c + 1];
            origin = origin && ray.point[c + 1].is_zero();
        }
        if (!origin) found.push_back(vertex(point, ray.point[0]));
    }
    return found;
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
    const Face given = face(zeros);
    if (!implied_modulo_prime(given, label)) return false;
    const std::size_t width = given.played.size() + 1;
    const auto fill = [&](RationalMatrix& matrix, std::size_t row, std::size_t b) {
        for (std::size_t c = 0; c + 1 < width; ++c) matrix(row, c) = entry(b, given.played[c]);
        matrix(row, width - 1) = 1;
    };
    RationalMatrix alone(given.best.size(), width);
    RationalMatrix together(given.best.size() + 1, width);
    for (std::size_t k = 0; k < given.best.size(); ++k) {
        fill(alone, k, given.best[k]);
        fill(together, k, given.best[k]);
    }
    const bool own = label >= own_first_ && label < own_first_ + own_count_;
    if (own) {
        for (std::size_t c = 0; c + 1 < width; ++c) {
            if (own_label(given.played[c]) == label) together(given.best.size(), c) = 1;
        }
    } else {
        fill(together, given.best.size(), label - other_first_);
    }
    return rank(std::move(together)) == rank(std::move(alone));
}

}  // namespace entente
