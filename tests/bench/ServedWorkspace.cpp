#include "tests/bench/ServedWorkspace.h"

#include "services/auth/FixedToken.h"
#include "services/practice/PracticeWorkspace.h"
#include "tests/receiver/RawHttp.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace spanglass::test {

namespace {

constexpr QByteArrayView StatementsPath = "/api/2.0/sql/statements/";

} // namespace

int ServedWorkspace::serve() {
    PracticeWorkspace workspace;
    const auto address = workspace.start({});
    if (!address)
        return 1;
    std::printf("%s\n%s\n", address->url.toEncoded().constData(), qPrintable(address->secretsFile));
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return 0;
}

ServedWorkspace::ServedWorkspace() {
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), {u"--serve"_s});
    QList<QByteArray> lines;
    while (lines.size() < 2 && (m_process.canReadLine() || m_process.waitForReadyRead(30'000))) {
        while (m_process.canReadLine())
            lines << m_process.readLine().trimmed();
    }
    QFile secrets(QString::fromUtf8(lines.value(1)));
    if (!secrets.open(QIODevice::ReadOnly))
        qFatal("the practice workspace did not start");
    const QJsonArray people = QJsonDocument::fromJson(secrets.readAll()).object().value("principals"_L1).toArray();
    m_token = people.first().toObject().value("personal_access_token"_L1).toString().toLatin1();
    ConnectionSettings settings;
    settings.kind = ConnectionKind::Practice;
    settings.host = QString::fromUtf8(lines.first());
    settings.credential = CredentialKind::AccessToken;
    m_port = static_cast<quint16>(QUrl(settings.host).port());
    m_api = std::make_unique<ApiClient>(
        settings, std::make_shared<FixedToken>(FixedToken::bearer(Secret(m_token)), settings.host), m_auth.realPorts());
}

ServedWorkspace::~ServedWorkspace() {
    m_process.closeWriteChannel();
    m_process.waitForFinished(30'000);
}

DatabricksOptions ServedWorkspace::options() {
    DatabricksOptions options;
    options.statement.warehouseId = u"a1b2c3d4e5f60001"_s;
    options.calls = StatementCalls::over(*m_api);
    options.calls.call = [this, call = options.calls.call](const ApiRequest& request) {
        note({request.method, request.path.toUtf8(), request.body});
        return call(request);
    };
    options.calls.fetch = [this, fetch = options.calls.fetch](const ExternalLink& link) {
        const QUrl url = QUrl::fromEncoded(link.url);
        note({"GET", url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority), {}, false});
        return fetch(link);
    };
    return options;
}

void ServedWorkspace::note(Asked asked) {
    const std::scoped_lock lock(m_mutex);
    m_asked.push_back(std::move(asked));
}

std::vector<ServedWorkspace::Asked> ServedWorkspace::takeAsked() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_asked, {});
}

double ServedWorkspace::askBare(const std::vector<Asked>& questions) const {
    RawHttp http(m_port);
    QElapsedTimer timer;
    timer.start();
    for (const Asked& each : questions) {
        if (each.path.startsWith(StatementsPath) && each.method == "GET" && !each.path.contains("/result/"))
            continue; // a poll: its submission is asked with a wait
        QByteArray body = each.body;
        body.replace("\"wait_timeout\":\"0s\"", "\"wait_timeout\":\"50s\"");
        QByteArray head
            = each.method + ' ' + each.path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        if (each.isSigned)
            head += "Authorization: Bearer " + m_token + "\r\n";
        http.send(head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        RawReply reply = http.reply();
        while (reply.status == 0 && http.isConnected())
            reply = http.reply(); // a statement may take longer than one wait
        if (reply.status / 100 != 2 && reply.status != 400)
            qFatal("the server answered %d", reply.status);
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace spanglass::test
