/// @file dictionary_kernels.hpp
/// The inner loops of the tree search, compiled for several instruction sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace entente {

/// Numbers as unevaluated sums hi + lo of two doubles (about 106 bits), or plain doubles if `lo`
/// is null. Matrices are row-major with `stride` columns, a multiple of 8; what stands in the
/// columns past the used ones is finite and ignored.
struct NumbersView {
    double* hi = nullptr;
    double* lo = nullptr;
};

/// A dictionary: basic variable of row r = value[r] + sum over columns c of cell(r, c) * its
/// nonbasic variable.
struct DictionaryView {
    NumbersView cells;
    NumbersView values;
    std::size_t rows = 0;
    std::size_t stride = 0;
    std::size_t used = 0;    ///< columns that are kept up to date
    std::size_t active = 0;  ///< the first so many may still become basic
};

/// Multipliers of original rows, for a certificate.
struct Combination {
    const double* rows_hi = nullptr;  ///< stride doubles for each
    const double* rows_lo = nullptr;
    std::size_t stride = 0;
    const std::uint32_t* chosen = nullptr;
    NumbersView multipliers;
    std::size_t count = 0;
};

/// One set of compiled loops. All compute the same: floating-point operations are not contracted
/// or reordered, so that every set takes the same path through the search.
struct DictionaryKernels {
    static const DictionaryKernels avx512, avx2, baseline;

    std::string_view instruction_set;

    /// Exchanges the basic variable of a row with the nonbasic one of a column.
    void (*pivot)(const DictionaryView&, std::size_t row, std::size_t column);
    void (*pivot_wide)(const DictionaryView&, std::size_t row, std::size_t column);

    /// For each row the number of active cells below -tolerance, and of those above tolerance in
    /// absolute value.
    void (*scan)(const DictionaryView&, double tolerance, std::uint8_t* below,
                 std::uint8_t* nonzero);

    /// Adds the chosen rows times their multipliers to `sum`, and all absolute products to
    /// `magnitude` (in plain doubles).
    void (*combine)(const Combination&, NumbersView sum, double* magnitude);
    void (*combine_wide)(const Combination&, NumbersView sum, double* magnitude);
};

/// Those that this machine can run, the fastest first; the last one runs on every machine.
std::span<const DictionaryKernels* const> dictionary_kernels() noexcept;

}  // namespace entente
