#include "models/receiver/Snippets.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

Snippet snippet(const QString& id, const ReceiverSettings& settings = {}, EnvStyle style = EnvStyle::Posix) {
    ReceiverSnapshot snapshot;
    snapshot.httpAddresses = {u"http://[::1]:4400"_s, u"http://127.0.0.1:4400"_s};
    snapshot.grpcAddresses = {u"127.0.0.1:4401"_s};
    for (const Snippet& s : connectSnippets(snapshot, settings, style)) {
        if (s.id == id)
            return s;
    }
    return {};
}

ReceiverSettings guarded() {
    ReceiverSettings settings;
    settings.token = u"s3cret-value"_s;
    return settings;
}

const QStringList Languages{u"python"_s, u"javascript"_s, u"java"_s, u"go"_s, u"mlflow"_s};

} // namespace

class TestSnippets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLanguageSendsToTheBoundAddress() {
        for (const QString& id : Languages)
            QVERIFY2(snippet(id).code.contains(u"http://127.0.0.1:4400/v1/traces"_s), qPrintable(id));
    }

    void noMarkIsLeftInATextThatIsCopied() {
        for (const QString& id : Languages) {
            for (const ReceiverSettings& settings : {ReceiverSettings(), guarded()}) {
                const QString code = snippet(id, settings).code;
                QVERIFY2(!code.contains(u"{base}"_s) && !code.contains(u"[?token]"_s) && !code.contains(u"[!token]"_s),
                    qPrintable(code));
            }
        }
    }

    void theTokenIsNeverWrittenOut() {
        for (const QString& id : Languages) {
            const Snippet s = snippet(id, guarded());
            QVERIFY(!QString(s.code + s.environment + s.install).contains(u"s3cret"_s));
            QVERIFY2(s.code.contains(u"SPANGLASS_TOKEN"_s), qPrintable(id));
            QVERIFY2(s.environment.contains(u"SPANGLASS_TOKEN"_s), qPrintable(id));
        }
    }

    void withoutATokenNothingSpeaksOfOne() {
        for (const QString& id : Languages) {
            const Snippet s = snippet(id);
            QVERIFY2(!QString(s.code + s.environment).contains(u"TOKEN"_s), qPrintable(id));
        }
    }

    void environmentLinesNameEndpointProtocolAndService() {
        QCOMPARE(snippet(u"python"_s).environment,
            u"export OTEL_EXPORTER_OTLP_ENDPOINT=\"http://127.0.0.1:4400\"\n"
            "export OTEL_EXPORTER_OTLP_PROTOCOL=\"http/protobuf\"\n"
            "export OTEL_SERVICE_NAME=\"my-app\"\n"_s);
    }

    void mlflowGetsTheTracesEndpointWithItsPath() {
        const QString lines = snippet(u"mlflow"_s).environment;
        QVERIFY(lines.contains(u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=\"http://127.0.0.1:4400/v1/traces\""_s));
        QVERIFY(lines.contains(u"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=\"http/protobuf\""_s));
    }

    void powerShellReadsTheTokenFromItsEnvironment() {
        const QString lines = snippet(u"go"_s, guarded(), EnvStyle::PowerShell).environment;
        QVERIFY(
            lines.contains(u"$env:OTEL_EXPORTER_OTLP_HEADERS = \"authorization=Bearer%20${env:SPANGLASS_TOKEN}\""_s));
    }

    void aStoppedReceiverGivesTheConfiguredPorts() {
        ReceiverSettings settings;
        settings.httpPort = 5555;
        QCOMPARE(httpBase({}, settings), u"http://127.0.0.1:5555"_s);
        settings.httpAddress = u"fd00::7"_s;
        QCOMPARE(httpBase({}, settings), u"http://[fd00::7]:5555"_s);
    }

    void aWildcardIsNoPlaceToSendTo() {
        ReceiverSettings settings;
        for (const QString& wildcard : {u"0.0.0.0"_s, u"::"_s}) {
            settings.httpAddress = wildcard;
            QCOMPARE(httpBase({}, settings), u"http://127.0.0.1:4318"_s);
        }
    }

    void otherComputersAreGivenTheAddressThatTheyReach() {
        ReceiverSnapshot snapshot;
        snapshot.httpAddresses = {u"http://192.0.2.7:4318"_s, u"http://127.0.0.1:4318"_s};
        snapshot.grpcAddresses = {u"192.0.2.7:4317"_s, u"127.0.0.1:4317"_s};
        ReceiverSettings settings = guarded();
        settings.httpAddress = settings.grpcAddress = u"0.0.0.0"_s;
        QCOMPARE(httpBase(snapshot, settings), u"http://192.0.2.7:4318"_s);
        QCOMPARE(grpcBase(snapshot, settings), u"http://192.0.2.7:4317"_s);
    }

    void everyProgramNamesItsService() {
        for (const QString& id : Languages)
            QVERIFY2(snippet(id).code.contains(u"my-app"_s), qPrintable(id));
    }

    void goBeginsAModuleBeforeItGetsPackages() {
        QVERIFY(snippet(u"go"_s).install.startsWith(u"go mod init my-app\n"_s));
    }

    void javaIsAWholeBuildFileThatRunsTheProgram() {
        const Snippet java = snippet(u"java"_s);
        QCOMPARE(java.installFile, u"build.gradle.kts"_s);
        QVERIFY(java.install.contains(u"repositories"_s) && java.install.contains(u"mainClass.set(\"Hello\")"_s));
        QVERIFY(java.code.contains(u"public class Hello"_s) && java.codeFile.endsWith(u"/Hello.java"_s));
    }
};

QTEST_APPLESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
