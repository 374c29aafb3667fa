#pragma once

#include "services/core/SqlWarehouse.h"
#include "services/warehouse/tables/TraceTables.h"

#include <QFuture>
#include <QMap>

#include <memory>

namespace spanglass {

class AnswerThread;

/// A table of spans that was found, and what goes with it.
struct FoundTraceTable {
    TraceTables tables;
    TableShape shape;
};

/// Picks the tables of spans among the tables of a schema, by their columns: tables that were made by hand may have any
/// name. Those that cannot be read as spans are left out unless their name says that they should be.
std::vector<FoundTraceTable> traceTablesAmong(
    const QString& catalog, const QString& schema, const QMap<QString, std::vector<TableColumn>>& columnsByTable);

/// Finds tables of spans by asking the catalog's information_schema, which every reader of a table may see (columns
/// table_schema, table_name, column_name, ordinal_position, full_data_type; confirmed in Databricks' SQL manual). Any
/// thread.
class TraceTableFinder {
public:
    /// `warehouse` must outlive it.
    explicit TraceTableFinder(SqlWarehouse& warehouse);
    ~TraceTableFinder();

    QFuture<Result<std::vector<FoundTraceTable>>> inSchema(const QString& catalog, const QString& schema);
    /// The tables of an experiment that is linked to Unity Catalog. NotFound when its table of spans cannot be seen.
    QFuture<Result<FoundTraceTable>> ofExperiment(const TraceLocation& location);

private:
    SqlWarehouse& m_warehouse;
    std::unique_ptr<AnswerThread> m_thread;
};

} // namespace spanglass
