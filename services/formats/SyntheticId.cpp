#include "services/formats/SyntheticId.h"

#include <xxhash.h>

namespace spanglass {

TraceId syntheticTraceId(std::string_view name) {
    const XXH128_hash_t hash = XXH3_128bits(name.data(), name.size());
    return {hash.high64, hash.low64 | 1};
}

SpanId syntheticSpanId(std::string_view name) { return {XXH3_64bits(name.data(), name.size()) | 1}; }

} // namespace spanglass
