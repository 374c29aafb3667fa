#include "services/warehouse/tables/SpanRows.h"

#include "services/warehouse/tables/JsonValue.h"
#include "services/warehouse/tables/TableCells.h"

#include <charconv>
#include <map>

namespace spanglass {

namespace {

using Type = Value::Type;

constexpr std::size_t at(SpanCell cell) { return static_cast<std::size_t>(cell); }
constexpr std::size_t CellCount = at(SpanCell::Copy) + 1;

/// 64-bit numbers come as JSON numbers, or as texts.
std::int64_t wholeNumber(Attributes object, std::string_view key) {
    const Value* value = findAttribute(object, key);
    std::int64_t number = 0;
    if (value != nullptr && value->type() == Type::Int)
        number = value->integer();
    else if (value != nullptr && value->type() == Type::String)
        std::from_chars(value->text().data(), value->text().data() + value->text().size(), number);
    return number;
}

std::string_view textOf(Attributes object, std::string_view key) {
    const Value* value = findAttribute(object, key);
    return value != nullptr && value->type() == Type::String ? value->text() : std::string_view();
}

Attributes attributesOf(Attributes object) {
    const Value* value = findAttribute(object, "attributes");
    return value != nullptr && value->type() == Type::KeyValues ? value->entries() : Attributes();
}

class Rebuilding {
public:
    explicit Rebuilding(const SqlTable& table)
        : m_cells(table)
        , m_batch(std::make_shared<SpanBatch>(std::string())) { }

    Result<std::shared_ptr<const SpanBatch>> all() {
        if (auto there = m_cells.checked(CellCount); !there)
            return std::unexpected(there.error());
        m_batch->spans.reserve(m_cells.rowCount());
        for (std::size_t row = 0; row < m_cells.rowCount(); ++row)
            m_batch->spans.push_back(span(row));
        if (auto read = m_cells.checked(CellCount); !read)
            return std::unexpected(read.error());
        return std::shared_ptr<const SpanBatch>(std::move(m_batch));
    }

private:
    std::string_view kept(std::size_t row, SpanCell cell) { return m_batch->memory.keep(m_cells.text(row, at(cell))); }
    std::uint32_t count(std::size_t row, SpanCell cell) {
        return static_cast<std::uint32_t>(m_cells.integer(row, at(cell)));
    }

    /// The cell's JSON; empty for NULL and for a type that does not belong there.
    Value json(std::size_t row, SpanCell cell, Type type) {
        const std::string_view text = m_cells.text(row, at(cell));
        if (text.empty())
            return {};
        const auto value = jsonValue(text, m_batch->memory);
        if (!value || (value->type() != type && value->type() != Type::Empty)) {
            m_cells.noteFault(at(cell), type == Type::Array ? "a JSON array" : "a JSON object");
            return {};
        }
        return *value;
    }
    Attributes attributes(std::size_t row, SpanCell cell) {
        const Value value = json(row, cell, Type::KeyValues);
        return value.type() == Type::KeyValues ? value.entries() : Attributes();
    }

    std::span<const SpanEvent> events(std::size_t row) {
        const Value list = json(row, SpanCell::Events, Type::Array);
        std::vector<SpanEvent> events;
        for (const Value& each : list.type() == Type::Array ? list.items() : std::span<const Value>()) {
            if (each.type() != Type::KeyValues)
                continue;
            const Attributes event = each.entries();
            events.push_back({UnixNanos::fromBits(wholeNumber(event, "time_unix_nano")), textOf(event, "name"),
                attributesOf(event), static_cast<std::uint32_t>(wholeNumber(event, "dropped_attributes_count"))});
        }
        return m_batch->memory.keep(std::span<const SpanEvent>(events));
    }

