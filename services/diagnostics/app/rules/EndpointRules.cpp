#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppRules.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Kind = AppEndpoint::Kind;

constexpr QLatin1StringView Check("app.endpoint");

struct Fault {
    QLatin1StringView rule;
    QString what;
    QString cause;
    bool fails = true;
};
using MaybeFault = std::optional<Fault>;

MaybeFault schemeFault(const AppEndpoint& endpoint, AppProtocol protocol) {
    const bool isGrpc = protocol == AppProtocol::Grpc;
    if (endpoint.scheme.isEmpty() && !isGrpc)
        return Fault{"endpoint-without-scheme"_L1, u"The endpoint has no http:// or https://"_s,
            u"Without a scheme an SDK takes the host for the scheme, or refuses the address."_s};
    if (!endpoint.scheme.isEmpty() && endpoint.scheme != "http"_L1 && endpoint.scheme != "https"_L1 && !isGrpc)
        return Fault{"endpoint-scheme"_L1, u"OTLP is not spoken over %1://"_s.arg(endpoint.scheme),
            u"An exporter takes http:// and https:// alone."_s};
    if (endpoint.kind == Kind::Loopback && endpoint.scheme == "https"_L1)
        return Fault{"endpoint-https-on-plain-port"_L1, u"https:// is used on a plain port of this computer"_s,
            u"A receiver or Collector on this computer listens without TLS, so that the handshake fails."_s};
    const bool isDatabricks = endpoint.kind == Kind::Workspace || endpoint.kind == Kind::DatabricksApp;
    if (isDatabricks && endpoint.scheme == "http"_L1 && !endpoint.host.startsWith("127."_L1)
        && endpoint.host != "localhost"_L1)
        return Fault{"endpoint-http-to-workspace"_L1, u"A workspace is addressed over http://"_s,
            u"Databricks answers over TLS only, and a token must not travel in the clear."_s};
    return {};
}

