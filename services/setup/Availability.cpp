#include "services/setup/Availability.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

// Q_INIT_RESOURCE declares a function and so must stand outside any namespace. Resources of a static library are not
// there before it.
static void initSetupResources() { Q_INIT_RESOURCE(setup); }

namespace spanglass {

namespace {

QStringList texts(const QJsonValue& list) {
    QStringList out;
    const QJsonArray items = list.toArray();
    for (const auto& each : items)
        out << each.toString();
    return out;
}

} // namespace

Availability Availability::documented() {
    initSetupResources();
    QFile file(u":/setup/trace-tables.json"_s);
    file.open(QIODevice::ReadOnly);
    const QJsonObject facts = QJsonDocument::fromJson(file.readAll()).object();
    return {QDate::fromString(facts["date"_L1].toString(), Qt::ISODate), texts(facts["regions"_L1]),
        texts(facts["previews"_L1])};
}

std::optional<TraceTableForm> newestForm(SetupSession& session) {
    const auto answer
        = session.send(ApiRequest{.path = u"/api/5.0/mlflow/tracing/locations/00000000-0000-0000-0000-000000000000"_s});
    if (answer)
        return TraceTableForm::TablePrefix;
    const ApiFault& fault = answer.error().fault;
    if (fault.errorCode == "ENDPOINT_NOT_FOUND"_L1 || fault.errorCode == "FEATURE_DISABLED"_L1
        || fault.httpStatus == 501 || (fault.httpStatus == 404 && fault.errorCode.isEmpty()))
        return TraceTableForm::SchemaLinked;
    if (answer.error().code == ErrorCode::NotFound)
        return TraceTableForm::TablePrefix;
    return std::nullopt;
}

} // namespace spanglass
