#include "models/receiver/Snippets.h"

#include "models/common/TextTemplate.h"
#include "models/receiver/ReceiverWords.h"
#include "models/receiver/SnippetTexts.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

std::vector<EnvLine> commonEnvironment(const QString& base, bool token) {
    std::vector<EnvLine> lines{{u"OTEL_EXPORTER_OTLP_ENDPOINT"_s, base},
        {u"OTEL_EXPORTER_OTLP_PROTOCOL"_s, u"http/protobuf"_s}, {u"OTEL_SERVICE_NAME"_s, u"my-app"_s}};
    // The values of this variable are percent-decoded by the SDKs (OTLP exporter specification, "headers").
    if (token)
        lines.push_back(
            {u"OTEL_EXPORTER_OTLP_HEADERS"_s, u"authorization=Bearer%20${SPANGLASS_TOKEN}"_s, EnvValue::References});
    return lines;
}

/// MLflow takes gRPC for granted when no protocol is given, and its early releases know the traces variables only.
std::vector<EnvLine> mlflowEnvironment(const QString& base, bool token) {
    std::vector<EnvLine> lines{{u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_s, base + u"/v1/traces"_s},
        {u"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_s, u"http/protobuf"_s}, {u"OTEL_SERVICE_NAME"_s, u"my-app"_s}};
    if (token)
        lines.push_back({u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s, u"authorization=Bearer%20${SPANGLASS_TOKEN}"_s,
            EnvValue::References});
    return lines;
}

/// Snippets go to other computers once those may send: the first address is the one that they reach.
QString preferred(const QStringList& addresses, const ReceiverSettings& settings) {
    if (listensBeyondLoopback(settings))
        return addresses.value(0);
    for (const QString& address : addresses) {
        if (address.contains("127.0.0.1"_L1))
            return address;
    }
    return addresses.value(0);
}

QString configured(const QString& address, quint16 port) {
    const bool wildcard = address == "0.0.0.0"_L1 || address == "::"_L1;
    const QString host = address.isEmpty() || wildcard ? u"127.0.0.1"_s : address;
    return u"http://"_s + (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

} // namespace

QString httpBase(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings) {
    return snapshot.httpAddresses.isEmpty() ? configured(settings.httpAddress, settings.httpPort)
                                            : preferred(snapshot.httpAddresses, settings);
}

QString grpcBase(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings) {
    return snapshot.grpcAddresses.isEmpty() ? configured(settings.grpcAddress, settings.grpcPort)
                                            : QString(u"http://"_s + preferred(snapshot.grpcAddresses, settings));
}

std::vector<Snippet> connectSnippets(
    const ReceiverSnapshot& snapshot, const ReceiverSettings& settings, EnvStyle style) {
    const QString base = httpBase(snapshot, settings);
    const bool token = !settings.token.isEmpty();
    const QString common = environmentText(commonEnvironment(base, token), style);
    const QStringList marks = token ? QStringList{u"token"_s} : QStringList();
    std::vector<Snippet> snippets;
    for (const SnippetText& text : snippetTexts()) {
        const bool mlflow = text.id == "mlflow"_L1;
        snippets.push_back({QString(text.id), QString(text.title), QString(text.install),
            mlflow ? environmentText(mlflowEnvironment(base, token), style) : common,
            filledTemplate(text.code, {{"base"_L1, base}}, marks), QString(text.codeFile), QString(text.installFile)});
    }
    return snippets;
}

} // namespace spanglass
