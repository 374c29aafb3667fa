#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppRules.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.protocol");

void unknownProtocol(AppJudge& judge, const AppSetting* protocol) {
    const QString value = protocol->clean().toLower();
    judge.failed(Check, "protocol-unknown"_L1, protocol, u"\"%1\" is no protocol of OTLP"_s.arg(value),
        u"SDKs know grpc, http/protobuf and http/json, and fall back or fail on anything else."_s,
        u"Set it to http/protobuf."_s);
    judge.offer(protocol,
        value.contains("grpc"_L1)       ? u"grpc"_s
            : value.contains("json"_L1) ? u"http/json"_s
                                        : u"http/protobuf"_s);
}

void workspaceProtocol(AppJudge& judge, const AppSetting* setting, AppProtocol protocol) {
    if (protocol == AppProtocol::Grpc) {
        judge.failed(Check, "protocol-grpc-to-workspace"_L1, setting,
            u"A workspace does not take OTLP over gRPC here"_s,
            u"Below /api/2.0/otel a workspace takes HTTP with protobuf alone."_s,
            u"Set the protocol to http/protobuf."_s);
        judge.offer(setting, u"http/protobuf"_s);
    } else if (protocol == AppProtocol::HttpJson) {
        judge.failed(Check, "protocol-json-to-workspace"_L1, setting, u"A workspace does not take OTLP as JSON"_s,
            u"It wants the content type application/x-protobuf."_s, u"Set the protocol to http/protobuf."_s);
        judge.offer(setting, u"http/protobuf"_s);
    }
}

void portRules(AppJudge& judge, const AppEndpoint& endpoint, AppProtocol protocol) {
    const bool isHttp = protocol == AppProtocol::Http || protocol == AppProtocol::HttpJson;
    const QString right = rightEndpoint(endpoint, protocol);
    if (protocol == AppProtocol::Grpc && endpoint.port == 4318) {
        judge.failed(Check, "protocol-grpc-on-http-port"_L1, endpoint.setting, u"gRPC is sent to the HTTP port"_s,
            u"Port 4318 takes OTLP over HTTP; gRPC is taken on 4317."_s,
            u"Use port 4317, or the protocol http/protobuf."_s);
        judge.offer(endpoint.setting, right);
    } else if (isHttp && endpoint.port == 4317) {
        judge.failed(Check, "protocol-http-on-grpc-port"_L1, endpoint.setting, u"HTTP is sent to the gRPC port"_s,
            u"Port 4317 takes gRPC; OTLP over HTTP is taken on 4318."_s, u"Use port 4318, or the protocol grpc."_s);
        judge.offer(endpoint.setting, right);
    } else if (protocol == AppProtocol::Unset && endpoint.port == 4317) {
        judge.warned(Check, "protocol-unset"_L1, endpoint.setting, u"Port 4317 takes gRPC, and no protocol is set"_s,
            u"Which protocol is used then differs: http/protobuf in most SDKs, gRPC in some."_s,
            u"Set OTEL_EXPORTER_OTLP_PROTOCOL to grpc."_s);
        judge.offerLine(u"OTEL_EXPORTER_OTLP_PROTOCOL"_s, u"grpc"_s);
    } else if (protocol == AppProtocol::Grpc && endpoint.path.size() > 1) {
        judge.failed(Check, "protocol-grpc-with-path"_L1, endpoint.setting, u"A gRPC endpoint has a path"_s,
            u"gRPC has methods in place of paths; SDKs drop the path or fail on it."_s, u"Leave the path out."_s);
        judge.offer(endpoint.setting, right);
    }
}

/// A Collector's gRPC exporter wants TLS unless it is told otherwise.
void collectorTls(AppJudge& judge, const AppEndpoint& endpoint) {
    const bool isPlain
        = judge.block().value("OTEL_EXPORTER_OTLP_INSECURE"_L1) == "true"_L1 || endpoint.scheme == "http"_L1;
    if (judge.block().form == AppBlock::Form::Collector && endpoint.kind == AppEndpoint::Kind::Loopback && !isPlain)
        judge.failed(Check, "protocol-tls-on-plain-port"_L1, endpoint.setting,
            u"The Collector speaks TLS to a plain port"_s,
            u"Its gRPC exporter uses TLS unless tls.insecure is true, and a receiver on this computer has none."_s,
            u"Add tls: with insecure: true below the exporter."_s);
}

} // namespace

void protocolRules(AppJudge& judge) {
    const AppSetting* setting = traceSetting(judge.block(), "PROTOCOL"_L1);
    const AppProtocol protocol = traceProtocol(judge.block());
    if (protocol == AppProtocol::Unknown && !setting->elsewhere)
        return unknownProtocol(judge, setting);
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    if (!endpoint)
        return;
    if (endpoint->kind == AppEndpoint::Kind::Workspace)
        return workspaceProtocol(judge, setting, protocol);
    portRules(judge, *endpoint, protocol);
    if (protocol == AppProtocol::Grpc)
        collectorTls(judge, *endpoint);
}

} // namespace spanglass
