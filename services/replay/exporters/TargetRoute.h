#pragma once

#include "services/core/Error.h"
#include "services/core/Ingest.h"
#include "services/core/ReplayPlan.h"
#include "services/net/HttpMessage.h"

#include <QUrl>

namespace spanglass {

/// Where requests of each signal go, and in what form. A value, without secrets. Not for files.
class TargetRoute {
public:
    /// `host`: of the workspace of a Databricks target, "https://adb-1.azuredatabricks.net". BadInput, with what is
    /// missing, for a target that cannot be addressed.
    static Result<TargetRoute> of(const ReplayTarget& target, const QString& host = {});

    const ReplayTarget& target() const { return m_target; }
    bool takes(Signal signal) const;
    /// Over HTTP; for gRPC the address without a path.
    QUrl url(Signal signal) const;
    /// What is sent with each request beside type, coding, credentials and own fields.
    HttpFields fields(Signal signal) const;
    /// In what form requests are sent, whatever they were captured in.
    PayloadFormat form() const;

    bool isEncrypted() const { return m_base.scheme() == QLatin1String("https"); }
    /// "127.0.0.1:4317", for gRPC.
    std::string authority() const;

private:
    ReplayTarget m_target;
    QUrl m_base; ///< without /v1/traces
};

/// "/opentelemetry.proto.collector.trace.v1.TraceService/Export" (OTLP specification, "OTLP/gRPC").
std::string grpcMethod(Signal signal);

} // namespace spanglass
