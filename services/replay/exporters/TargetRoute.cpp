#include "services/replay/exporters/TargetRoute.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array SignalPaths{"/v1/traces"_L1, "/v1/logs"_L1, "/v1/metrics"_L1};

QLatin1StringView pathOf(Signal signal) { return SignalPaths[static_cast<std::size_t>(signal)]; }

const QString& tableOf(const ReplayTarget& target, Signal signal) {
    switch (signal) {
    case Signal::Logs:
        return target.logsTable;
    case Signal::Metrics:
        return target.metricsTable;
    case Signal::Traces:
        break;
    }
    return target.spansTable;
}

Result<QUrl> baseOf(const QString& address) {
    QUrl url(address.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return failure(ErrorCode::BadInput, u"\"%1\" is no address that can be sent to."_s.arg(address.left(200)),
            u"Write it with its scheme, as in http://127.0.0.1:4318 or https://collector.example."_s);
    if (!url.userInfo().isEmpty())
        return failure(ErrorCode::BadInput, u"The address holds a user or a password."_s,
            u"Take it out, and give a header Authorization instead."_s);
    QString path = url.path();
    const auto chop = [&] {
        while (path.endsWith(u'/'))
            path.chop(1);
    };
    chop();
    for (const QLatin1StringView tail : SignalPaths) {
        if (!path.endsWith(tail))
            continue;
        path.chop(tail.size());
        break;
    }
    chop();
    url.setPath(path);
    url.setFragment({});
    return url;
}

std::unexpected<Error> missing(const QString& what, const QString& remedy) {
    return failure(ErrorCode::BadInput, u"The target lacks %1."_s.arg(what), remedy);
}

} // namespace

Result<TargetRoute> TargetRoute::of(const ReplayTarget& target, const QString& host) {
    TargetRoute out;
    out.m_target = target;
    if (target.kind == TargetKind::Databricks) {
        if (target.spansTable.split(u'.').size() != 3)
            return missing(u"the table of spans"_s, u"Name it as catalog.schema.table."_s);
        if (host.isEmpty())
            return missing(u"the connection to its workspace"_s, u"Choose one, or add one in Connections."_s);
    }
    if (target.kind == TargetKind::MlflowServer && target.experimentId.isEmpty())
        return missing(u"the experiment"_s, u"Give its id; an MLflow server takes traces for one experiment."_s);
    const auto base = baseOf(target.kind == TargetKind::Databricks ? host : target.url);
    if (!base)
        return std::unexpected(base.error());
    out.m_base = *base;
    if (target.kind == TargetKind::Databricks) // databricks-api.md 4.1, confirmed
        out.m_base.setPath(out.m_base.path() + "/api/2.0/otel"_L1);
    if (target.kind == TargetKind::Otlp && target.wire == OtlpWire::Grpc && !out.m_base.path().isEmpty())
        return failure(ErrorCode::BadInput, u"An address for OTLP/gRPC has no path."_s,
            u"Leave \"%1\" out, or choose OTLP/HTTP."_s.arg(out.m_base.path()));
    return out;
}

bool TargetRoute::takes(Signal signal) const { return m_target.takes(signal); }

QUrl TargetRoute::url(Signal signal) const {
    QUrl out = m_base;
    out.setPath(out.path() + pathOf(signal));
    return out;
}

HttpFields TargetRoute::fields(Signal signal) const {
    switch (m_target.kind) {
    case TargetKind::Databricks:
        return {{"x-databricks-uc-table-name", tableOf(m_target, signal).toStdString()}};
    case TargetKind::MlflowServer:
        return {{"x-mlflow-experiment-id", m_target.experimentId.toStdString()}};
    case TargetKind::CollectorApp:
    case TargetKind::Otlp:
    case TargetKind::File:
        break;
    }
    return {};
}

PayloadFormat TargetRoute::form() const {
    return m_target.kind == TargetKind::Otlp && m_target.wire == OtlpWire::HttpJson ? PayloadFormat::Json
                                                                                    : PayloadFormat::Protobuf;
}

std::string TargetRoute::authority() const {
    const QString host = m_base.host().contains(u':') ? u'[' + m_base.host() + u']' : m_base.host();
    return host.toStdString() + ':' + std::to_string(m_base.port(isEncrypted() ? 443 : 80));
}

std::string grpcMethod(Signal signal) {
    switch (signal) {
    case Signal::Logs:
        return "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    case Signal::Metrics:
        return "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    case Signal::Traces:
        break;
    }
    return "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
}

} // namespace spanglass
