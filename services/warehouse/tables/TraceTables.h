#pragma once

#include "services/core/Experiment.h"
#include "services/warehouse/tables/TableShape.h"

#include <QStringList>

namespace spanglass {

/// The tables and views that belong together, by full name; empty where there is none.
struct TraceTables {
    QString prefix; ///< "mlflow_experiment_trace" for v1
    QString spans;
    QString logs;
    QString metrics;
    QString annotations; ///< v2 only
    QString unifiedView;
    QString metadataView;

    bool operator==(const TraceTables&) const = default;
};

/// "a.b.c", parts in backticks where they hold more than letters, digits and underscores.
QString tableName(const QStringList& parts);
/// The parts of such a name; empty when it is none.
QStringList tableNameParts(const QString& name);

/// Groups the tables of a schema by prefix: `<prefix>_otel_spans` and what goes with it (section 5; names confirmed).
std::vector<TraceTables> traceTablesIn(const QString& catalog, const QString& schema, const QStringList& names);

/// The tables of an experiment that is linked to Unity Catalog.
TraceTables traceTablesOf(const TraceLocation& location);

} // namespace spanglass
