#include "tests/app/CountingSink.h"
#include "tests/app/ForwardProgram.h"

#include <QTemporaryDir>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

/// Every span with all that the tables have of it, its types included, in one order.
const QString EverySpan
    = u"SELECT s.trace_id, s.span_id, s.parent_span_id, s.trace_state, s.flags, s.name, s.kind, "
      "s.start_time_unix_nano, s.end_time_unix_nano, s.attributes, s.attribute_types, "
      "s.dropped_attributes_count, s.events, s.dropped_events_count, s.links, s.dropped_links_count, "
      "s.status_code, s.status_message, s.content_hash, r.attributes, r.attribute_types, "
      "r.schema_url, c.name, c.version, c.attributes, c.schema_url FROM local.store.spans s "
      "JOIN local.store.resources r ON r.id = s.resource_id JOIN local.store.scopes c "
      "ON c.id = s.scope_id ORDER BY s.trace_id, s.span_id, s.name"_s;

QString everySpan(const QString& store) {
    return Program::run({u"sql"_s, u"--store"_s, store, u"--format"_s, u"csv"_s, EverySpan}).out;
}

QJsonObject summary(const Program::Outcome& outcome) { return QJsonDocument::fromJson(outcome.out.toUtf8()).object(); }

} // namespace

/// `spanglass replay` against a Spanglass that receives.
class TestReplayVerbs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_from = m_folder.filePath(u"from.duckdb"_s);
        QCOMPARE(Program::run({u"import"_s, u"--store"_s, m_from, u"--sample"_s}).status, 0);
        m_expected = everySpan(m_from);
        QVERIFY(m_expected.count(u'\n') > 10);
    }

    void aReplayArrivesWithoutADifference_data() {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("protobuf") << QString() << QStringList();
        QTest::newRow("whole requests, compressed") << QString() << QStringList{u"--whole-requests"_s, u"--gzip"_s};
        QTest::newRow("JSON") << u"json:"_s << QStringList();
        QTest::newRow("gRPC") << u"grpc"_s << QStringList();
    }
    void aReplayArrivesWithoutADifference() {
        QFETCH(QString, scheme);
        QFETCH(QStringList, more);
        const QString to = m_folder.filePath(u"to-%1.duckdb"_s.arg(QLatin1StringView(QTest::currentDataTag())));
        Program::Receiving target(to);
        const QString address = scheme == "grpc"_L1 ? u"grpc://"_s + target.line()["grpc"_L1][0].toString()
                                                    : scheme + target.line()["http"_L1][0].toString();
        const auto outcome = Program::run(QStringList{u"replay"_s, u"--store"_s, m_from, u"--to"_s, address} + more);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QCOMPARE(summary(outcome)["state"_L1].toString(), u"done"_s);
        QCOMPARE(target.end(), 0);
        QCOMPARE(everySpan(to), m_expected);
    }

    void whatATargetTookIsNotSentAgain() {
        Program::Receiving target(m_folder.filePath(u"twice.duckdb"_s));
        const QStringList replay{u"replay"_s, u"--store"_s, m_from, u"--to"_s, target.line()["http"_L1][0].toString()};
        const auto dry = Program::run(replay + QStringList{u"--dry-run"_s});
        QVERIFY2(dry.status == 0, qPrintable(dry.err));
        const int spans = summary(dry)["spans"_L1].toInt();
        QVERIFY(spans > 10);
        QCOMPARE(summary(Program::run(replay))["spans_taken"_L1].toInt(), spans);
        QCOMPARE(summary(Program::run(replay + QStringList{u"--dry-run"_s}))["spans_taken_before"_L1].toInt(), spans);
        const auto again = Program::run(replay);
        QCOMPARE(again.status, 0);
        QCOMPARE(summary(again)["spans_taken"_L1].toInt(), 0);
        QCOMPARE(summary(Program::run(replay + QStringList{u"--repeat"_s}))["spans_taken"_L1].toInt(), spans);
    }

    void anAddressWhereNobodyListensIsNamedWithTheNextStep() {
        const auto outcome
            = Program::run({u"replay"_s, u"--store"_s, m_from, u"--to"_s, u"http://127.0.0.1:9"_s, u"--dry-run"_s});
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.err.contains("Check the port"_L1), qPrintable(outcome.err));
    }

    void aStoreThatAnotherProcessHoldsIsReplayedThere() {
        ReceivingProgram holder(m_folder.filePath(u"held.duckdb"_s));
        QVERIFY(holder.start());
        QVERIFY(holder.post(requestOfTrace(7)));
        Program::Receiving target(m_folder.filePath(u"held-to.duckdb"_s));
        qputenv("SPANGLASS_TEST_KEY", "not-a-real-key");
        const auto outcome = Program::run({u"replay"_s, u"--store"_s, m_folder.filePath(u"held.duckdb"_s), u"--to"_s,
            target.line()["http"_L1][0].toString(), u"--header"_s, u"x-api-key=env:SPANGLASS_TEST_KEY"_s});
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QCOMPARE(summary(outcome)["spans_taken"_L1].toInt(), 1);
        QVERIFY(!outcome.out.contains("not-a-real-key"_L1));
    }

    void aReplayThatIsLeftSaysHowItGoesOn() {
        const QString store = m_folder.filePath(u"left.duckdb"_s);
        QFile file(m_folder.filePath(u"left.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 1; i <= 100; ++i)
            file.write(requestOfTrace(i) + '\n');
        file.close();
        QCOMPARE(Program::run({u"import"_s, u"--store"_s, store, file.fileName()}).status, 0);
        CountingSink sink(m_folder.filePath(u"left-counted"_s));
        QVERIFY(sink.start());
        const QStringList replay{u"replay"_s, u"--store"_s, store, u"--to"_s, sink.address()};
        QProcess program;
        program.start(QStringLiteral(SPANGLASS_PROGRAM),
            replay + QStringList{u"--whole-requests"_s, u"--rate"_s, u"5"_s, u"--at-once"_s, u"1"_s});
        QTRY_VERIFY_WITH_TIMEOUT(sink.size() > 1, 60'000);
        program.terminate();
        QVERIFY(program.waitForFinished(30'000));
        QCOMPARE(program.exitCode(), 1);
        const auto told = QJsonDocument::fromJson(program.readAllStandardOutput()).object();
        QCOMPARE(told["state"_L1].toString(), u"paused"_s);
        const QByteArray said = program.readAllStandardError();
        QVERIFY2(said.contains("--resume --replay 1"), said.constData());

        const auto again = Program::run(replay);
        QCOMPARE(again.status, 3);
        QVERIFY2(again.err.contains("--resume --replay 1"_L1), qPrintable(again.err));
    }

    void aReplayGoesToAFile() {
        const QString file = m_folder.filePath(u"out.jsonl"_s);
        const auto outcome = Program::run({u"replay"_s, u"--store"_s, m_from, u"--to"_s, u"file:"_s + file});
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const QString to = m_folder.filePath(u"from-file.duckdb"_s);
        QCOMPARE(Program::run({u"import"_s, u"--store"_s, to, file}).status, 0);
        QCOMPARE(everySpan(to), m_expected);
    }

    void whatComesInIsPassedOn() {
        Program::Receiving target(m_folder.filePath(u"passed-to.duckdb"_s));
        ReceivingProgram source(m_folder.filePath(u"passed.duckdb"_s),
            {u"--forward"_s, target.line()["http"_L1][0].toString(), u"--drain"_s});
        QVERIFY(source.start());
        for (int i = 1; i <= 20; ++i)
            QVERIFY(source.post(requestOfTrace(i)));
        QCOMPARE(source.end(), 0);
        const auto told = QJsonDocument::fromJson(source.output()).object();
        QCOMPARE(told["sent_spans"_L1].toInt(), 20);
        QCOMPARE(told["repeated_requests"_L1].toInt(), 0);
        QCOMPARE(target.end(), 0);
        QCOMPARE(everySpan(m_folder.filePath(u"passed-to.duckdb"_s)), everySpan(m_folder.filePath(u"passed.duckdb"_s)));
    }

private:
    QTemporaryDir m_folder;
    QString m_from;
    QString m_expected;
};

QTEST_GUILESS_MAIN(TestReplayVerbs)
#include "tst_replay_verbs.moc"
