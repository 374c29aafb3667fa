#include "tests/core/FailureTexts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace spanglass {

QList<FailureText> failureTexts() {
    QFile file(QStringLiteral(FAILURE_TEXTS));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("failure-texts.json cannot be read");
    QList<FailureText> out;
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& each : rows) {
        const QJsonObject row = each.toObject();
        out << FailureText{row["id"_L1].toString(),
            {.status = row["status"_L1].toInt(),
                .code = row["code"_L1].toString(),
                .text = row["text"_L1].toString(),
                .host = row["host"_L1].toString(),
                .path = row["path"_L1].toString()}};
    }
    return out;
}

QStringList healthyTexts() {
    return {
        u"The endpoint accepted the request."_s,
        u"HTTP 200, request id 4711"_s,
        u"3 rows in main.agents.traces_otel_spans."_s,
        u"The experiment's trace search finds it: https://w.example.com/ml/experiments/7/traces"_s,
        u"Spans created and flushed successfully"_s,
        u"MLflow configured"_s,
        u"Table created with full OTel v1 schema"_s,
        u"All required fields present (flags, dropped_attributes_count, events, links)"_s,
        u"Linked experiment '/Shared/agents' to main.traces"_s,
        u"The file spans.json was saved."_s,
        u"Port 4318 is in use by another program."_s,
        u"The store cannot be opened: the disk is full."_s,
        u"The parent directory was made."_s,
        u"The filter has no value after duration >"_s,
        u"statement 17 finished in 401 ms with 403 rows"_s,
        u"POST /v1/traces 200 in 12 ms"_s,
    };
}

} // namespace spanglass
