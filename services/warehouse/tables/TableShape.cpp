#include "services/warehouse/tables/TableShape.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Kind = SqlType::Kind;
using Generation = TableShape::Generation;

/// One way in which a table may keep a field: the column (with a path into it), its type, and the SQL that reads it,
/// where $ stands for the column. `seed` marks spellings from before v1.
struct Choice {
    SpanField field;
    QStringView column;
    Kind kind;
    QStringView sql = u"$";
    bool seed = false;
};

constexpr QStringView MicrosToNanos = u"(unix_micros($) * 1000)";
constexpr QStringView KindFromWord
    = u"concat('SPAN_KIND_', upper(replace(coalesce($, 'UNSPECIFIED'), 'SPAN_KIND_', '')))";
constexpr QStringView StatusFromWord
    = u"concat('STATUS_CODE_', upper(replace(coalesce(nullif($, ''), 'UNSET'), 'STATUS_CODE_', '')))";
constexpr QStringView StatusFromNumber
    = u"(CASE $ WHEN 2 THEN 'STATUS_CODE_ERROR' WHEN 1 THEN 'STATUS_CODE_OK' ELSE 'STATUS_CODE_UNSET' END)";

/// The first choice that a table has is taken.
constexpr Choice Choices[] = {
    {SpanField::TraceId, u"trace_id", Kind::Text},
    {SpanField::TraceId, u"trace_id", Kind::Binary, u"lower(hex($))", true},
    {SpanField::SpanId, u"span_id", Kind::Text},
    {SpanField::SpanId, u"span_id", Kind::Binary, u"lower(hex($))", true},
    // '' and NULL both stand for a root (section 5.1: assumed, so both are taken).
    {SpanField::ParentSpanId, u"parent_span_id", Kind::Text, u"coalesce($, '')"},
    {SpanField::ParentSpanId, u"parent_span_id", Kind::Binary, u"coalesce(lower(hex($)), '')", true},
    {SpanField::ParentSpanId, u"parent_id", Kind::Text, u"coalesce($, '')", true},
    {SpanField::TraceState, u"trace_state", Kind::Text},
    {SpanField::Flags, u"flags", Kind::Integer},
    {SpanField::Name, u"name", Kind::Text},
    {SpanField::Name, u"span_name", Kind::Text, u"$", true},
    {SpanField::Kind, u"kind", Kind::Text},
    {SpanField::Kind, u"kind", Kind::Integer, u"CAST($ AS STRING)", true},
    {SpanField::Kind, u"span_kind", Kind::Text, KindFromWord, true},
    {SpanField::Start, u"start_time_unix_nano", Kind::Integer},
    {SpanField::Start, u"start_time", Kind::Timestamp, MicrosToNanos, true},
    {SpanField::Start, u"timestamp", Kind::Timestamp, MicrosToNanos, true},
    {SpanField::End, u"end_time_unix_nano", Kind::Integer},
    {SpanField::End, u"end_time", Kind::Timestamp, MicrosToNanos, true},
    {SpanField::SpanAttributes, u"attributes", Kind::Map},
    {SpanField::SpanAttributes, u"attributes", Kind::Variant},
    {SpanField::SpanAttributes, u"attributes", Kind::Text, u"$", true},
    {SpanField::DroppedAttributes, u"dropped_attributes_count", Kind::Integer},
    {SpanField::Events, u"events", Kind::Array},
    {SpanField::Events, u"events", Kind::Variant, u"$", true},
    {SpanField::Events, u"events", Kind::Text, u"$", true},
    {SpanField::DroppedEvents, u"dropped_events_count", Kind::Integer},
    {SpanField::Links, u"links", Kind::Array},
    {SpanField::DroppedLinks, u"dropped_links_count", Kind::Integer},
    {SpanField::StatusCode, u"status.code", Kind::Text, u"coalesce($, 'STATUS_CODE_UNSET')"},
    {SpanField::StatusCode, u"status.code", Kind::Integer, StatusFromNumber, true},
    {SpanField::StatusCode, u"status_code", Kind::Text, StatusFromWord, true},
    {SpanField::StatusCode, u"status_code", Kind::Integer, StatusFromNumber, true},
    {SpanField::StatusMessage, u"status.message", Kind::Text},
    {SpanField::StatusMessage, u"status_message", Kind::Text, u"$", true},
    {SpanField::ResourceAttributes, u"resource.attributes", Kind::Map},
    {SpanField::ResourceAttributes, u"resource.attributes", Kind::Variant},
    {SpanField::ResourceAttributes, u"resource_attributes", Kind::Map, u"$", true},
    {SpanField::ResourceAttributes, u"resource_attributes", Kind::Text, u"$", true},
    {SpanField::ResourceAttributes, u"resource", Kind::Map, u"$", true},
    {SpanField::DroppedResourceAttributes, u"resource.dropped_attributes_count", Kind::Integer},
    {SpanField::ResourceSchema, u"resource_schema_url", Kind::Text},
    {SpanField::ScopeName, u"instrumentation_scope.name", Kind::Text},
    {SpanField::ScopeVersion, u"instrumentation_scope.version", Kind::Text},
    {SpanField::ScopeAttributes, u"instrumentation_scope.attributes", Kind::Map},
    {SpanField::ScopeAttributes, u"instrumentation_scope.attributes", Kind::Variant},
    {SpanField::DroppedScopeAttributes, u"instrumentation_scope.dropped_attributes_count", Kind::Integer},
    {SpanField::ScopeSchema, u"span_schema_url", Kind::Text},
    {SpanField::Service, u"service_name", Kind::Text},
    {SpanField::Time, u"time", Kind::Timestamp},
    {SpanField::Time, u"start_time", Kind::Timestamp, u"$", true},
    {SpanField::Time, u"timestamp", Kind::Timestamp, u"$", true},
    {SpanField::Date, u"date", Kind::Date},
};

