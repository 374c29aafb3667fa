#include "services/diagnostics/app/rules/AppEndpoint.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView TracesPath("/v1/traces");
constexpr QLatin1StringView WorkspaceBase("/api/2.0/otel");

bool isLoopbackName(const QString& host) {
    return host == "localhost"_L1 || host.startsWith("127."_L1) || host == "[::1]"_L1 || host == "0.0.0.0"_L1;
}

AppEndpoint::Kind kindOf(const AppEndpoint& endpoint, const QString& workspace) {
    if (isWorkspaceName(endpoint.host) || (!workspace.isEmpty() && endpoint.authority() == workspace))
        return AppEndpoint::Kind::Workspace;
    if (endpoint.host.endsWith(".databricksapps.com"_L1))
        return AppEndpoint::Kind::DatabricksApp;
    return isLoopbackName(endpoint.host) ? AppEndpoint::Kind::Loopback : AppEndpoint::Kind::Other;
}

QString rightScheme(const AppEndpoint& endpoint) {
    using enum AppEndpoint::Kind;
    if (endpoint.kind == Loopback || isLoopbackName(endpoint.host))
        return u"http"_s;
    if (endpoint.kind == Workspace || endpoint.kind == DatabricksApp)
        return u"https"_s;
    if (!endpoint.scheme.isEmpty())
        return endpoint.scheme;
    return endpoint.port == 4317 || endpoint.port == 4318 ? u"http"_s : u"https"_s;
}

int rightPort(const AppEndpoint& endpoint, AppProtocol protocol) {
    const bool isGrpc = protocol == AppProtocol::Grpc;
    if (endpoint.port == -1 && endpoint.kind == AppEndpoint::Kind::Loopback)
        return isGrpc ? 4317 : 4318;
    if (endpoint.port == 4318 && isGrpc)
        return 4317;
    const bool isHttp = protocol == AppProtocol::Http || protocol == AppProtocol::HttpJson;
    return endpoint.port == 4317 && isHttp ? 4318 : endpoint.port;
}

QString rightPath(const AppEndpoint& endpoint, AppProtocol protocol) {
    if (endpoint.kind == AppEndpoint::Kind::Workspace)
        return endpoint.isWhole ? WorkspaceBase + TracesPath : QString(WorkspaceBase);
    if (protocol == AppProtocol::Grpc)
        return {};
    static const QRegularExpression slashes(u"/{2,}"_s);
    static const QRegularExpression signal(u"(?:/v1/(?:traces|logs|metrics))+/?$|/$"_s);
    QString path = endpoint.path;
    path.replace(slashes, u"/"_s).remove(signal);
    return endpoint.isWhole ? path + TracesPath : path;
}

} // namespace

bool isWorkspaceName(const QString& host) {
    static const QRegularExpression form(
        u"(?:\\.cloud\\.databricks\\.(?:com|us|mil)|\\.azuredatabricks\\.(?:net|us|cn)|\\.gcp\\.databricks\\.com|\\.databricks\\.azure\\.(?:us|cn))$"_s);
    return form.match(host).hasMatch() && !host.contains(".zerobus."_L1);
}

const AppSetting* traceSetting(const AppBlock& block, QLatin1StringView what) {
    const QByteArray signal = QByteArray("OTEL_EXPORTER_OTLP_TRACES_") + what.data();
    const QByteArray all = QByteArray("OTEL_EXPORTER_OTLP_") + what.data();
    const AppSetting* found = block.find(QLatin1StringView(signal));
    return found && !found->clean().isEmpty() ? found : block.find(QLatin1StringView(all));
}

std::optional<AppEndpoint> traceEndpoint(const AppBlock& block, const AppFacts& facts) {
    static const QRegularExpression form(
        u"^(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(\\[[0-9A-Fa-f:.]+\\]|[^\\s/:?#@]+)(?::(\\d{1,5}))?(/[^\\s?#]*)?$"_s);
    const AppSetting* setting = traceSetting(block, "ENDPOINT"_L1);
    if (!setting || setting->elsewhere)
        return {};
    const auto match = form.match(setting->clean());
    if (!match.hasMatch())
        return {};
    AppEndpoint out;
    out.setting = setting;
    out.isWhole = setting->key == "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_L1;
    out.scheme = match.captured(1).toLower();
    out.host = match.captured(2).toLower();
    out.port = match.captured(3).isEmpty() ? -1 : match.captured(3).toInt();
    out.path = match.captured(4);
    out.kind = kindOf(out, facts.workspace);
    return out;
}

AppProtocol traceProtocol(const AppBlock& block) {
    const AppSetting* setting = traceSetting(block, "PROTOCOL"_L1);
    const QString value = setting ? setting->clean() : QString();
    if (value.isEmpty())
        return AppProtocol::Unset;
    if (value == "http/protobuf"_L1)
        return AppProtocol::Http;
    if (value == "http/json"_L1)
        return AppProtocol::HttpJson;
    return value == "grpc"_L1 ? AppProtocol::Grpc : AppProtocol::Unknown;
}

QString rightEndpoint(const AppEndpoint& endpoint, AppProtocol protocol) {
    const int port = rightPort(endpoint, protocol);
    return rightScheme(endpoint) + u"://"_s + endpoint.host + (port < 0 ? QString() : u':' + QString::number(port))
        + rightPath(endpoint, protocol);
}

} // namespace spanglass
