#include "tests/app/CountingSink.h"
#include "tests/app/ForwardProgram.h"
#include "tests/support/SpanBuilder.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

/// Of each kind; others by SPANGLASS_KILLS.
int kills() {
    const int asked = qEnvironmentVariableIntValue("SPANGLASS_KILLS");
    return asked > 0 ? asked : 50;
}

QRandomGenerator seeded() {
    const int asked = qEnvironmentVariableIntValue("SPANGLASS_SEED");
    const quint32 seed = asked > 0 ? static_cast<quint32>(asked) : QRandomGenerator::global()->bounded(1u, 1'000'000u);
    qInfo("SPANGLASS_SEED=%u SPANGLASS_KILLS=%d", seed, kills());
    return QRandomGenerator(seed);
}

/// The first two columns of an answer, as numbers.
QHash<int, int> asked(const QString& store, const QString& sql) {
    const auto told = Program::run({u"sql"_s, u"--store"_s, store, u"--format"_s, u"csv"_s, sql});
    if (told.status != 0)
        qFatal("%s", qPrintable(told.err));
    QHash<int, int> out;
    for (const QString& line : told.out.split(u'\n').sliced(1)) {
        if (!line.isEmpty())
            out[line.section(u',', 0, 0).toInt()] = line.section(u',', 1, 1).toInt();
    }
    return out;
}

/// By span: how often its request was named as one that the target may have got twice, or may have got.
QString namedSpans(const QString& parcels) {
    return u"SELECT CAST('0x' || s.span_id AS BIGINT), count(*) FROM (%1) p JOIN local.store.replay_pieces i ON i.job "
           u"= "
           "p.job AND i.piece BETWEEN p.first_piece AND p.last_piece JOIN local.store.spans s ON s.request_id = "
           "i.request_id GROUP BY 1"_s.arg(parcels);
}
const QString EverUncertain = u"SELECT q.* FROM local.store.replay_log l JOIN local.store.replay_parcels q "
                              "ON q.job = l.job AND q.number = l.number WHERE l.state = 'uncertain'"_s;
const QString StillUncertain
    = u"SELECT q.* FROM local.store.replay_parcels q JOIN (SELECT job, number, arg_max(state, step) AS state "
      "FROM local.store.replay_log GROUP BY job, number) l ON l.job = q.job AND l.number = q.number "
      "WHERE l.state = 'uncertain'"_s;

