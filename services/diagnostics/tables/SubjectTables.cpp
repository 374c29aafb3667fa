#include "services/diagnostics/tables/SubjectTables.h"

#include "services/core/SetupTables.h"
#include "services/databricks/CatalogClient.h"
#include "services/diagnostics/CheckContext.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::vector<SubjectTable> ask(CheckContext& context) {
    const auto api = context.api();
    if (!api)
        return {};
    QStringList names = plannedTables(context.plan()).all();
    names.removeAll(QString());
    if (const QString spans = spansTableOf(context); !spans.isEmpty() && !names.contains(spans))
        names = {spans}; // made by hand, under names of its own
    CatalogClient catalogs(**api, context.ports().auth.thread);
    QList<QFuture<ApiOutcome<TableInfo>>> asked;
    for (const QString& name : names) {
        const QStringList parts = name.split(u'.');
        asked.append(catalogs.table(parts.value(0), parts.value(1), parts.value(2)));
    }
    std::vector<SubjectTable> out;
    for (qsizetype i = 0; i < names.size(); ++i)
        out.push_back({names[i], context.wait(asked[i])});
    return out;
}

} // namespace

QString spansTableOf(CheckContext& context) {
    const QString& named = context.subject().spansTable;
    return named.isEmpty() ? plannedTables(context.plan()).spans : named;
}

std::vector<SubjectTable> subjectTables(CheckContext& context) {
    return context.once<std::vector<SubjectTable>>(u"tables"_s, [&] { return ask(context); });
}

} // namespace spanglass