/// What a table must have to be read as spans, and the type that is asked for when it has not.
constexpr std::pair<SpanField, std::pair<QStringView, QStringView>> Required[] = {
    {SpanField::TraceId, {u"trace_id", u"string"}},
    {SpanField::SpanId, {u"span_id", u"string"}},
    {SpanField::ParentSpanId, {u"parent_span_id", u"string"}},
    {SpanField::Name, {u"name", u"string"}},
    {SpanField::Start, {u"start_time_unix_nano", u"bigint"}},
    {SpanField::End, {u"end_time_unix_nano", u"bigint"}},
};

AttributeForm formOf(Kind kind) {
    switch (kind) {
    case Kind::Map:
        return AttributeForm::Map;
    case Kind::Variant:
        return AttributeForm::Variant;
    default:
        return AttributeForm::JsonText;
    }
}

/// All columns as one struct, so that paths work alike at every depth.
SqlType typeOf(const std::vector<TableColumn>& columns) {
    SqlType table;
    table.kind = Kind::Struct;
    for (const TableColumn& column : columns) {
        table.names += column.name;
        table.parts.push_back(SqlType::parse(column.type));
    }
    return table;
}

void compare(const SqlType& expected, const SqlType& found, const QString& path, std::vector<ShapeFinding>& findings) {
    if (expected.kind != found.kind) {
        findings.push_back({path, expected.text, found.text, false});
        return;
    }
    if (expected.kind == Kind::Array && !found.parts.empty()) {
        compare(expected.parts.front(), found.parts.front(), path, findings);
        return;
    }
    for (qsizetype i = 0; expected.kind == Kind::Struct && i < expected.names.size(); ++i) {
        const SqlType& wanted = expected.parts[static_cast<std::size_t>(i)];
        const QString inner = path.isEmpty() ? expected.names[i] : QString(path + u'.' + expected.names[i]);
        if (const SqlType* type = found.field(expected.names[i]))
            compare(wanted, *type, inner, findings);
        else
            findings.push_back({inner, wanted.text, {}, false});
    }
}

Generation generationOf(const TableShape& shape, const SqlType& table, bool seedSpelling) {
    if (seedSpelling || shape.attributes == AttributeForm::None || shape.attributes == AttributeForm::JsonText)
        return Generation::Seed;
    const bool leads = table.field(u"time") != nullptr || table.field(u"service_name") != nullptr;
    if (shape.attributes == AttributeForm::Variant || (shape.schemaVersion == u"v2" && leads))
        return Generation::V2;
    return Generation::V1;
}

