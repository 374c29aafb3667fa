#pragma once

#include "services/warehouse/tables/SqlType.h"

#include <QHash>

#include <array>

namespace spanglass {

/// A column as a catalog lists it.
struct TableColumn {
    QString name;
    QString type; ///< "map<string,string>", "BIGINT"
};

/// What is read of a span, whatever the table calls it.
enum class SpanField : std::uint8_t {
    TraceId,
    SpanId,
    ParentSpanId,
    TraceState,
    Flags,
    Name,
    Kind,
    Start,
    End,
    SpanAttributes,
    DroppedAttributes,
    Events,
    DroppedEvents,
    Links,
    DroppedLinks,
    StatusCode,
    StatusMessage,
    ResourceAttributes,
    DroppedResourceAttributes,
    ResourceSchema,
    ScopeName,
    ScopeVersion,
    ScopeAttributes,
    DroppedScopeAttributes,
    ScopeSchema,
    Service,
    Time, ///< TIMESTAMP by which files can be skipped; only in conditions
    Date, ///< DATE, likewise
};
inline constexpr std::size_t SpanFieldCount = 28;

/// How a set of attributes is kept.
enum class AttributeForm : std::uint8_t {
    None,
    Map, ///< MAP<STRING, STRING>: types are lost
    Variant, ///< VARIANT: JSON types
    JsonText, ///< STRING that holds a JSON object
};

/// A difference between a table and the shape it should have.
struct ShapeFinding {
    QString column; ///< with the path inside it: "resource.attributes"
    QString expected; ///< type
    QString found; ///< type; empty when the column is missing
    bool blocking = false; ///< without it the table cannot be read as traces

    QString sentence() const;
    bool operator==(const ShapeFinding&) const = default;
};

/// A table of spans: which generation it is of, and how each field of a span is read from it in Databricks SQL.
///
/// Columns of v1 and v2: Unity Catalog trace tables as documented by third parties that quote the whole DDL
/// (confirmed). The seed-era spellings (`timestamp`, `start_time`, `status_code`, `span_kind`) are those of guides from
/// before v1 (confirmed in the guides, never seen in a live table).
struct TableShape {
    enum class Generation : std::uint8_t {
        Unknown, ///< cannot be read as spans
        Seed, ///< made by hand, with some of the older spellings
        V1, ///< attributes in MAP<STRING, STRING>
        V2, ///< attributes in VARIANT; time, date and service_name
    };

    QString table; ///< full name, parts in backticks where they need it
    Generation generation = Generation::Unknown;
    QString schemaVersion; ///< of the property otel.schemaVersion; empty when there is none
    AttributeForm attributes = AttributeForm::None;
    AttributeForm resourceAttributes = AttributeForm::None;
    AttributeForm scopeAttributes = AttributeForm::None;
    bool nestedEvents = false; ///< events is ARRAY<STRUCT>, so its parts can be taken out in SQL
    std::vector<ShapeFinding> findings;

    /// The field as an SQL expression over the table's columns; empty when the table does not have it.
    const QString& operator[](SpanField field) const { return m_sql[static_cast<std::size_t>(field)]; }
    bool has(SpanField field) const { return !(*this)[field].isEmpty(); }
    bool isReadable() const { return generation != Generation::Unknown; }
    /// One sentence that says what this is: "v2 trace table", "v1 trace table with 2 differences", ...
    QString summary() const;

private:
    friend TableShape recogniseSpans(
        const QString& table, const std::vector<TableColumn>& columns, const QHash<QString, QString>& properties);
    std::array<QString, SpanFieldCount> m_sql;
};

/// Reads the shape of a table from its columns and properties. Names are taken in any case and order. A table that
/// lacks what a span must have is Unknown, and its findings say why.
TableShape recogniseSpans(
    const QString& table, const std::vector<TableColumn>& columns, const QHash<QString, QString>& properties = {});

/// The name of the v1, v2 or seed-era generation as people read it.
QString generationName(TableShape::Generation generation);

/// Where columns differ from those that are expected: missing ones and other types, with the path inside them. Order
/// and further columns are no difference.
std::vector<ShapeFinding> columnDifferences(
    const std::vector<TableColumn>& expected, const std::vector<TableColumn>& found);

/// Columns that the spans table of a generation must have, in their documented order. Empty for the seed era.
const std::vector<TableColumn>& spanColumns(TableShape::Generation generation);

} // namespace spanglass
