#pragma once

#include "tests/support/SpanBuilder.h"

namespace spanglass::test {

/// An agent that plans, retrieves, calls a tool that fails once, and answers; keys of several LLM libraries.
SpanBuilder agentTrace();

/// A checkout over several services with an error, events, links, a late consumer and a skewed clock.
SpanBuilder checkoutTrace();

/// Everything that can be wrong with a trace: missing parents, cycles, shared ids, impossible times.
SpanBuilder brokenTrace();

/// `spans` spans in a plausible tree, the same each time.
SpanBuilder largeTrace(std::uint32_t spans, std::uint64_t traceNumber = 9);

} // namespace spanglass::test
