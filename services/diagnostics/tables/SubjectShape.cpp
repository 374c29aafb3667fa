#include "services/diagnostics/tables/SubjectShape.h"

#include "services/core/SetupTables.h"
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

bool isPlanned(CheckContext& context) {
    const QString spans = spansTableOf(context);
    return !spans.isEmpty() && plannedTables(context.plan()).spans.compare(spans, Qt::CaseInsensitive) == 0;
}

Result<TableShape> subjectShape(CheckContext& context) {
    const auto tables = subjectTables(context);
    if (tables.empty())
        return failure(ErrorCode::BadInput, u"No table of spans is named."_s);
    const SubjectTable& spans = tables.front();
    if (!spans.info)
        return std::unexpected<Error>(spans.info.error());
    std::vector<TableColumn> columns;
    for (const ColumnInfo& each : spans.info->columns)
        columns.push_back({each.name, each.typeText});
    const auto& properties = spans.info->properties;
    return recogniseSpans(tableName(spans.name.split(u'.')), columns,
        QHash<QString, QString>(properties.constKeyValueBegin(), properties.constKeyValueEnd()));
}

Result<SqlTable> asked(CheckContext& context, SqlRequest request) {
    const auto api = context.api();
    if (!api)
        return std::unexpected(api.error());
    const auto report = context.step(SetupStep::Warehouse); // which completes what the plan leaves open
    const QString id = report ? report->learned.warehouseId : context.plan().warehouseId;
    return context.wait(context.ports().warehouse(*api, id)->run(std::move(request)));
}

} // namespace spanglass
