#pragma once

#include <QFile>
#include <QHash>
#include <QProcess>
#include <QString>

namespace spanglass {

/// Runs tests/replay/counting_sink, again on the same port and file however it ended.
class CountingSink {
public:
    explicit CountingSink(QString file)
        : m_file(std::move(file)) { }
    ~CountingSink() { kill(); }

    /// False when it does not come up.
    bool start() {
        m_process = std::make_unique<QProcess>();
        m_process->start(QStringLiteral(COUNTING_SINK), {m_file, QString::number(m_port), QStringLiteral("20")});
        while (!m_process->canReadLine() && m_process->waitForReadyRead(60'000)) { }
        const int port = m_process->readLine().trimmed().toInt();
        const bool isSame = m_port == 0 || m_port == port;
        m_port = port;
        return port != 0 && isSame;
    }
    void kill() {
        if (!m_process || m_process->state() == QProcess::NotRunning)
            return;
        m_process->kill();
        m_process->waitForFinished(60'000);
    }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    /// How often each span came, by its id.
    QHash<int, int> counts() const {
        QHash<int, int> out;
        for (const QByteArray& line : lines())
            ++out[line.toInt()];
        return out;
    }
    qsizetype size() const { return lines().size(); }

private:
    QList<QByteArray> lines() const {
        QFile file(m_file);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QByteArray> out = file.readAll().split('\n');
        out.removeLast(); // behind the last line break
        return out;
    }

    const QString m_file;
    int m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace spanglass
