/// @file random_model.hpp
/// Small random models, as the text of a model file, so that one that fails can be read,
/// shrunk and kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace entente::support {

/// A model as tables that can be put in another order, or under other names, before printing.
struct ModelText {
    struct Table {
        std::string header;              ///< "[measures.m0]"; empty for the top of the file
        std::vector<std::string> lines;  ///< without line ends
    };
    std::vector<Table> tables;

    std::string print() const;
};

/// What a random model may contain.
struct RandomModelOptions {
    bool chance = true;        ///< random moves, durations, lapses and imperfect detection
    bool punished = true;      ///< finite punishments and reactions of relations
    std::size_t measures = 0;  ///< exactly so many; 0: as drawn
    bool moving = true;        ///< relations that move
};

/// The same model for the same seed on every machine: 2 to 4 players, up to 3 relations, 1 to 3
/// interactions of 2 actions each, 1 to 5 measures, 1 or 2 proposals.
ModelText random_model(std::uint32_t seed, const RandomModelOptions& options = {});

}  // namespace entente::support
