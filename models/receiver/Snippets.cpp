#include "models/receiver/Snippets.h"

#include "models/receiver/ReceiverWords.h"
#include "models/receiver/SnippetTexts.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct EnvLine {
    QString name;
    QString value;
};

QString environmentText(const std::vector<EnvLine>& lines, EnvStyle style) {
    QString text;
    for (const EnvLine& line : lines) {
        switch (style) {
        case EnvStyle::Posix:
            text += u"export "_s + line.name + u"=\""_s + line.value + u"\"\n"_s;
            break;
        case EnvStyle::PowerShell:
            // In double quotes a bare $NAME would be a PowerShell variable, not one of the environment.
            text += u"$env:"_s + line.name + u" = \""_s + QString(line.value).replace(u"${"_s, u"${env:"_s) + u"\"\n"_s;
            break;
        case EnvStyle::DotEnv:
            text += line.name + u'=' + line.value + u'\n';
            break;
        }
    }
    return text;
}

/// Lines that begin with "[token]" stay only when a token is wanted, those with "[open]" only when none is.
QString fill(QLatin1StringView text, const QString& base, bool token) {
    QString filled;
    for (const QString& line : QString(text).split(u'\n')) {
        const bool forToken = line.startsWith("[token]"_L1);
        const bool forOpen = line.startsWith("[open]"_L1);
        if ((forToken && !token) || (forOpen && token))
            continue;
        filled += (forToken || forOpen ? line.sliced(line.indexOf(u']') + 1) : line) + u'\n';
    }
    filled.chop(1);
    return filled.replace("{base}"_L1, base);
}

std::vector<EnvLine> commonEnvironment(const QString& base, bool token) {
    std::vector<EnvLine> lines{{u"OTEL_EXPORTER_OTLP_ENDPOINT"_s, base},
        {u"OTEL_EXPORTER_OTLP_PROTOCOL"_s, u"http/protobuf"_s}, {u"OTEL_SERVICE_NAME"_s, u"my-app"_s}};
    // The values of this variable are percent-decoded by the SDKs (OTLP exporter specification, "headers").
    if (token)
        lines.push_back({u"OTEL_EXPORTER_OTLP_HEADERS"_s, u"authorization=Bearer%20${SPANGLASS_TOKEN}"_s});
    return lines;
}

/// MLflow takes gRPC for granted when no protocol is given, and its early releases know the traces variables only.
std::vector<EnvLine> mlflowEnvironment(const QString& base, bool token) {
    std::vector<EnvLine> lines{{u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_s, base + u"/v1/traces"_s},
        {u"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_s, u"http/protobuf"_s}, {u"OTEL_SERVICE_NAME"_s, u"my-app"_s}};
    if (token)
        lines.push_back({u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s, u"authorization=Bearer%20${SPANGLASS_TOKEN}"_s});
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
    std::vector<Snippet> snippets;
    for (const SnippetText& text : snippetTexts()) {
        const bool mlflow = text.id == "mlflow"_L1;
        snippets.push_back({QString(text.id), QString(text.title), QString(text.install),
            mlflow ? environmentText(mlflowEnvironment(base, token), style) : common, fill(text.code, base, token),
            QString(text.codeFile), QString(text.installFile)});
    }
    return snippets;
}

} // namespace spanglass
