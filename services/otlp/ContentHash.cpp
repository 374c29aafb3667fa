#include "services/otlp/ContentHash.h"

#include <xxhash.h>

#include <bit>
#include <cmath>
#include <unordered_map>

namespace spanglass {

namespace {

/// Puts content into one canonical byte string and hashes that.
class Hasher {
public:
    std::uint64_t span(const Span& span, std::uint64_t resource, std::uint64_t scope) {
        m_bytes.clear();
        number(span.traceId.high);
        number(span.traceId.low);
        number(span.spanId.value);
        number(span.parentSpanId.value);
        text(span.traceState);
        text(span.name);
        number(span.flags);
        number(static_cast<std::uint32_t>(span.kind));
        number(span.start.value);
        number(span.end.value);
        attributes(span.attributes);
        number(span.events.size());
        for (const SpanEvent& e : span.events) {
            number(e.time.value);
            text(e.name);
            attributes(e.attributes);
            number(e.droppedAttributes);
        }
        number(span.links.size());
        for (const SpanLink& l : span.links) {
            number(l.traceId.high);
            number(l.traceId.low);
            number(l.spanId.value);
            text(l.traceState);
            attributes(l.attributes);
            number(l.droppedAttributes);
            number(l.flags);
        }
        number(span.droppedAttributes);
        number(span.droppedEvents);
        number(span.droppedLinks);
        number(static_cast<std::uint32_t>(span.status));
        text(span.statusMessage);
        number(resource);
        number(scope);
        return hashFrom(0);
    }

    std::uint64_t resource(const Resource& resource) {
        m_bytes.clear();
        attributes(resource.attributes);
        number(resource.droppedAttributes);
        text(resource.schemaUrl);
        return hashFrom(0);
    }

    std::uint64_t scope(const Scope& scope) {
        m_bytes.clear();
        text(scope.name);
        text(scope.version);
        attributes(scope.attributes);
        number(scope.droppedAttributes);
        text(scope.schemaUrl);
        return hashFrom(0);
    }

private:
    std::uint64_t hashFrom(std::size_t begin) const {
        return XXH3_64bits(m_bytes.data() + begin, m_bytes.size() - begin);
    }

    void number(std::uint64_t v) { m_bytes.append(reinterpret_cast<const char*>(&v), sizeof v); }

    void text(std::string_view s) {
        number(s.size());
        m_bytes.append(s);
    }

    /// The sum of the entries' hashes does not depend on their order.
    void attributes(Attributes list) {
        std::uint64_t sum = 0;
        const std::size_t begin = m_bytes.size();
        for (const Attribute& attribute : list) {
            text(attribute.key);
            value(attribute.value);
            sum += hashFrom(begin);
            m_bytes.resize(begin);
        }
        number(list.size());
        number(sum);
    }

    void value(const Value& v) {
        number(static_cast<std::uint64_t>(v.type()));
        switch (v.type()) {
        case Value::Type::Empty:
            return;
        case Value::Type::String:
        case Value::Type::Bytes:
            return text(v.text());
        case Value::Type::Bool:
            return number(v.boolean());
        case Value::Type::Int:
            return number(static_cast<std::uint64_t>(v.integer()));
        case Value::Type::Double:
            return number(std::isnan(v.real()) ? 0x7FF8000000000000ull : std::bit_cast<std::uint64_t>(v.real()));
        case Value::Type::Array:
            number(v.items().size());
            for (const Value& item : v.items())
                value(item);
            return;
        case Value::Type::KeyValues:
            return attributes(v.entries());
        }
    }

    static_assert(std::endian::native == std::endian::little);
    std::string m_bytes;
};

} // namespace

std::uint64_t contentHash(const Span& span) {
    Hasher hasher;
    const std::uint64_t resource = hasher.resource(*span.resource);
    const std::uint64_t scope = hasher.scope(*span.scope);
    return hasher.span(span, resource, scope);
}

std::uint64_t contentHash(const Resource& resource) { return Hasher().resource(resource); }
std::uint64_t contentHash(const Scope& scope) { return Hasher().scope(scope); }

std::vector<std::uint64_t> contentHashes(const SpanBatch& batch) {
    Hasher hasher;
    std::unordered_map<const Resource*, std::uint64_t> resources;
    std::unordered_map<const Scope*, std::uint64_t> scopes;
    for (const Resource& resource : batch.resources)
        resources.emplace(&resource, hasher.resource(resource));
    for (const Scope& scope : batch.scopes)
        scopes.emplace(&scope, hasher.scope(scope));
    std::vector<std::uint64_t> hashes;
    hashes.reserve(batch.spans.size());
    for (const Span& span : batch.spans)
        hashes.push_back(hasher.span(span, resources.at(span.resource), scopes.at(span.scope)));
    return hashes;
}

} // namespace spanglass
