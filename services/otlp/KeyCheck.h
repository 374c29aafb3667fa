#pragma once

#include "services/core/Value.h"

namespace spanglass {

/// Whether two entries have the same key. Quick for the usual short list, n log n for long ones.
bool hasDoubleKeys(std::span<const Attribute> list);

/// Drops every entry whose key comes again later; the rest keep their order. Gives the shortened list.
std::span<Attribute> keepLastOfEachKey(std::span<Attribute> list);

} // namespace spanglass
