#include "tests/app/Program.h"
#include "tests/practice/PracticeClient.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

const QString TraceText = u"000102030405060708090a0b0c0d0e0f"_s;

} // namespace

/// `spanglass doctor` as a child process, against a practice workspace on loopback.
class TestDoctor : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::PracticeClient> m_workspace;
    QString m_token;

    QString file(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& text) {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }
    QByteArray read(const QString& name) const {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    void writeProfile(const QString& host) {
        write(u"databrickscfg"_s, "[practice]\nhost = " + host.toUtf8() + "\ntoken = " + m_token.toUtf8() + '\n');
    }
    Program::Outcome doctor(const QStringList& more) {
        return Program::run(QStringList{u"doctor"_s, u"--store"_s, file(u"traces.duckdb"_s)} + more);
    }
    static QJsonObject check(const Program::Outcome& outcome, const QString& id) {
        const QJsonArray checks = QJsonDocument::fromJson(outcome.out.toUtf8())["checks"_L1].toArray();
        for (const auto& each : checks)
            if (each[u"id"_s].toString() == id)
                return each.toObject();
        return {};
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = std::make_unique<test::PracticeClient>();
        m_token = m_workspace->secretsOf(u"ada"_s).value("personal_access_token"_L1).toString();
        writeProfile(m_workspace->base());
        qputenv("DATABRICKS_CONFIG_FILE", file(u"databrickscfg"_s).toUtf8());
        Program::writeTrace(file(u"trace.json"_s));
        QCOMPARE(Program::run({u"import"_s, u"--store"_s, file(u"traces.duckdb"_s), file(u"trace.json"_s)}).status, 0);
    }
    void cleanup() { m_workspace.reset(); }

    void aHealthyWorkspaceGivesNoFalseAlarm() {
        const auto outcome = doctor({u"--profile"_s, u"practice"_s});
        QVERIFY2(outcome.status == 0 || outcome.status == 3, qPrintable(outcome.out + outcome.err));
        QVERIFY2(!outcome.out.contains("FAIL"_L1), qPrintable(outcome.out));
        QVERIFY2(outcome.out.contains("Network and host\n"_L1) && outcome.out.contains("Program\n"_L1),
            qPrintable(outcome.out));
    }

    void aHostThatIsNotThereIsTheAnswer() {
        writeProfile(u"http://127.0.0.1:1"_s);
        const auto outcome = doctor({u"--profile"_s, u"practice"_s});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.out.contains("\nWhy: "_L1), qPrintable(outcome.out));
        QVERIFY2(outcome.out.indexOf("FAIL"_L1) < outcome.out.indexOf("\nWhy: "_L1), qPrintable(outcome.out));
    }

    void jsonIsOneLineWithAllChecks() {
        const auto outcome = doctor({u"--profile"_s, u"practice"_s, u"--json"_s});
        const QJsonObject json = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QCOMPARE(outcome.out.count(u'\n'), 1);
        QVERIFY(json["complete"_L1].toBool());
        QVERIFY(json["first_failure"_L1].isNull());
        QCOMPARE(json["host"_L1].toString(), m_workspace->base());
        QVERIFY(json["checks"_L1].toArray().size() > 5);
        QCOMPARE(json["samples"_L1].toArray().size(), 2);
    }

    void withoutAConnectionOnlyTheProgramIsLookedAt() {
        const auto outcome = doctor({u"--json"_s});
        QVERIFY2(outcome.status == 0 || outcome.status == 3, qPrintable(outcome.out + outcome.err));
        QCOMPARE(check(outcome, u"network.name"_s)["status"_L1].toString(u"not-applicable"_s), u"not-applicable"_s);
        QCOMPARE(check(outcome, u"program.version"_s)["status"_L1].toString(), u"ok"_s);
    }

    void theConnectionIsTheOneThatTheAppsConfigurationNames() {
        write(u".env"_s, "DATABRICKS_CONFIG_PROFILE=practice\nMLFLOW_EXPERIMENT_NAME=/Shared/none\n");
        const auto outcome = doctor({u"--env"_s, file(u".env"_s), u"--json"_s});
        const QJsonObject json = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QCOMPARE(json["host"_L1].toString(), m_workspace->base());
        QCOMPARE(json["subject"_L1][u"experiment"_s].toString(), u"/Shared/none"_s);
    }

    void aTraceIsFollowedToWhereItStopped() {
        const auto outcome = doctor({u"--trace"_s, TraceText});
        QVERIFY2(outcome.out.contains("ok   receiver: 2 spans, with its root, by import"_L1), qPrintable(outcome.out));
        QVERIFY2(outcome.out.contains("The trace got to the receiver"_L1), qPrintable(outcome.out));
    }

    void aTraceThatNobodyHasEndsWithOne() {
        const auto outcome = doctor({u"--trace"_s, QString(32, u'7'), u"--json"_s});
        const QJsonObject json = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QCOMPARE(outcome.status, 1);
        QCOMPARE(json["way"_L1][u"stops"_s][0][u"state"_s].toString(), u"not-seen"_s);
    }

    void aReportIsWrittenWithoutTheToken() {
        write(u".env"_s, "DATABRICKS_CONFIG_PROFILE=practice\nDATABRICKS_TOKEN=" + m_token.toUtf8() + '\n');
        for (const QString& name : {u"r.md"_s, u"r.html"_s}) {
            const auto outcome = doctor({u"--env"_s, file(u".env"_s), u"--report"_s, file(name)});
            const QByteArray report = read(name);
            QVERIFY2(report.contains("What works"), report.constData());
            QVERIFY(!report.contains(m_token.toUtf8()));
            QVERIFY(!outcome.out.contains(m_token) && !outcome.err.contains(m_token));
        }
    }

    void aProcessThatReceivesIntoTheStoreAnswers() {
        const Program::Receiving receiving(file(u"traces.duckdb"_s));
        const auto outcome = doctor({u"--json"_s});
        const QJsonObject ports = check(outcome, u"program.ports"_s);
        QVERIFY2(ports["status"_L1].toString() == "ok"_L1, qPrintable(outcome.out + outcome.err));
        QVERIFY2(outcome.out.contains(receiving.line()["http"_L1][0].toString()), qPrintable(outcome.out));
    }

    void aStoreThatIsNamedHasToBeThere() {
        const auto outcome = Program::run({u"doctor"_s, u"--store"_s, file(u"none.duckdb"_s)});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.err.startsWith("spanglass: "_L1), qPrintable(outcome.err));
    }

    void wrongUsageEndsWithTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("report") << QStringList{u"--report"_s, u"r.pdf"_s};
        QTest::newRow("table") << QStringList{u"--profile"_s, u"p"_s, u"--table"_s, u"spans"_s};
        QTest::newRow("trace") << QStringList{u"--trace"_s, u"xyz"_s};
        QTest::newRow("probe") << QStringList{u"--probe"_s};
    }
    void wrongUsageEndsWithTwo() {
        QFETCH(const QStringList, arguments);
        const auto outcome = doctor(arguments);
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains("spanglass doctor --help"_L1), qPrintable(outcome.err));
    }
};

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
