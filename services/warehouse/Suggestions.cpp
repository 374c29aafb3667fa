#include "services/warehouse/Suggestions.h"

#include "services/core/FilterText.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

namespace {

/// How far back suggestions look; attributes are ten times as many as spans, and repeat.
constexpr std::int64_t NewestRows = 120'000;
constexpr std::int64_t NewestForAttributes = 30'000;

std::string newest(const std::string& table, std::int64_t rows, BoundSql& sql) {
    // Row numbers follow the order of commits, and DuckDB skips row groups by them.
    return "local.store." + table + " x WHERE x.rowid >= (SELECT coalesce(max(rowid), 0) FROM local.store." + table
        + ") - " + sql.value(rows);
}

/// A subquery of one column `value`; empty when the field's values are not in the store.
std::string valuesOf(const SuggestQuery& query, BoundSql& sql) {
    switch (query.field) {
    case FilterField::Service:
        return "SELECT service_name AS value FROM local.store.resources";
    case FilterField::Name:
        return "SELECT x.name AS value FROM " + newest("spans", NewestRows, sql);
    case FilterField::Type:
        return "SELECT x.span_type AS value FROM " + newest("spans", NewestRows, sql);
    case FilterField::Root:
        return "SELECT x.root_name AS value FROM " + newest("trace_fragments", NewestRows, sql);
    case FilterField::Attribute:
        break;
    default:
        return {};
    }
    if (query.key.isEmpty())
        return "SELECT unnest(map_keys(x.attributes)) AS value FROM " + newest("spans", NewestForAttributes, sql)
            + " UNION ALL SELECT unnest(map_keys(attributes)) FROM local.store.resources";
    const std::string key = sql.value(query.key);
    return "SELECT map_extract_value(x.attributes, " + key + ") AS value FROM "
        + newest("spans", NewestForAttributes, sql) + " UNION ALL SELECT map_extract_value(attributes, " + key
        + ") FROM local.store.resources";
}

} // namespace

Result<QStringList> suggestValues(ReadContext& context, const SuggestQuery& query) {
    QStringList found;
    if (const QStringList choices = filterChoices(query.field); !choices.isEmpty()) {
        for (const QString& choice : choices) {
            if (choice.startsWith(query.prefix, Qt::CaseInsensitive))
                found += choice;
        }
        return found;
    }
    BoundSql sql;
    const std::string values = valuesOf(query, sql);
    if (values.empty())
        return found;
    const std::string prefix = "lower(" + sql.value(query.prefix) + ')';
    // A value of megabytes is no completion.
    sql << "SELECT value FROM (" << values << ") WHERE value <> '' AND strlen(value) <= 500 AND contains(lower(value), "
        << prefix << ") GROUP BY value ORDER BY starts_with(lower(value), " << prefix
        << ") DESC, count(*) DESC, value LIMIT " << sql.value(std::int64_t{query.limit});
    auto rows = sql.run(context.connection());
    if (!rows)
        return std::unexpected(rows.error());
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        const std::string_view text = columns[0].text(row);
        found += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace spanglass
