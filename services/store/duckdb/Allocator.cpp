#include "services/store/duckdb/Allocator.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace spanglass::duck {

void keepFreedMemory() {
#ifdef __GLIBC__
    // Enough for the batches under way; what a large query took goes back.
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
    mallopt(M_TOP_PAD, 16 << 20);
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    // Each arena keeps its own share of the freed memory.
    mallopt(M_ARENA_MAX, 4);
#endif
}

} // namespace spanglass::duck
