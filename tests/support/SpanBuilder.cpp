#include "tests/support/SpanBuilder.h"

#include "services/otlp/Decode.h"
#include "services/otlp/Messages.h"

#include "trace.pb.h"

#include <cstdio>
#include <cstdlib>

namespace spanglass::test {

namespace {

template <class Id> std::string bytesOf(Id id) {
    const auto bytes = id.bytes();
    return {bytes.data(), bytes.size()};
}

Attributes listOf(std::initializer_list<Attribute> attributes) { return {attributes.begin(), attributes.size()}; }

} // namespace

SpanBuilder::SpanBuilder()
    : m_request(std::make_unique<otlp::ExportTraceServiceRequest>()) { }
SpanBuilder::~SpanBuilder() = default;
SpanBuilder::SpanBuilder(SpanBuilder&&) noexcept = default;
SpanBuilder& SpanBuilder::operator=(SpanBuilder&&) noexcept = default;

otlp::ResourceSpans& SpanBuilder::lastResource() {
    if (m_request->resource_spans().empty())
        service("shop");
    return *m_request->mutable_resource_spans()->rbegin();
}

otlp::ScopeSpans& SpanBuilder::lastScope() {
    if (lastResource().scope_spans().empty())
        scope("test.scope", "1.0");
    return *lastResource().mutable_scope_spans()->rbegin();
}

otlp::Span& SpanBuilder::lastSpan() {
    if (lastScope().spans().empty())
        span("span");
    return *lastScope().mutable_spans()->rbegin();
}

SpanBuilder& SpanBuilder::resource(Attributes attributes) {
    addMessages(*m_request->add_resource_spans()->mutable_resource()->mutable_attributes(), attributes);
    return *this;
}

SpanBuilder& SpanBuilder::resource(std::initializer_list<Attribute> attributes) { return resource(listOf(attributes)); }

SpanBuilder& SpanBuilder::service(std::string_view name) { return resource({{"service.name", Value::string(name)}}); }

SpanBuilder& SpanBuilder::resourceSchema(std::string_view url) {
    lastResource().set_schema_url(std::string(url));
    return *this;
}

SpanBuilder& SpanBuilder::scope(std::string_view name, std::string_view version, Attributes attributes) {
    otlp::InstrumentationScope& scope = *lastResource().add_scope_spans()->mutable_scope();
    scope.set_name(std::string(name));
    scope.set_version(std::string(version));
    addMessages(*scope.mutable_attributes(), attributes);
    return *this;
}

SpanBuilder& SpanBuilder::scopeSchema(std::string_view url) {
    lastScope().set_schema_url(std::string(url));
    return *this;
}

SpanBuilder& SpanBuilder::span(std::string_view name) {
    otlp::Span& added = *lastScope().add_spans();
    added.set_name(std::string(name));
    added.set_kind(otlp::Span::SPAN_KIND_INTERNAL);
    ids(1, ++m_count);
    return times(Morning, Morning + Nanos{1'000'000});
}

SpanBuilder& SpanBuilder::ids(std::uint64_t trace, std::uint64_t span, std::uint64_t parent) {
    return ids(traceId(trace), spanId(span), spanId(parent));
}

SpanBuilder& SpanBuilder::ids(TraceId trace, SpanId span, SpanId parent) {
    return rawIds(bytesOf(trace), bytesOf(span), parent.isValid() ? bytesOf(parent) : std::string());
}

SpanBuilder& SpanBuilder::rawIds(std::string_view trace, std::string_view span, std::string_view parent) {
    otlp::Span& target = lastSpan();
    target.set_trace_id(std::string(trace));
    target.set_span_id(std::string(span));
    target.set_parent_span_id(std::string(parent));
    return *this;
}

SpanBuilder& SpanBuilder::at(Nanos sinceMorning) {
    const std::uint64_t length = lastSpan().end_time_unix_nano() - lastSpan().start_time_unix_nano();
    const UnixNanos start = Morning + sinceMorning;
    return times(start, {start.value + length});
}

SpanBuilder& SpanBuilder::lasts(Nanos length) {
    const UnixNanos start{lastSpan().start_time_unix_nano()};
    return times(start, start + length);
}

SpanBuilder& SpanBuilder::times(UnixNanos start, UnixNanos end) {
    lastSpan().set_start_time_unix_nano(start.value);
    lastSpan().set_end_time_unix_nano(end.value);
    return *this;
}

SpanBuilder& SpanBuilder::kind(SpanKind kind) {
    lastSpan().set_kind(static_cast<otlp::Span::SpanKind>(kind));
    return *this;
}

SpanBuilder& SpanBuilder::status(StatusCode code, std::string_view message) {
    lastSpan().mutable_status()->set_code(static_cast<otlp::Status::StatusCode>(code));
    lastSpan().mutable_status()->set_message(std::string(message));
    return *this;
}

SpanBuilder& SpanBuilder::traceState(std::string_view state) {
    lastSpan().set_trace_state(std::string(state));
    return *this;
}

SpanBuilder& SpanBuilder::flags(std::uint32_t flags) {
    lastSpan().set_flags(flags);
    return *this;
}

SpanBuilder& SpanBuilder::dropped(std::uint32_t attributes, std::uint32_t events, std::uint32_t links) {
    lastSpan().set_dropped_attributes_count(attributes);
    lastSpan().set_dropped_events_count(events);
    lastSpan().set_dropped_links_count(links);
    return *this;
}

SpanBuilder& SpanBuilder::attribute(std::string_view key, const Value& value) {
    const Attribute attribute{key, value};
    addMessages(*lastSpan().mutable_attributes(), {&attribute, 1});
    return *this;
}

SpanBuilder& SpanBuilder::event(
    std::string_view name, Nanos sinceMorning, std::initializer_list<Attribute> attributes) {
    otlp::Span::Event& event = *lastSpan().add_events();
    event.set_name(std::string(name));
    event.set_time_unix_nano((Morning + sinceMorning).value);
    addMessages(*event.mutable_attributes(), listOf(attributes));
    return *this;
}

SpanBuilder& SpanBuilder::link(TraceId trace, SpanId span, std::initializer_list<Attribute> attributes) {
    otlp::Span::Link& link = *lastSpan().add_links();
    link.set_trace_id(bytesOf(trace));
    link.set_span_id(bytesOf(span));
    addMessages(*link.mutable_attributes(), listOf(attributes));
    return *this;
}

std::string SpanBuilder::payload() const { return m_request->SerializeAsString(); }

std::shared_ptr<const SpanBatch> SpanBuilder::batch() const {
    auto decoded = decodeTraces(payload(), PayloadFormat::Protobuf);
    if (!decoded) {
        std::fprintf(stderr, "SpanBuilder: %s\n", decoded.error().message.c_str());
        std::abort();
    }
    return *decoded;
}

} // namespace spanglass::test
