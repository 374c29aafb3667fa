#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace spanglass::test {

/// What a load is made of. The same numbers always give the same bytes.
struct LoadShape {
    std::uint32_t spans = 10'000;
    std::uint32_t attributesPerSpan = 10;
    std::uint32_t spansPerTrace = 50;
    std::uint64_t seed = 1;
    std::uint32_t spansPerRequest = 512;
    /// Number of the first trace: a load that goes on where another ended, in ids and in time.
    std::uint32_t firstTrace = 0;
    /// Each span gets one attribute with a text of this length on top.
    std::uint32_t textBytes = 0;
};

/// Traces requests in protobuf as a mixed LLM and web system would send them: five services, a tree a trace, some
/// events and links, an error now and then. Traces are one second apart.
std::vector<std::string> makeLoad(const LoadShape& shape);

} // namespace spanglass::test
