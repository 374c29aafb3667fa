#pragma once

#include "services/core/Batch.h"

#include <initializer_list>

namespace spanglass::otlp {
class ExportTraceServiceRequest;
class KeyValue;
class ResourceSpans;
class ScopeSpans;
class Span;
} // namespace spanglass::otlp

namespace spanglass::test {

/// A trace or span id with a small number in its last bytes, for tests that name ids 1, 2, 3.
constexpr TraceId traceId(std::uint64_t n) { return {0x5350414e474c4153ull, n}; }
constexpr SpanId spanId(std::uint64_t n) { return {n}; }

/// 2026-02-16 09:00:00 UTC, where built spans begin unless told otherwise.
inline constexpr UnixNanos Morning{1'771'232'400'000'000'000ull};

/// Writes a traces request piece by piece; every call works on the resource, scope or span begun last, beginning one
/// when there is none. Encoded by libprotobuf, so it is independent of the program's own codec.
///
///     const auto batch = SpanBuilder().service("shop")
///         .span("GET /cart").ids(1, 1).lasts(5_ms).attribute("http.status", 200)
///         .span("SELECT").ids(1, 2, 1).at(1_ms).lasts(2_ms).error("timeout").batch();
class SpanBuilder {
public:
    SpanBuilder();
    ~SpanBuilder();
    SpanBuilder(SpanBuilder&&) noexcept;
    SpanBuilder& operator=(SpanBuilder&&) noexcept;

    SpanBuilder& resource(Attributes attributes = {}); ///< begins a resource
    SpanBuilder& resource(std::initializer_list<Attribute> attributes);
    SpanBuilder& service(std::string_view name); ///< begins a resource with service.name
    SpanBuilder& resourceSchema(std::string_view url);
    SpanBuilder& scope(
        std::string_view name, std::string_view version = {}, Attributes attributes = {}); ///< begins one
    SpanBuilder& scopeSchema(std::string_view url);

    /// Begins a span, with ids 1 and the next number, from Morning on for 1 ms.
    SpanBuilder& span(std::string_view name);
    SpanBuilder& ids(std::uint64_t trace, std::uint64_t span, std::uint64_t parent = 0);
    SpanBuilder& ids(TraceId trace, SpanId span, SpanId parent = {});
    /// The bytes as given, right or wrong.
    SpanBuilder& rawIds(std::string_view trace, std::string_view span, std::string_view parent = {});
    SpanBuilder& at(Nanos sinceMorning); ///< start; the length stays
    SpanBuilder& lasts(Nanos length);
    SpanBuilder& times(UnixNanos start, UnixNanos end);
    SpanBuilder& kind(SpanKind kind);
    SpanBuilder& status(StatusCode code, std::string_view message = {});
    SpanBuilder& error(std::string_view message) { return status(StatusCode::Error, message); }
    SpanBuilder& traceState(std::string_view state);
    SpanBuilder& flags(std::uint32_t flags);
    SpanBuilder& dropped(std::uint32_t attributes, std::uint32_t events, std::uint32_t links);

    SpanBuilder& attribute(std::string_view key, const Value& value);
    SpanBuilder& attribute(std::string_view key, std::string_view text) { return attribute(key, Value::string(text)); }
    SpanBuilder& attribute(std::string_view key, const char* text) { return attribute(key, Value::string(text)); }
    SpanBuilder& attribute(std::string_view key, int number) { return attribute(key, Value::integer(number)); }
    SpanBuilder& attribute(std::string_view key, std::int64_t number) { return attribute(key, Value::integer(number)); }
    SpanBuilder& attribute(std::string_view key, double number) { return attribute(key, Value::real(number)); }
    SpanBuilder& attribute(std::string_view key, bool yes) { return attribute(key, Value::boolean(yes)); }

    SpanBuilder& event(
        std::string_view name, Nanos sinceMorning = {}, std::initializer_list<Attribute> attributes = {});
    SpanBuilder& link(TraceId trace, SpanId span, std::initializer_list<Attribute> attributes = {});

    /// The message so far, for what has no call here; include "trace.pb.h" to change it.
    otlp::ExportTraceServiceRequest& message() { return *m_request; }
    otlp::Span& lastSpan();

    std::string payload() const; ///< protobuf
    std::shared_ptr<const SpanBatch> batch() const; ///< the payload, decoded; aborts when it cannot be

private:
    otlp::ResourceSpans& lastResource();
    otlp::ScopeSpans& lastScope();

    std::unique_ptr<otlp::ExportTraceServiceRequest> m_request;
    std::uint64_t m_count = 0;
};

} // namespace spanglass::test
