/// @file face_lookup.hpp
/// Vertices of many faces of one polytope.
#pragma once

#include "solvers/response_polytope.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace entente {

/// Finds the vertices of faces, and learns from how many it was asked.
///
/// In degenerate games the faces have several vertices, and describing one face after the other
/// takes longer than describing the whole polytope, which has few vertices just because it is
/// degenerate. So after some such faces the whole polytope is described, if it has not too many
/// vertices; from then on faces are looked up. Threads may share one.
class FaceLookup {
public:
    /// @param go_on asked now and then; if it says no, what is found is not complete.
    FaceLookup(const ResponsePolytope& polytope, std::function<bool()> go_on)
        : polytope_(&polytope), go_on_(std::move(go_on)) {}

    /// Puts into `found` all vertices, other than the origin, of the face on which these labels
    /// hold as equations, but those at which one of the labels `avoided` does.
    /// @return whether the face has any vertex, avoided or not.
    bool vertices(LabelSet zeros, LabelSet avoided, FaceVertices& found);

private:
    using Description = std::vector<PolytopeVertex>;

    static bool look_up(const Description& all, LabelSet zeros, LabelSet avoided,
                        FaceVertices& found);
    void describe_if_worthwhile();

    const ResponsePolytope* polytope_;
    std::function<bool()> go_on_;
    std::atomic<std::size_t> faces_ = 0;  ///< of more than one vertex, so far
    std::mutex describing_;
    std::optional<Description> description_;
    std::atomic<const Description*> all_ = nullptr;  ///< the description, once there is one
};

}  // namespace entente
