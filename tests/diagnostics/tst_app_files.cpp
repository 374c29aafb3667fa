#include "services/diagnostics/app/config/AppConfigReader.h"
#include "services/diagnostics/app/config/ConfigEdit.h"
#include "services/diagnostics/app/config/ProcessVariables.h"
#include "services/diagnostics/app/config/YamlScalars.h"
#include "tests/diagnostics/AppRun.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;
using test::AppRun;

namespace {

/// The mended configuration that the check offers; empty when it offers none.
ConfigRemedy remedyOf(AppRun& run, const QString& id) {
    const DiagnosisReport report = run.run();
    const ConfigRemedy* remedy = test::mendedBy(*test::resultOf(report, id));
    return remedy ? *remedy : ConfigRemedy();
}

/// A program with these variables, ended with the test.
struct Program {
    explicit Program(const QStringList& variables) {
        process.setEnvironment(variables);
        process.start(u"/bin/sh"_s, {u"-c"_s, u"sleep 60; :"_s, u"app"_s, u"--token"_s, u"planted-command-secret"_s});
    }
    ~Program() {
        process.kill();
        process.waitForFinished();
    }
    QProcess process;
};

} // namespace

class tst_app_files : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheValueChangesInTheFile() {
        AppRun run(
            {".env",
                "# mine\r\nA = 1   # one\r\nOTEL_SDK_DISABLED = 'true'  # off\r\nDATABRICKS_TOKEN=planted-old\r\n\r\n"},
            {});
        QVERIFY(QFile::setPermissions(run.file(), QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(mendConfig(remedyOf(run, u"app.switch"_s)));
        QCOMPARE(run.read(run.file()),
            QByteArray("# mine\r\nA = 1   # one\r\nOTEL_SDK_DISABLED = 'false'  # "
                       "off\r\nDATABRICKS_TOKEN=planted-old\r\n\r\n"));
        QVERIFY(!(QFile::permissions(run.file()) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aSecretStaysWhereAValueAroundItIsMended() {
        AppRun run({"app.yaml",
                       "env: # all\n  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "
                       "\"https://dbc-demo.cloud.databricks.com/api/2.0/otel\"}\n"
                       "  - name: OTEL_EXPORTER_OTLP_HEADERS\n    value: "
                       "\"Authorization=planted-opaque-token,X-Databricks-UC-Table-Name=a.b.c\" # h\u00e4\n"},
            {});
        const ConfigRemedy remedy = remedyOf(run, u"app.authorization"_s);
        QVERIFY2(remedy.after.contains("Bearer%20<secret>,"_L1), qPrintable(remedy.after));
        QVERIFY(mendConfig(remedy));
        QVERIFY(
            run.read(run.file())
                .contains(
                    "\"Authorization=Bearer%20planted-opaque-token,X-Databricks-UC-Table-Name=a.b.c\" # h\u00e4\n"));
    }

    void aFileThatHasChangedIsLeftAlone() {
        AppRun run({".env", "OTEL_SDK_DISABLED=true\n"}, {});
        const ConfigRemedy remedy = remedyOf(run, u"app.switch"_s);
        run.write({".env", "OTEL_SDK_DISABLED=true\nOTHER=1\n"});
        const auto mended = mendConfig(remedy);
        QVERIFY(!mended);
        QCOMPARE(mended.error().code, ErrorCode::Conflict);
        QCOMPARE(run.read(run.file()), QByteArray("OTEL_SDK_DISABLED=true\nOTHER=1\n"));
    }

    void mixedLineEndsAreLeftAlone() {
        AppRun run({".env", "OTEL_SDK_DISABLED=true\nOTHER=1\r\n"}, {});
        const auto mended = mendConfig(remedyOf(run, u"app.switch"_s));
        QVERIFY(!mended);
        QCOMPARE(mended.error().code, ErrorCode::BadInput);
    }

    void eachMendingKeepsAFileOfItsOwn() {
        AppRun run({".env", "OTEL_SDK_DISABLED=true\n"}, {});
        const auto first = mendConfig(remedyOf(run, u"app.switch"_s));
        run.write({".env", "OTEL_SDK_DISABLED=true\n"});
        const auto second = mendConfig(remedyOf(run, u"app.switch"_s));
        QVERIFY(first && second);
        QVERIFY(*first != *second);
    }

    void pastedTextIsJudgedAndOnlyCopied() {
        AppRun run;
        run.subject.app = {.kind = AppConfigSource::Kind::Pasted, .text = u"export OTEL_TRACES_SAMPLER=always_off\n"_s};
        const ConfigRemedy remedy = remedyOf(run, u"app.switch"_s);
        QCOMPARE(remedy.file, QString());
        QCOMPARE(remedy.after, u"export OTEL_TRACES_SAMPLER=parentbased_always_on\n"_s);
    }

    void tooDeepOrTooLongYamlIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("deep") << u"a: "_s + QString(100, u'[');
        QTest::newRow("many") << u"- 1\n"_s.repeated(30'000);
        QTest::newRow("long") << u"a: "_s + QString(2 << 20, u'x');
    }
    void tooDeepOrTooLongYamlIsRefused() {
        QFETCH(QString, text);
        const auto read = readYaml(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::LimitHit);
    }

    void placesOfYamlCountCharactersBeyondTheFirstPlane() {
        const QString text = u"a: \U0001F600\nkey: 'value' # \U0001F600\n? [x, y]\n: z\nlast: [p, q]\n"_s;
        const auto read = readYaml(text);
        QVERIFY(read);
        QCOMPARE(read->size(), 7);
        QCOMPARE(text.mid(read->at(1).place.at, read->at(1).place.length), u"'value'"_s);
        QCOMPARE(read->back().path, QStringList({u"last"_s, u"[1]"_s}));
        QCOMPARE(text.mid(read->back().place.at, read->back().place.length), u"q"_s);
    }

    void jsonWithAPairOfEscapesIsRead() {
        const QString text = u"{\"smile\": \"\\ud83d\\ude00\", \"last\": true}"_s;
        const auto read = readYaml(text);
        QVERIFY2(read, read ? "" : qPrintable(read.error().oneLine()));
        QCOMPARE(text.mid(read->at(1).place.at, read->at(1).place.length), u"true"_s);
    }

    void aSecretIsLeftOutWhereverItStandsAgain() {
        const auto config = readAppText(
            u"OTEL_EXPORTER_OTLP_HEADERS=x-team=planted-opaque-token\n# once planted-opaque-token held\n"_s);
        QVERIFY(config);
        QVERIFY(!withoutSecrets(config->text, config->secrets).contains("planted"_L1));
    }

    void variablesThatAreNotAboutTelemetryAreNotShown() {
        const auto config = readAppText(
            u"SALT='planted-salt'\nDJANGO_SECRET_KEY=planted-key\n# OLD_SECRET_KEY=planted-old\nPORT=8000\nOTEL_SERVICE_NAME=web\n"_s);
        QVERIFY(config);
        const QString shown = withoutSecrets(config->text, config->secrets);
        QCOMPARE(shown,
            u"SALT='<secret>'\nDJANGO_SECRET_KEY=<secret>\n# OLD_SECRET_KEY=<secret>\nPORT=8000\nOTEL_SERVICE_NAME=web\n"_s);
    }

    void aRunningProgramIsListedWithItsTelemetry() {
#ifndef Q_OS_LINUX
        QSKIP("Only Linux tells of other programs.");
#endif
        Program program({u"OTEL_SDK_DISABLED=true"_s, u"DATABRICKS_TOKEN=planted-old"_s, u"HOME=/planted-home"_s});
        QVERIFY(program.process.waitForStarted());
        const auto mine = [&]() -> std::optional<RunningProgram> {
            for (const RunningProgram& each : runningPrograms())
                if (each.process == program.process.processId())
                    return each;
            return {};
        };
        QTRY_VERIFY(mine() && mine()->hasTelemetry); // once it has become sh
        QVERIFY2(!mine()->command.contains("planted-command-secret"_L1), qPrintable(mine()->command));

        AppRun run;
        run.subject.app = {.kind = AppConfigSource::Kind::Process, .process = program.process.processId()};
        const DiagnosisReport report = run.run();
        QCOMPARE(test::firstFault(report)->id, u"app.switch"_s);
        const QString all = test::allText(report);
        QVERIFY(!all.contains("planted-old"_L1));
        QVERIFY(!all.contains("planted-home"_L1));
    }

    void aProcessThatDoesNotRunIsNamed() {
        const auto variables = processVariables(-1);
        QVERIFY(!variables);
        QCOMPARE(variables.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(tst_app_files)
#include "tst_app_files.moc"