/// A view shows the service, and the older spellings of a column, beside the documented columns: no difference.
void addServiceFallback(TableShape& shape, QString& service) {
    if (!service.isEmpty() || shape.resourceAttributes == AttributeForm::None)
        return;
    const QString& attributes = shape[SpanField::ResourceAttributes];
    service = shape.resourceAttributes == AttributeForm::Map ? QString(attributes + u"['service.name']")
                                                             : QString(attributes + u":['service.name']::string");
}

} // namespace

QString ShapeFinding::sentence() const {
    if (found.isEmpty())
        return u"Column %1 (%2) is missing."_s.arg(column, expected);
    return u"Column %1 is %2; it should be %3."_s.arg(column, found, expected);
}

QString generationName(Generation generation) {
    switch (generation) {
    case Generation::Seed:
        return u"hand-made trace table"_s;
    case Generation::V1:
        return u"v1 trace table"_s;
    case Generation::V2:
        return u"v2 trace table"_s;
    case Generation::Unknown:
        break;
    }
    return u"not a trace table"_s;
}

QString TableShape::summary() const {
    const QString name = generationName(generation);
    if (findings.empty())
        return name;
    return findings.size() == 1 ? QString(name + u", 1 difference")
                                : u"%1, %2 differences"_s.arg(name).arg(findings.size());
}

std::vector<ShapeFinding> columnDifferences(
    const std::vector<TableColumn>& expected, const std::vector<TableColumn>& found) {
    std::vector<ShapeFinding> differences;
    compare(typeOf(expected), typeOf(found), {}, differences);
    return differences;
}

TableShape recogniseSpans(
    const QString& table, const std::vector<TableColumn>& columns, const QHash<QString, QString>& properties) {
    TableShape shape;
    shape.table = table;
    shape.schemaVersion = properties.value(u"otel.schemaVersion"_s);
    const SqlType type = typeOf(columns);
    bool seedSpelling = false;
    for (const Choice& choice : Choices) {
        QString& sql = shape.m_sql[static_cast<std::size_t>(choice.field)];
        const SqlType* column = type.field(choice.column);
        if (!sql.isEmpty() || column == nullptr || column->kind != choice.kind)
            continue;
        sql = choice.sql.toString().replace(u'$', choice.column.toString());
        seedSpelling = seedSpelling || (choice.seed && choice.field != SpanField::Time);
        if (choice.field == SpanField::SpanAttributes)
            shape.attributes = formOf(choice.kind);
        else if (choice.field == SpanField::ResourceAttributes)
            shape.resourceAttributes = formOf(choice.kind);
        else if (choice.field == SpanField::ScopeAttributes)
            shape.scopeAttributes = formOf(choice.kind);
        else if (choice.field == SpanField::Events)
            shape.nestedEvents = column->field(u"time_unix_nano") != nullptr && column->field(u"name") != nullptr;
    }
    addServiceFallback(shape, shape.m_sql[static_cast<std::size_t>(SpanField::Service)]);
    shape.generation = generationOf(shape, type, seedSpelling);
    shape.findings = columnDifferences(spanColumns(shape.generation), columns);
    if (!shape.schemaVersion.isEmpty()
        && ((shape.schemaVersion == u"v1" && shape.generation == Generation::V2)
            || (shape.schemaVersion == u"v2" && shape.generation == Generation::V1)))
        shape.findings.push_back({u"otel.schemaVersion"_s, shape.generation == Generation::V1 ? u"v1"_s : u"v2"_s,
            shape.schemaVersion, false});
    for (const auto& [field, column] : Required) {
        if (shape.has(field))
            continue;
        const QString name = column.first.toString();
        const SqlType* there = type.field(name);
        std::erase_if(shape.findings, [&](const ShapeFinding& each) { return each.column == name; });
        shape.findings.push_back({name, column.second.toString(), there != nullptr ? there->text : QString(), true});
        shape.generation = Generation::Unknown;
    }
    return shape;
}

} // namespace spanglass
