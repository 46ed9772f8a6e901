/// @file course.hpp
/// The predicted course as a Markov chain: what is reached, with which chance, how soon.
#pragma once

#include "process/component_system.hpp"
#include "process/prediction.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace entente {

struct Arrival {
    double probability = 0;
    std::optional<double> periods;  ///< expected, given arrival; counts the period of arrival
};

class Course {
public:
    Course(const Dynamics& dynamics, const std::vector<LayerGroup>& groups,
           const Behaviour& behaviour);

    /// Until all measures of the target are in force and kept for the first time.
    Arrival completion(MeasureSet target) const;
    /// Chance that an agreement ever breaks down.
    double breakdown() const;

    /// In how many moves a start is first reached; nullopt if never.
    std::optional<std::size_t> distance(StateIndex s) const;

private:
    using Event = std::function<bool(const Resolution&, const Layer& node)>;
    using Fields = std::vector<std::vector<double>>;  ///< [layer][at]

    void reach();
    std::vector<LevelMask> next_starts(const std::vector<LevelMask>& from) const;
    void pass(std::map<PunishedKey, LevelMask> punished, std::vector<LevelMask>& next) const;
    std::vector<LevelMask> nodes_before(const std::vector<LevelMask>& able) const;
    std::vector<LevelMask> able_to_reach(const Event& event) const;
    Equations equations(const Component& component, const Event& event,
                        std::span<double> at_once) const;
    Arrival arrival(const Event& event) const;
    template <class F>
    void for_each_outcome(StateIndex s, const F& f) const;

    const Dynamics* dynamics_;
    const std::vector<LayerGroup>* groups_;
    const Behaviour* behaviour_;
    std::vector<std::vector<std::uint32_t>> distance_;  ///< [layer][at], 0 for never, else + 1
};

}  // namespace entente
