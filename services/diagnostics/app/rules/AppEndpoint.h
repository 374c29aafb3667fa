#pragma once

#include "services/diagnostics/app/rules/AppJudge.h"

namespace spanglass {

/// How an exporter is told to speak.
enum class AppProtocol : std::uint8_t { Unset, Http, HttpJson, Grpc, Unknown };

/// An address that traces are sent to, taken apart.
struct AppEndpoint {
    enum class Kind : std::uint8_t {
        Workspace, ///< takes OTLP below /api/2.0/otel
        DatabricksApp, ///< a collector that runs as an app
        Loopback, ///< this computer: a receiver or collector without TLS
        Other,
    };

    const AppSetting* setting = nullptr;
    bool isWhole = false; ///< used as it is; the SDK appends /v1/traces to the other form
    QString scheme; ///< lower case; empty when there is none
    QString host; ///< lower case
    int port = -1;
    QString path;
    Kind kind = Kind::Other;

    /// Host and port as one.
    QString authority() const { return port < 0 ? host : host + u':' + QString::number(port); }
};

/// What holds for traces: the setting of the signal before the one for all signals. `what` is "ENDPOINT", "HEADERS"...
const AppSetting* traceSetting(const AppBlock& block, QLatin1StringView what);

/// Unset when there is none, or it is no address.
std::optional<AppEndpoint> traceEndpoint(const AppBlock& block, const AppFacts& facts);

AppProtocol traceProtocol(const AppBlock& block);

/// Whether a host is a Databricks workspace by its name.
bool isWorkspaceName(const QString& host);

/// The address as it ought to be written: scheme, port and path that fit what is there.
QString rightEndpoint(const AppEndpoint& endpoint, AppProtocol protocol);

} // namespace spanglass
