#pragma once

#include "tests/app/Program.h"

#include <QTcpSocket>
#include <QUrl>

namespace spanglass {

/// `spanglass receive` that is started again on the same store and port, however it ended.
class ReceivingProgram {
public:
    ReceivingProgram(QString store, QStringList more = {})
        : m_store(std::move(store))
        , m_more(std::move(more)) { }
    ~ReceivingProgram() { kill(); }

    /// False when it does not come up.
    bool start() {
        m_process = std::make_unique<QProcess>();
        m_process->start(QStringLiteral(SPANGLASS_PROGRAM),
            QStringList{QStringLiteral("receive"), QStringLiteral("--store"), m_store, QStringLiteral("--http"),
                QString::number(m_port), QStringLiteral("--grpc"), QStringLiteral("0")}
                + m_more);
        while (!m_process->canReadLine() && m_process->waitForReadyRead(60'000)) { }
        const QJsonObject line = QJsonDocument::fromJson(m_process->readLine()).object();
        m_port = QUrl(line[QLatin1StringView("http")][0].toString()).port(0);
        return m_port != 0;
    }
    void kill() {
        if (!m_process || m_process->state() == QProcess::NotRunning)
            return;
        m_process->kill();
        m_process->waitForFinished(60'000);
    }
    /// SIGTERM; gives the exit status.
    int end() {
        m_process->terminate();
        return m_process->waitForFinished(120'000) && m_process->exitStatus() == QProcess::NormalExit
            ? m_process->exitCode()
            : -1;
    }
    /// What it has written since the line with the addresses.
    QByteArray output() { return m_process->readAllStandardOutput(); }
    QByteArray complaints() { return m_process->readAllStandardError(); }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    /// Sends one OTLP/JSON request; whether it was acknowledged.
    bool post(const QByteArray& json) const {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(m_port));
        if (!socket.waitForConnected(5'000))
            return false;
        socket.write("POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: "
                     "close\r\nContent-Length: "
            + QByteArray::number(json.size()) + "\r\n\r\n" + json);
        while (!socket.canReadLine() && socket.waitForReadyRead(30'000)) { }
        return socket.readLine().contains(" 200 ");
    }

private:
    const QString m_store;
    const QStringList m_more;
    int m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

/// An OTLP/JSON request with one span of a trace of its own.
inline QByteArray requestOfTrace(int number) {
    const QByteArray id = QByteArray::number(number, 16).rightJustified(16, '0');
    return R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
           R"("scopeSpans":[{"spans":[{"traceId":"5350414e474c4153)"
        + id + R"(","spanId":")" + id
        + R"(","name":"checkout","kind":2,"startTimeUnixNano":"1771234567000000000","endTimeUnixNano":"1771234567340000000",)"
          R"("attributes":[{"key":"n","value":{"intValue":")"
        + QByteArray::number(number) + R"("}}]}]}]}]})";
}

} // namespace spanglass
