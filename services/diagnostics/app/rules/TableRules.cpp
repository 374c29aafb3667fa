#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppHeaders.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.headers");

void missing(AppJudge& judge, const AppEndpoint& endpoint, const QList<AppHeader>& headers) {
    const auto meant
        = std::ranges::find_if(headers, [](const AppHeader& header) { return meansTableHeader(header.name); });
    const QString step = u"Send %1 with the full name of the spans table."_s.arg(TableHeader);
    if (meant != headers.end()) {
        judge.failed(Check, "table-header-name"_L1, meant->setting, u"The header with the table has another name"_s,
            u"A workspace reads %1, not %2."_s.arg(TableHeader, meant->name), step);
        offerHeader(judge, *meant, {}, true);
    } else if (!headers.isEmpty()) {
        judge.failed(Check, "table-header-missing"_L1, headers.front().setting,
            u"The header %1 is missing"_s.arg(TableHeader),
            u"Without it a workspace does not know the table, and refuses the request."_s, step);
        if (!judge.facts().spansTable.isEmpty())
            offerHeader(judge, headers.front(), {}, true);
    } else {
        // The program may set its headers itself.
        judge.warned(Check, "headers-missing"_L1, endpoint.setting, u"No headers for the workspace are configured"_s,
            u"A workspace wants %1 and Authorization; only if the program sets them itself is nothing missing."_s.arg(
                TableHeader),
            step);
    }
}

struct TableFault {
    QLatin1StringView rule;
    QString what;
    QString cause;
    bool isCertain = true; ///< the right name follows from the wrong one
};

std::optional<TableFault> faultOf(const QString& table, const QString& wanted) {
    const QString clean = cleanTable(table);
    if (clean != table)
        return TableFault{"table-quoted"_L1, u"The table's name has quotes or blanks"_s,
            u"The header takes the plain name; backticks belong to SQL."_s};
    const auto parts = table.split(u'.');
    if (parts.size() != 3 || parts.contains(QString()))
        return TableFault{"table-parts"_L1, u"The table's name has not three parts"_s,
            u"The header wants catalog.schema.table; \"%1\" is refused."_s.arg(table), false};
    for (const auto& other : {u"_otel_logs"_s, u"_otel_metrics"_s, u"_otel_annotations"_s})
        if (table.endsWith(other))
            return TableFault{"table-other-signal"_L1, u"The header names the table of another signal"_s,
                u"Spans go into the table whose name ends in _otel_spans."_s};
    if (!wanted.isEmpty() && table.compare(wanted, Qt::CaseInsensitive) != 0)
        return TableFault{"table-differs"_L1, u"The app sends to another table"_s,
            u"The spans table in question is %1."_s.arg(wanted)};
    return {};
}

} // namespace

void tableRules(AppJudge& judge) {
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    if (!endpoint || endpoint->kind != AppEndpoint::Kind::Workspace)
        return;
    const AppSetting* list = traceSetting(judge.block(), "HEADERS"_L1);
    const auto header = traceHeader(judge.block(), TableHeader);
    if (list && list->elsewhere)
        return;
    if (!header)
        return missing(judge, *endpoint, traceHeaders(judge.block()));
    if (header->elsewhere || header->value.contains("${"_L1))
        return;
    const QString wanted = judge.facts().spansTable;
    const auto fault = faultOf(header->value, wanted);
    if (!fault)
        return;
    judge.failed(Check, fault->rule, header->setting, fault->what, fault->cause,
        u"Set %1 to the full name of the spans table%2."_s.arg(
            TableHeader, wanted.isEmpty() ? QString() : u", "_s + wanted));
    if (fault->isCertain || !wanted.isEmpty())
        offerHeader(judge, *header,
            wanted.isEmpty() ? cleanTable(header->value).replace("_otel_logs"_L1, "_otel_spans"_L1) : wanted, true);
}

} // namespace spanglass
