#include "cli/number_memory.hpp"

#include <gmp.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

namespace entente::cli {
namespace {

constexpr std::size_t grain = sizeof(mp_limb_t);
constexpr std::size_t classes = 16;  ///< blocks of up to so many limbs are kept
constexpr std::size_t chunk = std::size_t{1} << 16;

#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true;  ///< every block is to be seen by the sanitizer
#else
constexpr bool sanitized = false;
#endif

struct FreeBlock {
    FreeBlock* next;
};

/// For each size the blocks that nobody uses.
using FreeLists = std::array<FreeBlock*, classes + 1>;

/// What threads left behind when they ended.
struct Heirloom {
    std::mutex mutex;
    FreeLists free{};
};

Heirloom& heirloom() {
    static Heirloom* const left = new Heirloom;  // outlives every thread
    return *left;
}

/// What a thread has at hand: free blocks, and the rest of a chunk. Blocks may be freed by another
/// thread than the one that took them. Chunks are never given back.
struct Pool {
    FreeLists free{};
    std::byte* next = nullptr;
    std::size_t left = 0;

    ~Pool() {
        const std::scoped_lock lock(heirloom().mutex);
        for (std::size_t limbs = 1; limbs <= classes; ++limbs) {
            while (FreeBlock* const block = free[limbs]) {
                free[limbs] = block->next;
                block->next = std::exchange(heirloom().free[limbs], block);
            }
        }
    }
};

thread_local Pool pool;

void* whole(void* block) {
    if (block == nullptr) std::abort();  // GMP cannot go on without memory
    return block;
}

std::size_t limbs_of(std::size_t bytes) {
    return bytes == 0 ? 1 : (bytes + grain - 1) / grain;
}

/// Takes over the blocks of this size that ended threads left; false if there are none.
bool inherit(std::size_t limbs) {
    const std::scoped_lock lock(heirloom().mutex);
    pool.free[limbs] = std::exchange(heirloom().free[limbs], nullptr);
    return pool.free[limbs] != nullptr;
}

void* allocate(std::size_t bytes) {
    const std::size_t limbs = limbs_of(bytes);
    if (limbs > classes) return whole(std::malloc(bytes));
    if (FreeBlock* const block = pool.free[limbs]) {
        pool.free[limbs] = block->next;
        return block;
    }
    const std::size_t size = limbs * grain;
    if (pool.left < size && inherit(limbs)) return allocate(bytes);
    if (pool.left < size) {
        pool.next = static_cast<std::byte*>(whole(std::malloc(chunk)));
        pool.left = chunk;
    }
    std::byte* const block = pool.next;
    pool.next += size;
    pool.left -= size;
    return block;
}

void release(void* block, std::size_t bytes) {
    const std::size_t limbs = limbs_of(bytes);
    if (limbs > classes) {
        std::free(block);
        return;
    }
    pool.free[limbs] = new (block) FreeBlock{pool.free[limbs]};
}

void* reallocate(void* block, std::size_t old_bytes, std::size_t bytes) {
    const std::size_t old_limbs = limbs_of(old_bytes);
    const std::size_t limbs = limbs_of(bytes);
    if (old_limbs == limbs && limbs <= classes) return block;
    if (old_limbs > classes && limbs > classes) return whole(std::realloc(block, bytes));
    void* const moved = allocate(bytes);
    std::memcpy(moved, block, old_bytes < bytes ? old_bytes : bytes);
    release(block, old_bytes);
    return moved;
}

}  // namespace

void keep_small_numbers_together() {
    if (!sanitized) mp_set_memory_functions(allocate, reallocate, release);
}

}  // namespace entente::cli
