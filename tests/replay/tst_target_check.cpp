// What is found out about a target without sending anything to it.
#include "services/replay/TargetCheck.h"
#include "services/replay/TargetLimits.h"
#include "tests/databricks/RestFixture.h"
#include "tests/replay/ExportFixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using State = ReplayFinding::State;

namespace {

QString catalogPath(QLatin1StringView tail) { return u"/api/2.1/unity-catalog/"_s + tail; }

/// The findings as "subject: state", for one comparison.
QStringList outline(const QList<ReplayFinding>& findings) {
    QStringList out;
    for (const ReplayFinding& each : findings)
        out += each.subject + u": "_s
            + QString(u"fine doubtful failed not-looked"_s).split(u' ')[static_cast<int>(each.state)];
    return out;
}

} // namespace

class TestTargetCheck : public QObject {
    Q_OBJECT

    static QList<ReplayFinding> check(const ReplayTarget& target, const ExporterPorts& ports) {
        return checkTarget(target, ports, [] { return false; });
    }

private Q_SLOTS:
    void anEndpointThatAnswersIsFine() {
        ScriptedSink sink;
        AuthFixture auth;
        QCOMPARE(outline(check({.url = sink.url()}, {.auth = auth.ports()})), QStringList{u"Endpoint: fine"_s});
        QCOMPARE(sink.taken().value(0).body, QByteArray());
    }

    void anEndpointThatRefusesSaysWhy() {
        ScriptedSink sink([](const SinkRequest&) { return SinkAct::refuse(404); });
        AuthFixture auth;
        const auto found = check({.url = sink.url()}, {.auth = auth.ports()});
        QCOMPARE(outline(found), QStringList{u"Endpoint: failed"_s});
        QVERIFY(!found.front().remedy.isEmpty());
    }

    void anAddressThatIsNoneIsFoundBeforeAnythingIsAsked() {
        AuthFixture auth;
        QCOMPARE(
            outline(check({.url = u"localhost:4318"_s}, {.auth = auth.ports()})), QStringList{u"Address: failed"_s});
    }

    void headersThatCannotBeSentAreNamed_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a blank in the name") << u"x y"_s << QByteArray("1");
        QTest::newRow("one of OTLP's own") << u"Content-Type"_s << QByteArray("text/plain");
        QTest::newRow("a line break") << u"x-a"_s << QByteArray("1\r\nx-b: 2");
    }
    void headersThatCannotBeSentAreNamed() {
        QFETCH(QString, name);
        QFETCH(QByteArray, value);
        AuthFixture auth;
        TargetHeaders headers;
        headers.push_back({name, Secret(value)});
        QCOMPARE(outline(check({.url = u"http://localhost"_s}, {.auth = auth.ports(), .headers = headers})),
            QStringList{u"Headers: failed"_s});
    }

    void aTableWithoutTheRightToWriteIsFound() {
        RestFixture rest;
        rest.answers("/api/2.0/preview/scim/v2/Me", "{\"id\":\"1\",\"userName\":\"ann@x.test\",\"active\":true}");
        rest.answers(catalogPath("tables/main.a.b_spans"_L1).toUtf8(),
            "{\"catalog_name\":\"main\",\"schema_name\":\"a\",\"name\":\"b_spans\",\"columns\":[{\"name\":\"trace_id\","
            "\"type_text\":\"string\",\"position\":0}]}");
        const auto grant = [&](QLatin1StringView what, const QByteArray& privilege) {
            rest.answers(catalogPath(what).toUtf8(),
                "{\"privilege_assignments\":[{\"principal\":\"ann@x.test\",\"privileges\":[{\"privilege\":\""
                    + privilege + "\"}]}]}");
        };
        grant("effective-permissions/catalog/main"_L1, "USE_CATALOG");
        grant("effective-permissions/schema/main.a"_L1, "ALL_PRIVILEGES");
        grant("effective-permissions/table/main.a.b_spans"_L1, "SELECT");
        rest.server.on("/api/2.0/otel/v1/traces", [](const SeenRequest&) { return HttpReply{200, {}, {}, false}; });
        const std::shared_ptr<ApiClient> api(&rest.api, [](ApiClient*) {});
        const auto found = check({.kind = TargetKind::Databricks, .spansTable = u"main.a.b_spans"_s},
            {.auth = rest.auth.ports(), .api = api});
        QCOMPARE(outline(found),
            (QStringList{u"Sign-in: fine"_s, u"Table main.a.b_spans: failed"_s, u"Rights on main: fine"_s,
                u"Rights on main.a: doubtful"_s, u"Rights on main.a.b_spans: failed"_s, u"Endpoint: fine"_s}));
        QCOMPARE(found[4].remedy, u"GRANT MODIFY ON TABLE main.a.b_spans TO `ann@x.test`"_s);
    }

    void withoutASignInNothingElseIsAsked() {
        RestFixture rest;
        rest.answers("/api/2.0/preview/scim/v2/Me", "{\"message\":\"no\"}", 401);
        const std::shared_ptr<ApiClient> api(&rest.api, [](ApiClient*) {});
        const auto found = check({.kind = TargetKind::Databricks, .spansTable = u"main.a.b_spans"_s},
            {.auth = rest.auth.ports(), .api = api});
        QCOMPARE(outline(found), QStringList{u"Sign-in: failed"_s});
    }

    void anExperimentThatIsNotThereIsFound() {
        ScriptedServer server;
        AuthFixture auth;
        server.on("/v1/traces", [](const SeenRequest&) { return HttpReply{400, {}, "{\"detail\":\"empty\"}", false}; });
        const auto found = check(
            {.kind = TargetKind::MlflowServer, .url = server.url(), .experimentId = u"7"_s}, {.auth = auth.ports()});
        QCOMPARE(outline(found), QStringList{u"Experiment 7: failed"_s});
    }

    void aFileIsLookedAtWithoutTouchingIt() {
        QTemporaryDir folder;
        AuthFixture auth;
        const QString file = folder.filePath(u"a.jsonl"_s);
        QCOMPARE(outline(check({.kind = TargetKind::File, .file = file}, {.auth = auth.ports()})),
            QStringList{u"Folder: fine"_s});
        QVERIFY(QDir(folder.path()).isEmpty());
        const QString nowhere = folder.filePath(u"none/a.jsonl"_s);
        QCOMPARE(outline(check({.kind = TargetKind::File, .file = nowhere}, {.auth = auth.ports()})),
            QStringList{u"Folder: failed"_s});
    }

    void theLimitsOfAWorkspaceHaveADate() {
        const TargetLimits limits = targetLimits(TargetKind::Databricks);
        QCOMPARE(limits.tracesPerSecond, 100.0);
        QCOMPARE(limits.bytesPerSecond, 100'000'000u);
        QVERIFY(limits.read.isValid() && !limits.source.isEmpty());
        QCOMPARE(targetLimits(TargetKind::Otlp).tracesPerSecond, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestTargetCheck)
#include "tst_target_check.moc"
