#include "services/diagnostics/report/Samples.h"

#include "services/core/ShownValue.h"
#include "services/core/Waited.h"
#include "services/store/AttributeTypes.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t MostSpans = 12;

/// `keys` is a JSON list, `letters` one for each.
QStringList attributesOf(const QString& keys, const QString& letters) {
    QStringList out;
    const QJsonArray names = QJsonDocument::fromJson(keys.toUtf8()).array();
    for (qsizetype i = 0; i < names.size(); ++i)
        out << names.at(i).toString() + u": "_s
                + valueTypeName(typeOfLetter(i < letters.size() ? letters[i].toLatin1() : 's'));
    out.sort();
    return out;
}

} // namespace

QList<SpanSketch> sampleSpans(SqlWarehouse& store, const std::function<bool()>& isCancelled) {
    SqlRequest request;
    request.rowLimit = MostSpans;
    request.sql = uR"(SELECT trace_id, span_id, coalesce(parent_span_id, ''), name, service_name,
        start_time_unix_nano, end_time_unix_nano - start_time_unix_nano, map_keys(attributes), attribute_types
        FROM local.traces.mlflow_experiment_trace_otel_spans
        WHERE trace_id = (SELECT trace_id FROM local.store.spans ORDER BY seq DESC LIMIT 1)
        ORDER BY start_time_unix_nano, seq)"_s;
    const auto table = waited(store.run(std::move(request)), isCancelled);
    QList<SpanSketch> out;
    if (!table)
        return out;
    for (std::size_t row = 0; row < table->rowCount(); ++row)
        out << SpanSketch{.traceId = table->text(row, 0),
            .spanId = table->text(row, 1),
            .parentId = table->text(row, 2),
            .name = table->text(row, 3),
            .service = table->text(row, 4),
            .start = QDateTime::fromMSecsSinceEpoch(table->text(row, 5).toLongLong() / 1'000'000, Qt::UTC),
            .took = {table->text(row, 6).toLongLong()},
            .attributes = attributesOf(table->text(row, 7), table->text(row, 8))};
    return out;
}

} // namespace spanglass
