#pragma once

#include "services/core/Refusal.h"
#include "services/core/Span.h"

#include <deque>
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

namespace spanglass {

enum class Signal : std::uint8_t { Traces, Logs, Metrics };
std::string_view signalName(Signal signal); ///< "traces", "logs", "metrics"

/// What owns the memory of a decoded request: its protobuf bytes, and an arena for everything that had to be built.
/// Spans, values and texts of a batch are views into it, so a batch never moves or copies.
class BatchMemory {
public:
    explicit BatchMemory(std::string bytes)
        : m_bytes(std::move(bytes)) { }
    BatchMemory(const BatchMemory&) = delete;
    BatchMemory& operator=(const BatchMemory&) = delete;

    std::string_view bytes() const { return m_bytes; }
    std::pmr::memory_resource* arena() { return &m_arena; }

    /// Copies `text` into the arena.
    std::string_view keep(std::string_view text);

    /// Copies `items` into the arena. T must need no destructor.
    template <class T> std::span<const T> keep(std::span<const T> items) {
        static_assert(std::is_trivially_destructible_v<T>);
        if (items.empty())
            return {};
        auto* place = static_cast<T*>(m_arena.allocate(items.size_bytes(), alignof(T)));
        std::uninitialized_copy(items.begin(), items.end(), place);
        return {place, items.size()};
    }

private:
    std::string m_bytes;
    std::pmr::monotonic_buffer_resource m_arena{16 * 1024};
};

/// What every decoded request has, whatever its signal. Immutable once handed over; shared between threads as const.
struct DecodedBatch {
    explicit DecodedBatch(std::string protobuf)
        : memory(std::move(protobuf)) { }

    BatchMemory memory;
    std::deque<Resource> resources; ///< addresses stay valid while it grows
    std::deque<Scope> scopes;
    std::uint64_t rejected = 0; ///< spans, records or points left out
    std::vector<RefusalNote> notes; ///< why they were, and remarks on those kept
};

/// One decoded traces request, or the spans of an imported file. `spans` holds the accepted ones only.
struct SpanBatch : DecodedBatch {
    using DecodedBatch::DecodedBatch;
    std::vector<Span> spans;
};

/// One OTLP log record (logs.proto).
struct LogRecord {
    UnixNanos time;
    UnixNanos observed;
    std::int32_t severityNumber = 0;
    std::string_view severityText;
    std::string_view eventName;
    Value body;
    Attributes attributes;
    std::uint32_t droppedAttributes = 0;
    std::uint32_t flags = 0;
    TraceId traceId; ///< invalid when the record belongs to no trace
    SpanId spanId;
    const Resource* resource = nullptr;
    const Scope* scope = nullptr;
    std::uint32_t ordinal = 0;
};

struct LogBatch : DecodedBatch {
    using DecodedBatch::DecodedBatch;
    std::vector<LogRecord> records;
};

} // namespace spanglass
