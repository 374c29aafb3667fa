#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace spanglass {

/// The real program as a child process.
class Program {
public:
    struct Outcome {
        int status = -1;
        QString out;
        QString err;
    };

    static Outcome run(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        process.start(QStringLiteral(SPANGLASS_PROGRAM), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

    /// `spanglass receive` on free ports; ended with this.
    class Receiving {
    public:
        explicit Receiving(const QString& store) {
            m_process.start(QStringLiteral(SPANGLASS_PROGRAM),
                {QStringLiteral("receive"), QStringLiteral("--store"), store, QStringLiteral("--http"),
                    QStringLiteral("0"), QStringLiteral("--grpc"), QStringLiteral("0")});
            while (!m_process.canReadLine() && m_process.waitForReadyRead(30'000)) { }
            m_line = QJsonDocument::fromJson(m_process.readLine()).object();
        }
        ~Receiving() {
            if (m_process.state() != QProcess::NotRunning)
                end();
        }
        const QJsonObject& line() const { return m_line; }
        /// SIGTERM; gives the exit status.
        int end() {
            m_process.terminate();
            return m_process.waitForFinished(30'000) && m_process.exitStatus() == QProcess::NormalExit
                ? m_process.exitCode()
                : -1;
        }

    private:
        QProcess m_process;
        QJsonObject m_line;
    };

    /// A file with one OTLP/JSON request of a trace of two spans.
    static void writeTrace(const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            QFAIL("cannot write the trace file");
        file.write(
            R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
            R"("scopeSpans":[{"spans":[{"traceId":"000102030405060708090a0b0c0d0e0f","spanId":"0000000000000001",)"
            R"("name":"checkout","kind":2,"startTimeUnixNano":"1771234567000000000","endTimeUnixNano":"1771234567340000000"},)"
            R"({"traceId":"000102030405060708090a0b0c0d0e0f","spanId":"0000000000000002","parentSpanId":"0000000000000001",)"
            R"("name":"pay","kind":3,"startTimeUnixNano":"1771234567100000000","endTimeUnixNano":"1771234567200000000",)"
            R"("status":{"code":2,"message":"declined"}}]}]}]})"
            "\n");
    }
};

} // namespace spanglass
