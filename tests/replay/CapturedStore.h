#pragma once

#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

namespace spanglass::test {

/// A store into which requests come with their own bytes, as from the receiver or a file.
class CapturedStore : public StoreHarness {
public:
    CapturedStore() { open(); }

    /// Arrival of what follows, and where it comes from.
    void setArrival(UnixNanos arrival) { m_arrival = arrival; }
    void setImport(std::string file) { m_file = std::move(file); }

    /// Gives the request's number.
    std::int64_t take(const SpanBuilder& request);
    std::int64_t take(
        std::string payload, Signal signal = Signal::Traces, PayloadFormat format = PayloadFormat::Protobuf);

private:
    UnixNanos m_arrival = Morning;
    std::string m_file;
    std::int64_t m_last = 0;
};

} // namespace spanglass::test