    std::span<const SpanLink> links(std::size_t row) {
        const Value list = json(row, SpanCell::Links, Type::Array);
        std::vector<SpanLink> links;
        for (const Value& each : list.type() == Type::Array ? list.items() : std::span<const Value>()) {
            if (each.type() != Type::KeyValues)
                continue;
            const Attributes link = each.entries();
            links.push_back({TraceId::fromHex(textOf(link, "trace_id")).value_or(TraceId()),
                SpanId::fromHex(textOf(link, "span_id")).value_or(SpanId()), textOf(link, "trace_state"),
                attributesOf(link), static_cast<std::uint32_t>(wholeNumber(link, "dropped_attributes_count")),
                static_cast<std::uint32_t>(wholeNumber(link, "flags"))});
        }
        return m_batch->memory.keep(std::span<const SpanLink>(links));
    }

    /// Texts of the cells, which tell one resource or scope from another.
    std::string identity(std::size_t row, std::initializer_list<SpanCell> cells) const {
        std::string text;
        for (const SpanCell cell : cells) {
            text += m_cells.text(row, at(cell));
            text += '\0';
        }
        return text;
    }

    const Resource* resource(std::size_t row) {
        const Resource*& known = m_resources[identity(row,
            {SpanCell::ResourceAttributes, SpanCell::DroppedResourceAttributes, SpanCell::ResourceSchema,
                SpanCell::Service})];
        if (known == nullptr) {
            Resource& made = m_batch->resources.emplace_back();
            made.attributes = attributes(row, SpanCell::ResourceAttributes);
            made.droppedAttributes = count(row, SpanCell::DroppedResourceAttributes);
            made.schemaUrl = kept(row, SpanCell::ResourceSchema);
            made.serviceName = kept(row, SpanCell::Service);
            known = &made;
        }
        return known;
    }

    const Scope* scope(std::size_t row) {
        const Scope*& known = m_scopes[identity(row,
            {SpanCell::ScopeName, SpanCell::ScopeVersion, SpanCell::ScopeAttributes, SpanCell::DroppedScopeAttributes,
                SpanCell::ScopeSchema})];
        if (known == nullptr) {
            Scope& made = m_batch->scopes.emplace_back();
            made.name = kept(row, SpanCell::ScopeName);
            made.version = kept(row, SpanCell::ScopeVersion);
            made.attributes = attributes(row, SpanCell::ScopeAttributes);
            made.droppedAttributes = count(row, SpanCell::DroppedScopeAttributes);
            made.schemaUrl = kept(row, SpanCell::ScopeSchema);
            known = &made;
        }
        return known;
    }

    Span span(std::size_t row) {
        Span span;
        span.traceId = m_cells.traceId(row, at(SpanCell::TraceId));
        span.spanId = m_cells.spanId(row, at(SpanCell::SpanId));
        span.parentSpanId = m_cells.parentId(row, at(SpanCell::ParentId));
        span.traceState = kept(row, SpanCell::TraceState);
        span.name = kept(row, SpanCell::Name);
        span.flags = count(row, SpanCell::Flags);
        span.kind = spanKindFromName(m_cells.text(row, at(SpanCell::Kind)));
        span.start = m_cells.time(row, at(SpanCell::Start));
        span.end = m_cells.time(row, at(SpanCell::End));
        span.attributes = attributes(row, SpanCell::SpanAttributes);
        span.events = events(row);
        span.links = links(row);
        span.droppedAttributes = count(row, SpanCell::DroppedAttributes);
        span.droppedEvents = count(row, SpanCell::DroppedEvents);
        span.droppedLinks = count(row, SpanCell::DroppedLinks);
        span.status = statusCodeFromName(m_cells.text(row, at(SpanCell::Status)));
        span.statusMessage = kept(row, SpanCell::StatusMessage);
        span.resource = resource(row);
        span.scope = scope(row);
        span.ordinal = count(row, SpanCell::Copy);
        return span;
    }

    TableCells m_cells;
    std::shared_ptr<SpanBatch> m_batch;
    std::map<std::string, const Resource*> m_resources;
    std::map<std::string, const Scope*> m_scopes;
};

} // namespace

Result<std::shared_ptr<const SpanBatch>> readSpans(const SqlTable& table) { return Rebuilding(table).all(); }

} // namespace spanglass
