#include "services/core/ReplayPlan.h"

#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// So that "http://Host:4318/" and "http://host:4318/v1/traces" are one target.
QString placeOf(const QString& address) {
    QUrl url(address);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.endsWith("/v1/traces"_L1))
        path.chop(10);
    const QString host = url.host() == "localhost"_L1 ? u"127.0.0.1"_s : url.host();
    return url.scheme() + u"://"_s + host + u':' + QString::number(url.port(url.scheme() == "https"_L1 ? 443 : 80))
        + path;
}

} // namespace

QString ReplayTarget::key() const {
    switch (kind) {
    case TargetKind::Databricks:
        return u"databricks "_s + (workspace.isEmpty() ? connectionId : workspace.toLower()) + u' '
            + spansTable.toLower();
    case TargetKind::CollectorApp:
    case TargetKind::Otlp:
        return u"otlp "_s + placeOf(url);
    case TargetKind::MlflowServer:
        return u"mlflow "_s + placeOf(url) + u' ' + experimentId;
    case TargetKind::File:
        break;
    }
    return u"file "_s + file;
}

bool ReplayTarget::takes(Signal signal) const {
    switch (kind) {
    case TargetKind::Databricks:
        return signal == Signal::Traces || !(signal == Signal::Logs ? logsTable : metricsTable).isEmpty();
    case TargetKind::CollectorApp: // the apps of the field have /v1/traces alone
    case TargetKind::MlflowServer: // likewise (databricks-api.md 4.5, confirmed)
        return signal == Signal::Traces;
    case TargetKind::Otlp:
    case TargetKind::File:
        break;
    }
    return true;
}

QString ReplayTarget::title() const {
    switch (kind) {
    case TargetKind::Databricks:
        return spansTable;
    case TargetKind::CollectorApp:
        return u"collector app %1"_s.arg(QUrl(url).host());
    case TargetKind::MlflowServer:
        return u"experiment %1 on %2"_s.arg(experimentId, url);
    case TargetKind::Otlp:
        return url + (wire == OtlpWire::Grpc ? u" (OTLP/gRPC)"_s : u" (OTLP/HTTP)"_s);
    case TargetKind::File:
        break;
    }
    return file;
}

} // namespace spanglass
