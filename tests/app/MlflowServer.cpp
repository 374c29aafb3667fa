#include "tests/app/MlflowServer.h"

#include <QFile>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace spanglass::test {

namespace {

constexpr int Patience = 120'000; // ms; Python loads a great deal first

QString freePort() {
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return QString::number(probe.serverPort());
}

} // namespace

std::optional<QString> MlflowServer::python() {
    const QString program = qEnvironmentVariable("SPANGLASS_INTEROP_CACHE") + u"/mlflow_server/venv/bin/python"_s;
    return QFileInfo::exists(program) ? std::optional(program) : std::nullopt;
}

MlflowServer::MlflowServer() {
    const QString port = freePort();
    m_url = QUrl(u"http://127.0.0.1:"_s + port);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"MLFLOW_DISABLE_TELEMETRY"_s, u"true"_s);
    environment.insert(u"DO_NOT_TRACK"_s, u"true"_s);
    environment.remove(u"MLFLOW_TRACKING_URI"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_folder.filePath(u"server.log"_s));
    m_process.setProgram(python().value_or(QString()));
    m_process.setArguments({u"-m"_s, u"mlflow"_s, u"server"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s, port,
        u"--workers"_s, u"1"_s, u"--backend-store-uri"_s, u"sqlite:///"_s + m_folder.filePath(u"mlflow.db"_s),
        u"--default-artifact-root"_s, m_folder.filePath(u"artifacts"_s)});
}

MlflowServer::~MlflowServer() {
    m_process.terminate(); // it ends its workers
    if (!m_process.waitForFinished(20'000))
        m_process.kill();
    m_process.waitForFinished();
}

bool MlflowServer::start() {
    m_process.start();
    return QTest::qWaitFor([this] { return !ask(u"/health"_s).isEmpty(); }, Patience);
}

QByteArray MlflowServer::log() {
    QFile file(m_folder.filePath(u"server.log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll().right(4'000) : QByteArray();
}

QByteArray MlflowServer::ask(const QString& path, const QByteArray& body) const {
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(m_url.resolved(QUrl(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setTransferTimeout(10'000);
    const std::unique_ptr<QNetworkReply> reply(body.isEmpty() ? network.get(request) : network.post(request, body));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 15'000) || reply->error() != QNetworkReply::NoError)
        return {};
    return reply->readAll();
}

} // namespace spanglass::test
