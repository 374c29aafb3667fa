#include "services/mlflow/MlflowTraceJson.h"

#include "services/auth/ApiReading.h"
#include "services/formats/MlflowReader.h"

#include <QDateTime>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QMap<QString, QString> textsUnder(const Json& object, const char* key) {
    QMap<QString, QString> texts;
    for (const auto& [name, value] : objectUnder(object, key).items()) {
        texts.insert(QString::fromStdString(name),
            value.is_string() ? QString::fromStdString(value.get<std::string>())
                              : QString::fromStdString(value.dump()));
    }
    return texts;
}

/// "0.25s", as protobuf's JSON writes a Duration.
Nanos durationUnder(const Json& object, const char* key) {
    QString text = textUnder(object, key);
    if (!text.endsWith(u's'))
        return {};
    text.chop(1);
    return {static_cast<std::int64_t>(text.toDouble() * 1e9)};
}

UnixNanos timeOf(const QString& rfc3339) {
    const QDateTime time = QDateTime::fromString(rfc3339, Qt::ISODateWithMs);
    return time.isValid() ? UnixNanos{static_cast<std::uint64_t>(time.toMSecsSinceEpoch()) * 1'000'000} : UnixNanos();
}

MlflowTraceInfo readInfo(const Json& json) {
    MlflowTraceInfo info;
    info.id = textUnder(json, "trace_id");
    info.traceId = TraceId::fromText(info.id).value_or(TraceId());
    info.state = textUnder(json, "state");
    info.start = timeOf(textUnder(json, "request_time"));
    info.duration = durationUnder(json, "execution_duration");
    info.requestPreview = textUnder(json, "request_preview");
    info.responsePreview = textUnder(json, "response_preview");
    info.tags = textsUnder(json, "tags");
    info.metadata = textsUnder(json, "trace_metadata");
    info.name = info.tags.value(u"mlflow.traceName"_s);
    return info;
}

} // namespace

std::optional<MlflowTracePage> readTracePage(const QByteArray& json) {
    const auto object = readObject(json);
    if (!object)
        return std::nullopt;
    MlflowTracePage page;
    for (const Json& info : objectsUnder(*object, "traces"))
        page.traces.append(readInfo(info));
    page.nextPageToken = textUnder(*object, "next_page_token");
    return page;
}

Result<std::shared_ptr<const SpanBatch>> readTrace(const QByteArray& info, const QByteArray& data) {
    const auto answer = readObject(info);
    if (!answer || data.isEmpty())
        return failure(ErrorCode::BadInput, u"The MLflow server's answer holds no trace."_s,
            u"Check that the address is that of an MLflow server."_s);
    const std::string_view spans(data.data(), static_cast<std::size_t>(data.size()));
    const std::string json = "{\"info\":" + objectUnder(objectUnder(*answer, "trace"), "trace_info").dump()
        + ",\"data\":" + std::string(spans) + '}';
    BatchBuilder batch;
    const ItemFaults faults = MlflowReader().add(json, batch);
    if (batch.size() == 0)
        return failure(ErrorCode::BadInput,
            faults.empty() ? u"The MLflow server gave no spans of this trace."_s
                           : u"The MLflow server's trace cannot be read: %1."_s.arg(faults.front().message),
            u"It may still be under way; try again when it has ended."_s);
    return batch.take();
}

} // namespace spanglass
