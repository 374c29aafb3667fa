#pragma once

#include "services/core/Batch.h"

namespace spanglass {

/// A 64-bit fingerprint (XXH3) of all that a span says, its resource and scope included. It is kept on disk: what it is
/// made of must never change. Equal content gives an equal hash whether it came as protobuf or JSON, in whatever field
/// order, with whatever order of attributes. `ordinal` and `notices` are not content.
std::uint64_t contentHash(const Span& span);

/// The part of it that a resource or scope has.
std::uint64_t contentHash(const Resource& resource);
std::uint64_t contentHash(const Scope& scope);

/// The same for every span of a batch, in its order, with each resource and scope read once only.
std::vector<std::uint64_t> contentHashes(const SpanBatch& batch);

} // namespace spanglass
