#include "tests/app/Program.h"
#include "tests/practice/PracticeClient.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

const QString Stopped = u"a1b2c3d4e5f60002"_s;

} // namespace

/// The verbs with --profile, as child processes, against a practice workspace on loopback.
class TestWorkspaceVerbs : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::PracticeClient> m_workspace;
    QString m_token;

    void writeProfile(const QByteArray& lines) {
        QFile file(m_folder->filePath(u"databrickscfg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[practice]\n" + lines);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        PracticeOptions options;
        options.pace.coldStart = std::chrono::milliseconds(200);
        m_workspace = std::make_unique<test::PracticeClient>(options);
        m_token = m_workspace->secretsOf(u"ada"_s).value("personal_access_token"_L1).toString();
        writeProfile("host = " + m_workspace->base().toUtf8() + "\ntoken = " + m_token.toUtf8() + '\n');
        qputenv("DATABRICKS_CONFIG_FILE", m_folder->filePath(u"databrickscfg"_s).toUtf8());
    }
    void cleanup() { m_workspace.reset(); }

    void sqlAsksTheWorkspaceOfAProfile() {
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"practice"_s, u"--format"_s, u"csv"_s,
            u"SELECT 9007199254740993 AS n, current_user() AS who"_s});
        QVERIFY2(sql.out.startsWith("n,who\r\n9007199254740993,"_L1), qPrintable(sql.out));
        QCOMPARE(sql.status, 0);
    }

    void aStoppedWarehouseIsStartedByTheStatement() {
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"practice"_s, u"--warehouse"_s, Stopped,
            u"--format"_s, u"csv"_s, u"SELECT 1 AS n"_s});
        QCOMPARE(sql.out, u"n\r\n1\r\n"_s);
    }

    void whatAStatementCostIsToldBesideItsRows() {
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"practice"_s, u"--format"_s, u"csv"_s,
            u"SELECT count(*) AS n FROM range(1000)"_s});
        QCOMPARE(sql.out, u"n\r\n1000\r\n"_s);
        static const QRegularExpression line(
            u"^spanglass: 1 row · [\\d.]+ m?s \\(server [\\d.]+ m?s\\) · [\\d,]+ rows? scanned · statement [0-9a-f-]{36}\n$"_s);
        QVERIFY2(line.match(sql.err).hasMatch(), qPrintable(sql.err));
    }

    void aHistoryThatMayNotBeReadLeavesTheRest() {
        QVERIFY(m_workspace->workspace().setFault(u"history-denied"_s, true));
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"practice"_s, u"SELECT 1"_s});
        QCOMPARE(sql.status, 0);
        QVERIFY2(sql.err.startsWith(u"spanglass: 1 row · "_s) && !sql.err.contains("scanned"_L1), qPrintable(sql.err));
    }

    void aFailedStatementIsToldInTheServersWords() {
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"practice"_s, u"SELECT * FROM main.none.such"_s});
        QCOMPARE(sql.status, 1);
        QVERIFY2(sql.err.contains("such"_L1) && sql.err.count(u'\n') == 1, qPrintable(sql.err));
    }

    void aProfileThatIsNotThereIsNamedWithThoseThatAre() {
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"prod"_s, u"SELECT 1"_s});
        QCOMPARE(sql.status, 1);
        QVERIFY2(sql.err.contains("prod"_L1) && sql.err.contains("practice"_L1), qPrintable(sql.err));
    }

    void aTokenThatIsRefusedIsNeverPrinted() {
        writeProfile("host = http://127.0.0.1:1\ntoken = " + m_token.toUtf8() + '\n');
        const auto sql = Program::run({u"sql"_s, u"--profile"_s, u"practice"_s, u"SELECT 1"_s});
        QCOMPARE(sql.status, 1);
        QVERIFY(!sql.err.isEmpty());
        QVERIFY(!sql.err.contains(m_token) && !sql.out.contains(m_token));
    }

    void aTraceIsAskedOfATableThatHasToExist() {
        const auto trace = Program::run({u"trace"_s, u"--profile"_s, u"practice"_s, u"--table"_s,
            u"main.none.such_otel_spans"_s, u"000102030405060708090a0b0c0d0e0f"_s});
        QCOMPARE(trace.status, 1);
        QVERIFY2(trace.err.startsWith("spanglass: "_L1), qPrintable(trace.err));
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceVerbs)
#include "tst_workspace_verbs.moc"
