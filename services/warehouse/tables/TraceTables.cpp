#include "services/warehouse/tables/TraceTables.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr QStringView SpansSuffix = u"_otel_spans";

struct Member {
    QStringView suffix;
    QString TraceTables::*name;
};
constexpr Member Members[] = {{u"_otel_spans", &TraceTables::spans}, {u"_otel_logs", &TraceTables::logs},
    {u"_otel_metrics", &TraceTables::metrics}, {u"_otel_annotations", &TraceTables::annotations},
    {u"_unified", &TraceTables::unifiedView}, {u"_trace_unified", &TraceTables::unifiedView},
    {u"_metadata", &TraceTables::metadataView}, {u"_trace_metadata", &TraceTables::metadataView}};

} // namespace

QString tableName(const QStringList& parts) {
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    QStringList quoted;
    for (const QString& part : parts) {
        quoted += plain.match(part).hasMatch() ? part : QString(u'`' + QString(part).replace(u"`"_s, u"``"_s) + u'`');
    }
    return quoted.join(u'.');
}

QStringList tableNameParts(const QString& name) {
    static const QRegularExpression part(u"\\G(?:`((?:[^`]|``)+)`|([^`.]+))(\\.|$)"_s);
    QStringList parts;
    qsizetype at = 0;
    while (at < name.size()) {
        const QRegularExpressionMatch match = part.match(name, at);
        if (!match.hasMatch() || (match.captured(3) == u"." && match.capturedEnd() == name.size()))
            return {};
        parts += match.hasCaptured(1) && !match.captured(1).isEmpty() ? match.captured(1).replace(u"``"_s, u"`"_s)
                                                                      : match.captured(2);
        at = match.capturedEnd();
    }
    return parts;
}

std::vector<TraceTables> traceTablesIn(const QString& catalog, const QString& schema, const QStringList& names) {
    std::vector<TraceTables> all;
    for (const QString& spans : names) {
        if (!spans.endsWith(SpansSuffix, Qt::CaseInsensitive))
            continue;
        TraceTables tables;
        tables.prefix = spans.chopped(SpansSuffix.size());
        for (const auto& [suffix, member] : Members) {
            const QString wanted = tables.prefix + suffix;
            for (const QString& name : names) {
                if (name.compare(wanted, Qt::CaseInsensitive) == 0)
                    tables.*member = tableName({catalog, schema, name});
            }
        }
        all.push_back(std::move(tables));
    }
    return all;
}

TraceTables traceTablesOf(const TraceLocation& location) {
    const auto quoted = [](const QString& fullName) { return tableName(tableNameParts(fullName)); };
    TraceTables tables;
    tables.prefix = location.prefix.isEmpty() ? u"mlflow_experiment_trace"_s : location.prefix;
    tables.spans = location.spansTable.isEmpty()
        ? tableName({location.catalog, location.schema, tables.prefix + SpansSuffix})
        : quoted(location.spansTable);
    tables.logs = quoted(location.logsTable);
    tables.annotations = quoted(location.annotationsTable);
    return tables;
}

} // namespace spanglass
