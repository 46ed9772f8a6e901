#include "solvers/face_lookup.hpp"

#include <algorithm>
#include <array>

namespace entente {

bool FaceLookup::vertices(LabelSet zeros, LabelSet avoided, FaceVertices& found) {
    if (!polytope_->single_vertex(zeros, found)) {
        if (all_.load() == nullptr) describe_if_worthwhile();
        if (const Description* all = all_.load()) return look_up(*all, zeros, avoided, found);
        polytope_->face_vertices(zeros, found);
    }
    const bool any = !found.list.empty();
    std::erase_if(found.list, [avoided](const PolytopeVertex& vertex) {
        return (vertex.labels & avoided) != 0;
    });
    return any;
}

bool FaceLookup::look_up(const Description& all, LabelSet zeros, LabelSet avoided,
                         FaceVertices& found) {
    bool any = false;
    for (const PolytopeVertex& vertex : all) {
        if ((zeros & ~vertex.labels) != 0) continue;
        any = true;
        if ((vertex.labels & avoided) == 0) found.list.push_back(vertex);
    }
    return any;
}

/// The cost of a description grows with the square of the vertices, that of the faces with their
/// number: neither attempt takes much longer than the faces have taken so far.
void FaceLookup::describe_if_worthwhile() {
    struct Attempt {
        std::size_t faces;
        std::size_t most_vertices;
    };
    constexpr std::array attempts{Attempt{8, 500}, Attempt{100, 5000}, Attempt{2000, 20000}};
    const auto attempt = std::ranges::find(attempts, ++faces_, &Attempt::faces);
    if (attempt == attempts.end()) return;
    const std::lock_guard lock(describing_);
    if (all_.load() != nullptr) return;
    auto description = polytope_->all_vertices(attempt->most_vertices, go_on_);
    if (!description) return;
    description_ = std::move(description);
    all_ = &*description_;
}

}  // namespace entente