MaybeFault workspacePathFault(const AppEndpoint& endpoint) {
    const QString& path = endpoint.path;
    const QString right = endpoint.isWhole ? u"/api/2.0/otel/v1/traces"_s : u"/api/2.0/otel"_s;
    if (path == right || (!endpoint.isWhole && path == right + u'/'))
        return {};
    if (!endpoint.isWhole && path.endsWith("/v1/traces"_L1))
        return Fault{"endpoint-doubled-path"_L1, u"The path of the traces comes twice"_s,
            u"The SDK appends /v1/traces to OTEL_EXPORTER_OTLP_ENDPOINT, and it stands there already."_s};
    if (path.contains("/api/2.0/tracing/otel"_L1))
        return Fault{"endpoint-old-form"_L1, u"The endpoint is the one of the private preview"_s,
            u"A workspace takes OTLP below /api/2.0/otel now."_s};
    if (path.startsWith("/api/2.0/otel"_L1) && endpoint.isWhole && !path.contains("traces"_L1))
        return Fault{"endpoint-lacks-path"_L1, u"The endpoint lacks /v1/traces"_s,
            u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is used as it is: nothing is appended."_s};
    return Fault{"endpoint-workspace-path"_L1, u"A workspace does not take traces at this path"_s,
        u"It takes OTLP at /api/2.0/otel/v1/traces and answers 404 elsewhere, /v1/traces included."_s};
}

MaybeFault pathFault(const AppEndpoint& endpoint) {
    const QString& path = endpoint.path;
    if (path.contains("//"_L1))
        return Fault{"endpoint-double-slash"_L1, u"The path has two slashes in a row"_s,
            u"A receiver takes // for another path and answers 404."_s};
    if (path.count("/v1/traces"_L1) > 1 || (!endpoint.isWhole && path.endsWith("/v1/traces"_L1)))
        return Fault{"endpoint-doubled-path"_L1, u"The path of the traces comes twice"_s,
            u"The SDK appends /v1/traces to OTEL_EXPORTER_OTLP_ENDPOINT, and it stands there already."_s};
    if (!endpoint.isWhole)
        return {};
    if (path.isEmpty() || path == "/"_L1)
        return Fault{"endpoint-lacks-path"_L1, u"The endpoint lacks /v1/traces"_s,
            u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is used as it is: the SDK posts to /, which answers 404."_s};
    if (path.endsWith("/v1/logs"_L1) || path.endsWith("/v1/metrics"_L1))
        return Fault{"endpoint-other-signal"_L1, u"Traces are sent to the path of another signal"_s,
            u"Spans are no log records and no data points; the server refuses them or drops them."_s};
    if (!path.endsWith("/v1/traces"_L1)) {
        // Some servers have paths of their own.
        const bool isKnown = endpoint.kind == Kind::Loopback || endpoint.kind == Kind::DatabricksApp;
        return Fault{"endpoint-path"_L1, u"The path of the endpoint does not end in /v1/traces"_s,
            u"OTLP servers take traces at /v1/traces; OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is used as it is."_s, isKnown};
    }
    return {};
}

MaybeFault placeFault(const AppEndpoint& endpoint, const AppBlock& block) {
    if (endpoint.kind != Kind::Loopback)
        return {};
    if (block.form == AppBlock::Form::DatabricksApp)
        return Fault{"endpoint-own-container"_L1, u"The app sends to itself"_s,
            u"In Databricks Apps localhost is the app's own container, and no receiver runs in it."_s};
    if (block.form == AppBlock::Form::Container)
        return Fault{"endpoint-own-container"_L1, u"The container sends to itself"_s,
            u"Within a container localhost is the container, not the computer that runs it."_s, false};
    return {};
}

void report(AppJudge& judge, const AppEndpoint& endpoint, AppProtocol protocol, const Fault& fault) {
    const QString right = rightEndpoint(endpoint, protocol);
    const bool isPlace = fault.rule == "endpoint-own-container"_L1;
    const QString step = isPlace ? u"Send to the host that the receiver or Collector runs on."_s
                                 : u"Set %1 to %2."_s.arg(endpoint.setting->name, right);
    judge.failed(Check, fault.rule, endpoint.setting, fault.what, fault.cause, step).fails = fault.fails;
    if (!isPlace && fault.fails)
        judge.offer(endpoint.setting, right);
}

} // namespace

void endpointRules(AppJudge& judge) {
    const AppSetting* setting = traceSetting(judge.block(), "ENDPOINT"_L1);
    if (!setting || setting->elsewhere)
        return;
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    if (!endpoint) {
        if (setting->clean().isEmpty())
            judge.warned(Check, "endpoint-empty"_L1, setting, u"%1 is empty"_s.arg(setting->name),
                u"An empty endpoint counts as none: spans go to port 4318 of the app's own computer."_s,
                u"Give the address, or remove the variable."_s);
        else
            judge.failed(Check, "endpoint-unreadable"_L1, setting, u"The endpoint is no web address"_s,
                u"It has blanks, a user name, a query or a port that is none."_s,
                u"Write it as https://host:port/path."_s);
        return;
    }
    const bool isWorkspace = endpoint->kind == Kind::Workspace;
    const AppProtocol protocol = isWorkspace ? AppProtocol::Http : traceProtocol(judge.block());
    MaybeFault fault = schemeFault(*endpoint, protocol);
    if (!fault && isWorkspace)
        fault = workspacePathFault(*endpoint);
    else if (!fault && protocol != AppProtocol::Grpc)
        fault = pathFault(*endpoint);
    if (!fault && endpoint->kind == Kind::Loopback && endpoint->port < 0)
        fault = Fault{"endpoint-lacks-port"_L1, u"The endpoint names no port"_s,
            u"Without a port the SDK goes to port 80, where no receiver listens."_s};
    if (!fault)
        fault = placeFault(*endpoint, judge.block());
    if (fault)
        report(judge, *endpoint, protocol, *fault);
}

} // namespace spanglass