/// A connection that stays, over which protobuf comes.
class KeptConnection {
public:
    /// Whether it was acknowledged.
    bool post(const ReceivingProgram& program, int number) {
        if (m_socket.state() != QAbstractSocket::ConnectedState) {
            m_socket.abort();
            m_socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(program.address()).port()));
            if (!m_socket.waitForConnected(5'000))
                return false;
        }
        const auto id = static_cast<std::uint64_t>(number);
        const std::string body = SpanBuilder().service("shop").span("pay").ids(id, id).payload();
        m_socket.write("POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-protobuf\r\n"
                       "Content-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + QByteArray::fromStdString(body));
        QByteArray answer; // whose body is empty
        while (!answer.endsWith("\r\n\r\n") && m_socket.waitForReadyRead(30'000))
            answer += m_socket.readAll();
        return answer.startsWith("HTTP/1.1 200 ");
    }

private:
    QTcpSocket m_socket;
};

} // namespace

/// What sends and what takes are both killed again and again, and the target counts each span as often as it comes.
class TestKillProof : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsPassedOnIsNeverLostAndRepeatedOnlyWhereItIsNamed() {
        QTemporaryDir folder;
        auto random = seeded();
        CountingSink sink(folder.filePath(u"counted"_s));
        QVERIFY(sink.start());
        const QString store = folder.filePath(u"from.duckdb"_s);
        ReceivingProgram source(store, {u"--forward"_s, sink.address(), u"--drain"_s});
        QVERIFY(source.start());
        KeptConnection kept;
        int last = 0;
        // As an exporter does: the same again until it is acknowledged.
        const auto send = [&](int count) {
            for (const int end = last + count; last < end; ++last) {
                const int next = last + 1;
                while (!(next % 2 == 0 ? source.post(requestOfTrace(next)) : kept.post(source, next))) { }
            }
        };
        for (int i = 0; i < kills(); ++i) {
            send(random.bounded(1, 20));
            QTest::qWait(random.bounded(40));
            if (random.bounded(2) == 0) {
                source.kill();
                QVERIFY(source.start());
            } else {
                sink.kill();
                send(random.bounded(5));
                QVERIFY(sink.start());
            }
        }
        const int status = source.end();
        QVERIFY2(status == 0, source.complaints().constData());
        const auto summary = QJsonDocument::fromJson(source.output()).object();
        QCOMPARE(summary["waiting_requests"_L1].toInt(), 0);
        QCOMPARE(summary["lost_requests"_L1].toInt(), 0);
        const auto counts = sink.counts();
        const auto named = asked(store, namedSpans(EverUncertain));
        int repeated = 0;
        for (int span = 1; span <= last; ++span) {
            QVERIFY2(counts[span] >= 1, qPrintable(u"span %1 is lost"_s.arg(span)));
            QVERIFY2(counts[span] - 1 <= named[span],
                qPrintable(u"span %1 came %2 times, named %3 times"_s.arg(span).arg(counts[span]).arg(named[span])));
            repeated += counts[span] - 1;
        }
        QCOMPARE(counts.size(), last);
        QVERIFY(repeated <= summary["repeated_requests"_L1].toInt());
        qInfo("%d spans, %d repeated, %d named", last, repeated, summary["repeated_requests"_L1].toInt());
    }

    void aReplaySendsNothingTwiceAndNamesWhatItDoesNotKnow() {
        QTemporaryDir folder;
        auto random = seeded();
        const int spans = kills() * 60;
        const QString store = folder.filePath(u"from.duckdb"_s);
        captured(folder.filePath(u"spans.jsonl"_s), spans, store);
        CountingSink sink(folder.filePath(u"counted"_s));
        QVERIFY(sink.start());
        const QStringList replay{
            u"replay"_s, u"--store"_s, store, u"--to"_s, sink.address(), u"--whole-requests"_s, u"--rate"_s, u"150"_s};
        QProcess program;
        const auto isDone = [&program] {
            return program.state() == QProcess::NotRunning && !program.program().isEmpty()
                && program.exitStatus() == QProcess::NormalExit && program.exitCode() != 1;
        };
        const auto goOn = [&] {
            if (program.state() == QProcess::NotRunning && !isDone())
                program.start(
                    QStringLiteral(SPANGLASS_PROGRAM), sink.size() == 0 ? replay : replay + QStringList{u"--resume"_s});
        };
        for (int i = 0; i < kills(); ++i) {
            const qsizetype before = sink.size();
            QTRY_VERIFY_WITH_TIMEOUT((goOn(), sink.size() > before || isDone()), 60'000);
            QVERIFY2(!isDone(), "it ended before the last kill");
            QTest::qWait(random.bounded(200));
            if (random.bounded(2) == 0) {
                program.kill();
                program.waitForFinished(60'000);
            } else {
                sink.kill();
                QTest::qWait(random.bounded(100));
                QVERIFY(sink.start());
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT((goOn(), isDone()), 300'000);
        auto counts = sink.counts();
        const auto unknown = asked(store, namedSpans(StillUncertain));
        for (int span = 1; span <= spans; ++span) {
            QVERIFY2(counts[span] <= 1, qPrintable(u"span %1 came twice"_s.arg(span)));
            QVERIFY2(counts[span] == 1 || unknown.contains(span), qPrintable(u"span %1 is lost"_s.arg(span)));
        }
        QCOMPARE(program.exitCode(), unknown.isEmpty() ? 0 : 3);

        // What is not known is sent again when that is asked for, and nothing else.
        if (!unknown.isEmpty())
            QCOMPARE(Program::run(replay + QStringList{u"--resume"_s, u"--send-uncertain"_s}).status, 0);
        counts = sink.counts();
        int repeated = 0;
        for (int span = 1; span <= spans; ++span) {
            QVERIFY2(counts[span] >= 1, qPrintable(u"span %1 is lost"_s.arg(span)));
            QVERIFY(counts[span] == 1 || (counts[span] == 2 && unknown.contains(span)));
            repeated += counts[span] - 1;
        }
        QCOMPARE(counts.size(), spans);
        qInfo("%d spans, %d uncertain, %d of them had come", spans, int(unknown.size()), repeated);
    }

private:
    /// A store with one request for each span.
    static void captured(const QString& path, int spans, const QString& store) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int span = 1; span <= spans; ++span)
            file.write(requestOfTrace(span) + '\n');
        file.close();
        QCOMPARE(Program::run({u"import"_s, u"--store"_s, store, path}).status, 0);
    }
};

QTEST_GUILESS_MAIN(TestKillProof)
#include "tst_kill_proof.moc"
