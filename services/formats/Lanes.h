#pragma once

#include "services/core/Span.h"

#include <vector>

namespace spanglass {

/// Puts spans on as few lanes as the rule "what overlaps on a lane must nest" lets them (interval colouring, earliest
/// first); a child goes on its parent's lane where it can. Gives a lane, from zero, for each span. Reorders `spans` by
/// start, longer ones first.
std::vector<std::uint32_t> assignLanes(std::vector<const Span*>& spans);

} // namespace spanglass
