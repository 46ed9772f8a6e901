/// @file response_polytope.hpp
/// What one side of a two-player game may do, as a polytope in integers.
#pragma once

#include "game/bimatrix.hpp"
#include "linear/double_description.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace entente {

/// Actions of both sides as bits: those of side 0 first. A set of "labels".
using LabelSet = std::uint64_t;
constexpr std::size_t most_labels = 64;

constexpr LabelSet label_bit(std::size_t label) {
    return LabelSet{1} << label;
}

/// A vertex of the polytope other than the origin.
struct PolytopeVertex {
    std::vector<Rational> strategy;  ///< scaled to sum 1: length m
    LabelSet labels = 0;             ///< own actions not played, best responses of the other
};

/// The vertices of a face, and memory that is used again for the next one.
struct FaceVertices {
    std::vector<PolytopeVertex> list;
    std::vector<std::int64_t> words;
    std::vector<std::int64_t> word_solution;
    std::vector<Integer> integers;
    std::vector<Integer> solution;
};

/// The polytope { x >= 0, C x <= 1 } of one side, whose strategies are its points scaled to sum 1.
///
/// C has a row for each of the n actions of the other side and a column for each of the m own
/// ones. It holds the other side's payoffs, shifted for each own action and scaled as a whole so
/// that they are integers from 1; that changes neither best responses nor, up to the scaling of x,
/// the vertices. Label a stands for x_a >= 0 where a is an own action, and for the row of C
/// where it is one of the other side.
class ResponsePolytope {
public:
    /// @pre both sides together have at most most_labels actions.
    ResponsePolytope(const Bimatrix& sides, std::size_t side);

    std::size_t own_count() const noexcept { return own_count_; }
    std::size_t other_count() const noexcept { return other_count_; }
    std::size_t own_label(std::size_t a) const noexcept { return own_first_ + a; }
    std::size_t other_label(std::size_t b) const noexcept { return other_first_ + b; }
    const Integer& entry(std::size_t b, std::size_t a) const { return c_[b * own_count_ + a]; }

    /// Puts into `found` all vertices, other than the origin, of the face on which these labels
    /// hold as equations.
    void face_vertices(LabelSet zeros, FaceVertices& found) const;

    /// The same for a face that is given by as many independent equations as it takes, if it is
    /// one: then it has a single vertex or none. @return false if it is not.
    bool single_vertex(LabelSet zeros, FaceVertices& found) const;

    /// All vertices other than the origin; nothing if there are more than so many, at the end or
    /// on the way, or `go_on` said no.
    std::optional<std::vector<PolytopeVertex>> all_vertices(
        std::size_t most, const std::function<bool()>& go_on) const;

    /// Whether this label holds as an equation wherever these do, by linear algebra alone. Never
    /// true without proof; may be false for a label that holds only because of inequalities.
    bool implied(LabelSet zeros, std::size_t label) const;

private:
    struct Face;

    void see(LabelSet zeros, Face& face) const;
    bool vertex_in_words(const Face& face, FaceVertices& found) const;
    bool vertex_in_integers(const Face& face, FaceVertices& found) const;
    std::optional<std::vector<Ray>> rays_of(const Face& face, std::size_t most,
                                            const std::function<bool()>& go_on) const;
    std::vector<PolytopeVertex> vertices_of(const Face& face, const std::vector<Ray>& rays) const;
    PolytopeVertex vertex(const std::vector<Integer>& point, const Integer& scale) const;
    bool implied_modulo_prime(const Face& face, std::size_t label) const;

    std::size_t own_count_;
    std::size_t other_count_;
    std::size_t own_first_;
    std::size_t other_first_;
    std::vector<Integer> c_;           ///< n x m, row-major
    std::vector<std::int64_t> words_;  ///< the same if all fit, otherwise empty
    std::vector<std::uint64_t> residues_;
};

}  // namespace entente
