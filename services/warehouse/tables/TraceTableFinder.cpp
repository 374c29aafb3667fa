#include "services/warehouse/tables/TraceTableFinder.h"

#include "services/warehouse/tables/AnswerThread.h"
#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/TableCells.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t MaxColumns = 200'000;

using Columns = QMap<QString, std::vector<TableColumn>>;

SqlRequest columnsRequest(const QString& catalog, const QString& schema, const QString& table = {}) {
    NamedSql sql;
    sql << QString(u"SELECT table_name, column_name, full_data_type FROM IDENTIFIER("_s
        + sql.text(tableName({catalog, u"information_schema"_s, u"columns"_s})) + u") WHERE table_schema = "
        + sql.text(schema));
    if (!table.isEmpty())
        sql << QString(u" AND table_name = "_s + sql.text(table));
    sql << u" ORDER BY table_name, ordinal_position";
    return std::move(sql).request(MaxColumns);
}

Result<Columns> readColumns(const SqlTable& answer) {
    const TableCells cells(answer);
    if (auto there = cells.checked(3); !there)
        return std::unexpected(there.error());
    Columns columns;
    for (std::size_t row = 0; row < cells.rowCount(); ++row)
        columns[cells.qtext(row, 0)].push_back({cells.qtext(row, 1), cells.qtext(row, 2)});
    return columns;
}

} // namespace

std::vector<FoundTraceTable> traceTablesAmong(
    const QString& catalog, const QString& schema, const QMap<QString, std::vector<TableColumn>>& columnsByTable) {
    const std::vector<TraceTables> named = traceTablesIn(catalog, schema, columnsByTable.keys());
    std::vector<FoundTraceTable> found;
    for (auto table = columnsByTable.begin(); table != columnsByTable.end(); ++table) {
        const QString name = tableName({catalog, schema, table.key()});
        TableShape shape = recogniseSpans(name, table.value());
        const auto group = std::ranges::find(named, name, &TraceTables::spans);
        if (group != named.end()) {
            found.push_back({*group, std::move(shape)});
        } else if (shape.isReadable()) {
            TraceTables tables;
            tables.prefix = table.key();
            tables.spans = name;
            found.push_back({std::move(tables), std::move(shape)});
        }
    }
    return found;
}

TraceTableFinder::TraceTableFinder(SqlWarehouse& warehouse)
    : m_warehouse(warehouse)
    , m_thread(std::make_unique<AnswerThread>()) { }

TraceTableFinder::~TraceTableFinder() = default;

QFuture<Result<std::vector<FoundTraceTable>>> TraceTableFinder::inSchema(
    const QString& catalog, const QString& schema) {
    using Found = std::vector<FoundTraceTable>;
    return m_thread->decode<Found>(
        m_warehouse.run(columnsRequest(catalog, schema)), [catalog, schema](const SqlTable& answer) -> Result<Found> {
            const auto columns = readColumns(answer);
            if (!columns)
                return std::unexpected(columns.error());
            return traceTablesAmong(catalog, schema, *columns);
        });
}

QFuture<Result<FoundTraceTable>> TraceTableFinder::ofExperiment(const TraceLocation& location) {
    const TraceTables tables = traceTablesOf(location);
    const QStringList parts = tableNameParts(tables.spans);
    if (parts.size() != 3)
        return QtFuture::makeReadyFuture(Result<FoundTraceTable>(failure(ErrorCode::BadInput,
            u"The experiment names %1 as its table, which is no full name."_s.arg(tables.spans),
            u"Link the experiment to a schema again."_s)));
    return m_thread->decode<FoundTraceTable>(m_warehouse.run(columnsRequest(parts[0], parts[1], parts[2])),
        [tables, name = parts[2]](const SqlTable& answer) -> Result<FoundTraceTable> {
            const auto columns = readColumns(answer);
            if (!columns)
                return std::unexpected(columns.error());
            if (columns->isEmpty())
                return failure(ErrorCode::NotFound,
                    u"The experiment's table %1 is not there, or you may not see it."_s.arg(tables.spans),
                    u"Ask for USE CATALOG, USE SCHEMA and SELECT on it."_s);
            return FoundTraceTable{tables, recogniseSpans(tables.spans, columns->first())};
        });
}

} // namespace spanglass
