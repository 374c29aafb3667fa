#include "tests/app/Program.h"

#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

const QString TraceHex = u"000102030405060708090a0b0c0d0e0f"_s;

} // namespace

class TestVerbs : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList on(const QString& verb, const QStringList& rest) const {
        return QStringList{verb, u"--store"_s, path(u"s.duckdb"_s)} + rest;
    }
    void fill() {
        Program::writeTrace(path(u"in.jsonl"_s));
        const auto import = Program::run(on(u"import"_s, {path(u"in.jsonl"_s)}));
        QVERIFY2(import.status == 0, qPrintable(import.err));
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void importSaysWhatItRead() {
        Program::writeTrace(path(u"in.jsonl"_s));
        const auto import = Program::run(on(u"import"_s, {path(u"in.jsonl"_s)}));
        QCOMPARE(import.err, QString());
        QCOMPARE(import.out, u"2 spans in 1 trace, 0 duplicates, 0 problems\n"_s);
        QCOMPARE(import.status, 0);
    }

    void theSampleHoldsTheExampleTraces() {
        const auto outcome = Program::run(on(u"import"_s, {u"--sample"_s}));
        QCOMPARE(outcome.status, 0);
        const auto roots = Program::run(on(u"sql"_s,
            {u"SELECT name FROM local.traces.mlflow_experiment_trace_otel_spans WHERE parent_span_id IS NULL"_s}));
        QVERIFY2(roots.out.contains(u"agent_execution"_s), qPrintable(roots.out));
        QVERIFY2(roots.out.contains(u"/rag/v1/answer"_s), qPrintable(roots.out));
    }

    void aFileThatIsNotThereFailsTheImport() {
        const auto import = Program::run(on(u"import"_s, {path(u"missing.jsonl"_s)}));
        QCOMPARE(import.status, 1);
        QVERIFY2(
            import.err.startsWith("spanglass: "_L1) && import.err.contains("missing.jsonl"_L1), qPrintable(import.err));
    }

    void sqlAnswersAsATable() {
        fill();
        const auto sql = Program::run(
            on(u"sql"_s, {u"SELECT name, span_id FROM mlflow_experiment_trace_otel_spans ORDER BY name"_s}));
        QCOMPARE(sql.err, QString());
        QCOMPARE(sql.status, 0);
        QVERIFY2(sql.out.contains("checkout  0000000000000001\npay       0000000000000002\n"_L1), qPrintable(sql.out));
    }

    void sqlAnswersAsJson() {
        fill();
        const auto sql = Program::run(on(u"sql"_s,
            {u"--format"_s, u"json"_s,
                u"SELECT count(*) AS n, max(name) AS name FROM mlflow_experiment_trace_otel_spans"_s}));
        const QJsonObject row = QJsonDocument::fromJson(sql.out.toUtf8()).array().at(0).toObject();
        QCOMPARE(row.value("n"_L1).toInt(), 2);
        QCOMPARE(row.value("name"_L1).toString(), u"pay"_s);
    }

    void sqlAnswersAsCsv() {
        fill();
        const auto sql = Program::run(on(u"sql"_s, {u"--format"_s, u"csv"_s, u"SELECT 'a,\"b' AS x, 1 AS y"_s}));
        QCOMPARE(sql.out, u"x,y\r\n\"a,\"\"b\",1\r\n"_s);
    }

    void aMistypedStoreIsNotMade() {
        const auto sql = Program::run(on(u"sql"_s, {u"SELECT 1"_s}));
        QCOMPARE(sql.status, 1);
        QVERIFY2(sql.err.contains(u"There is no store"_s), qPrintable(sql.err));
        QVERIFY(!QFile::exists(path(u"s.duckdb"_s)));
    }

    void aWrongStatementFailsOnOneLine() {
        fill();
        const auto sql = Program::run(on(u"sql"_s, {u"SELECT nonsense FROM nowhere"_s}));
        QCOMPARE(sql.status, 1);
        QCOMPARE(sql.out, QString());
        QCOMPARE(sql.err.count(u'\n'), 1);
    }

    void traceIsPrintedAsATree() {
        fill();
        const auto trace = Program::run(on(u"trace"_s, {TraceHex}));
        QCOMPARE(trace.status, 0);
        QVERIFY2(trace.out.indexOf("checkout"_L1) < trace.out.indexOf("pay"_L1), qPrintable(trace.out));
        QVERIFY(trace.out.contains("340 ms"_L1) && trace.out.contains("shop"_L1));
    }

    void anUnknownTraceFails() {
        fill();
        const auto trace = Program::run(on(u"trace"_s, {u"ff"_s}));
        QCOMPARE(trace.status, 1);
        QCOMPARE(trace.err.count(u'\n'), 1);
    }

    void whatIsExportedCanBeReadIn() {
        fill();
        const auto out = Program::run(on(u"export"_s, {u"--format"_s, u"otlp-jsonl"_s, path(u"out.jsonl"_s)}));
        QVERIFY2(out.status == 0, qPrintable(out.err));
        const auto again = Program::run({u"import"_s, u"--store"_s, path(u"t.duckdb"_s), path(u"out.jsonl"_s)});
        QCOMPARE(again.out, u"2 spans in 1 trace, 0 duplicates, 0 problems\n"_s);
    }

    void anExportOfAnUnknownTraceFails() {
        fill();
        const auto out
            = Program::run(on(u"export"_s, {u"--format"_s, u"csv"_s, u"--trace"_s, u"ff"_s, path(u"out.csv"_s)}));
        QCOMPARE(out.status, 1);
        QVERIFY(!QFile::exists(path(u"out.csv"_s)));
    }

    void aFileThatIsNoStoreIsRefusedAndLeftAlone() {
        QFile file(path(u"s.duckdb"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const auto sql = Program::run(on(u"sql"_s, {u"SELECT 1"_s}));
        QCOMPARE(sql.status, 1);
        QCOMPARE(sql.err.count(u'\n'), 1);
        QCOMPARE(QFile(file.fileName()).size(), 8192);
    }

    void wrongUsageIsStatusTwo() {
        const auto wrong = Program::run({u"frobnicate"_s});
        QCOMPARE(wrong.status, 2);
        QVERIFY(wrong.err.contains("unknown verb"_L1));
    }

    void receiveTellsWhereItListensAndEndsCleanly() {
        Program::Receiving receiving(path(u"s.duckdb"_s));
        QVERIFY(receiving.line().value("http"_L1).toArray().at(0).toString().startsWith("http://127.0.0.1:"_L1));
        QVERIFY(receiving.line().value("grpc"_L1).toArray().at(0).toString().startsWith("127.0.0.1:"_L1));
        QCOMPARE(receiving.line().value("store"_L1).toString(), path(u"s.duckdb"_s));
        QVERIFY(receiving.line().value("pid"_L1).toInt() > 0);
        QCOMPARE(receiving.end(), 0);
    }

    void verbsOnAHeldStoreAreAnsweredByItsHolder() {
        Program::Receiving receiving(path(u"s.duckdb"_s));
        fill();
        const auto sql = Program::run(
            on(u"sql"_s, {u"--format"_s, u"csv"_s, u"SELECT count(*) AS n FROM mlflow_experiment_trace_otel_spans"_s}));
        QCOMPARE(sql.out, u"n\r\n2\r\n"_s);
        QCOMPARE(Program::run(on(u"trace"_s, {TraceHex})).status, 0);
        QCOMPARE(Program::run(on(u"sql"_s, {u"SELECT nonsense"_s})).status, 1);
        QCOMPARE(receiving.end(), 0);
    }

    void aSecondReceiverOnAStoreIsRefused() {
        Program::Receiving receiving(path(u"s.duckdb"_s));
        const auto second = Program::run(on(u"receive"_s, {}));
        QCOMPARE(second.status, 1);
        QVERIFY2(second.err.contains("holds this store"_L1), qPrintable(second.err));
        const QString process = u"(process %1)"_s.arg(receiving.line().value("pid"_L1).toInt());
        QVERIFY2(second.err.contains(process), qPrintable(second.err));
    }

    void theHolderIsFoundFromAnotherSession() {
        Program::Receiving receiving(path(u"s.duckdb"_s));
        fill();
        const QByteArray session = qgetenv("XDG_RUNTIME_DIR");
        qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
        const auto trace = Program::run(on(u"trace"_s, {TraceHex}));
        session.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", session);
        QVERIFY2(trace.status == 0, qPrintable(trace.err));
    }

    void oneListenerBeyondLoopbackLeavesTheOtherOnIt() {
        qputenv("SPANGLASS_TOKEN", "not-a-secret");
        QProcess process;
        process.start(
            QStringLiteral(SPANGLASS_PROGRAM), on(u"receive"_s, {u"--http"_s, u"0.0.0.0:0"_s, u"--grpc"_s, u"0"_s}));
        qunsetenv("SPANGLASS_TOKEN");
        while (!process.canReadLine() && process.waitForReadyRead(30'000)) { }
        const QJsonObject line = QJsonDocument::fromJson(process.readLine()).object();
        // Another address of the loopback network reaches only what listens beyond 127.0.0.1.
        const auto answers = [&line](QLatin1StringView listener) {
            const QString address = line.value(listener).toArray().last().toString();
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.2"_s, address.section(u':', -1).toUShort());
            return socket.waitForConnected(10'000);
        };
        QVERIFY(answers("http"_L1));
        QVERIFY(!answers("grpc"_L1));
        process.terminate();
        QVERIFY(process.waitForFinished());
    }

    void exportWritesToStandardOutput() {
        fill();
        const auto out = Program::run(on(u"export"_s, {u"--format"_s, u"csv"_s, u"-"_s}));
        QCOMPARE(out.status, 0);
        QCOMPARE(out.out.count(TraceHex), 2);
        QVERIFY(!out.out.contains("written to"_L1));
        QCOMPARE(out.err, QString());
    }

    void importReadsStandardInput() {
        Program::writeTrace(path(u"in.jsonl"_s));
        QFile file(path(u"in.jsonl"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto import = Program::run(on(u"import"_s, {u"-"_s}), file.readAll());
        QCOMPARE(import.err, QString());
        QCOMPARE(import.out, u"2 spans in 1 trace, 0 duplicates, 0 problems\n"_s);
    }

    void standardInputReachesTheHolderOfTheStore() {
        Program::Receiving receiving(path(u"s.duckdb"_s));
        Program::writeTrace(path(u"in.jsonl"_s));
        QFile file(path(u"in.jsonl"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto import = Program::run(on(u"import"_s, {u"-"_s}), file.readAll());
        QCOMPARE(import.out, u"2 spans in 1 trace, 0 duplicates, 0 problems\n"_s);
    }

    void beyondLoopbackNeedsAToken() {
        const auto refused = Program::run(on(u"receive"_s, {u"--http"_s, u"0.0.0.0:0"_s}));
        QCOMPARE(refused.status, 1);
        QVERIFY(refused.err.contains("SPANGLASS_TOKEN"_L1));
    }
};

QTEST_GUILESS_MAIN(TestVerbs)
#include "tst_verbs.moc"
