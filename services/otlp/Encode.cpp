#include "services/otlp/Encode.h"

#include "services/otlp/ContentHash.h"
#include "services/otlp/Messages.h"

#include "trace.pb.h"

#include <google/protobuf/arena.h>

#include <unordered_map>

namespace spanglass {

namespace {

std::string text(std::string_view s) { return std::string(s); }

template <class Id> std::string bytesOf(Id id) {
    if (!id.isValid())
        return {};
    const auto bytes = id.bytes();
    return {bytes.data(), bytes.size()};
}

void setSpan(otlp::Span& out, const Span& span) {
    out.set_trace_id(bytesOf(span.traceId));
    out.set_span_id(bytesOf(span.spanId));
    out.set_parent_span_id(bytesOf(span.parentSpanId));
    out.set_trace_state(text(span.traceState));
    out.set_name(text(span.name));
    out.set_flags(span.flags);
    out.set_kind(static_cast<otlp::Span::SpanKind>(span.kind));
    out.set_start_time_unix_nano(span.start.value);
    out.set_end_time_unix_nano(span.end.value);
    addMessages(*out.mutable_attributes(), span.attributes);
    out.set_dropped_attributes_count(span.droppedAttributes);
    out.set_dropped_events_count(span.droppedEvents);
    out.set_dropped_links_count(span.droppedLinks);
    for (const SpanEvent& event : span.events) {
        otlp::Span::Event& added = *out.add_events();
        added.set_time_unix_nano(event.time.value);
        added.set_name(text(event.name));
        addMessages(*added.mutable_attributes(), event.attributes);
        added.set_dropped_attributes_count(event.droppedAttributes);
    }
    for (const SpanLink& link : span.links) {
        otlp::Span::Link& added = *out.add_links();
        added.set_trace_id(bytesOf(link.traceId));
        added.set_span_id(bytesOf(link.spanId));
        added.set_trace_state(text(link.traceState));
        addMessages(*added.mutable_attributes(), link.attributes);
        added.set_dropped_attributes_count(link.droppedAttributes);
        added.set_flags(link.flags);
    }
    if (span.status != StatusCode::Unset || !span.statusMessage.empty()) {
        out.mutable_status()->set_code(static_cast<otlp::Status::StatusCode>(span.status));
        out.mutable_status()->set_message(text(span.statusMessage));
    }
}

/// Finds or begins the group of a span.
class Grouping {
public:
    explicit Grouping(otlp::ExportTraceServiceRequest& request)
        : m_request(request) { }

    otlp::ScopeSpans& groupOf(const Span& span) {
        const std::uint64_t resource = hashOf(m_resourceHashes, *span.resource);
        ResourceGroup& group = m_groups[resource];
        if (!group.message)
            begin(group, *span.resource);
        otlp::ScopeSpans*& scope = group.scopes[hashOf(m_scopeHashes, *span.scope)];
        if (!scope)
            scope = begin(*group.message, *span.scope);
        return *scope;
    }

private:
    struct ResourceGroup {
        otlp::ResourceSpans* message = nullptr;
        std::unordered_map<std::uint64_t, otlp::ScopeSpans*> scopes;
    };

    template <class Item>
    static std::uint64_t hashOf(std::unordered_map<const Item*, std::uint64_t>& known, const Item& item) {
        const auto [place, added] = known.try_emplace(&item, 0);
        if (added)
            place->second = contentHash(item);
        return place->second;
    }

    void begin(ResourceGroup& group, const Resource& resource) {
        group.message = m_request.add_resource_spans();
        otlp::Resource& out = *group.message->mutable_resource();
        addMessages(*out.mutable_attributes(), resource.attributes);
        out.set_dropped_attributes_count(resource.droppedAttributes);
        group.message->set_schema_url(text(resource.schemaUrl));
    }

    static otlp::ScopeSpans* begin(otlp::ResourceSpans& group, const Scope& scope) {
        otlp::ScopeSpans* message = group.add_scope_spans();
        otlp::InstrumentationScope& out = *message->mutable_scope();
        out.set_name(text(scope.name));
        out.set_version(text(scope.version));
        addMessages(*out.mutable_attributes(), scope.attributes);
        out.set_dropped_attributes_count(scope.droppedAttributes);
        message->set_schema_url(text(scope.schemaUrl));
        return message;
    }

    otlp::ExportTraceServiceRequest& m_request;
    std::unordered_map<const Resource*, std::uint64_t> m_resourceHashes;
    std::unordered_map<const Scope*, std::uint64_t> m_scopeHashes;
    std::unordered_map<std::uint64_t, ResourceGroup> m_groups;
};

} // namespace

std::string encodeTraces(std::span<const Span* const> spans) {
    google::protobuf::Arena arena;
    auto* request = google::protobuf::Arena::CreateMessage<otlp::ExportTraceServiceRequest>(&arena);
    Grouping groups(*request);
    for (const Span* span : spans)
        setSpan(*groups.groupOf(*span).add_spans(), *span);
    return request->SerializeAsString();
}

} // namespace spanglass
