#include "models/replay/TargetChecks.h"
#include "models/replay/TargetChoice.h"
#include "tests/support/FakeConnections.h"
#include "tests/support/FakeWorkspace.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"s.ini"_s), QSettings::IniFormat};
    FakeWorkspace workspace;
    FakeConnections connections;

    Bench() {
        Connection mlflow = ownConnection(u"tracking"_s, u"Tracking"_s, CredentialKind::None);
        mlflow.settings.kind = ConnectionKind::MlflowServer;
        workspace.list << mlflow;
    }
    std::unique_ptr<TargetChoice> make() {
        return std::make_unique<TargetChoice>(workspace, connections, settings, u"replay/target"_s);
    }
};

ReplayTarget otlp(const QString& url, OtlpWire wire = OtlpWire::HttpProtobuf) {
    ReplayTarget target;
    target.url = url;
    target.wire = wire;
    return target;
}

TargetHeaders header(const QString& name, const QByteArray& value) { return {{name, Secret(value)}}; }

} // namespace

class TestTargetChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addressesAreChecked_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("good");
        QTest::newRow("local") << u"http://127.0.0.1:4318"_s << true;
        QTest::newRow("path") << u"https://otlp.example/v1/traces"_s << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no scheme") << u"127.0.0.1:4318"_s << false;
        QTest::newRow("other scheme") << u"ftp://example"_s << false;
        QTest::newRow("user info") << u"https://ada:pw@example"_s << false;
        QTest::newRow("query") << u"https://example/?token=1"_s << false;
    }
    void addressesAreChecked() {
        QFETCH(QString, url);
        QFETCH(bool, good);
        QCOMPARE(targetProblem(otlp(url), {}).isEmpty(), good);
    }

    void aGrpcAddressHasNoPath() {
        QCOMPARE(targetProblem(otlp(u"http://127.0.0.1:4317"_s, OtlpWire::Grpc), {}), QString());
        QVERIFY(targetProblem(otlp(u"http://127.0.0.1:4317/v1/traces"_s, OtlpWire::Grpc), {}).contains(u"path"_s));
    }

    void headersAreChecked_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("good") << u"Authorization"_s << u"Bearer fake"_s << QString();
        QTest::newRow("no name") << QString() << u"x"_s << u"no name"_s;
        QTest::newRow("odd name") << u"my header"_s << u"x"_s << u"cannot be the name"_s;
        QTest::newRow("ours") << u"Content-Type"_s << u"x"_s << u"set by Spanglass"_s;
        QTest::newRow("no value") << u"x-key"_s << QString() << u"no value"_s;
        QTest::newRow("line break") << u"x-key"_s << u"a\nb"_s << u"line break"_s;
    }
    void headersAreChecked() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        const QString found = targetProblem(otlp(u"https://otlp.example"_s), header(name, value.toUtf8()));
        if (problem.isEmpty())
            QCOMPARE(found, QString());
        else
            QVERIFY2(found.contains(problem), qPrintable(found));
    }

    void secretsDoNotGoUnencryptedToOtherComputers() {
        QVERIFY(!targetProblem(otlp(u"http://otlp.example"_s), header(u"x-key"_s, "fake")).isEmpty());
        QCOMPARE(targetProblem(otlp(u"http://localhost:4318"_s), header(u"x-key"_s, "fake")), QString());
    }

    void aTableHasThreeParts() {
        ReplayTarget target;
        target.kind = TargetKind::Databricks;
        target.connectionId = u"acme"_s;
        target.spansTable = u"agents.spans"_s;
        QVERIFY(targetProblem(target, {}).contains(u"catalog.schema.table"_s));
        target.spansTable = u"`my.catalog`.agents.spans"_s;
        QCOMPARE(targetProblem(target, {}), QString());
        QCOMPARE(tableParts(target.spansTable), (QStringList{u"my.catalog"_s, u"agents"_s, u"spans"_s}));
    }

    void aFileNeedsAFolderAndAKnownEnding() {
        QTemporaryDir dir;
        ReplayTarget target;
        target.kind = TargetKind::File;
        target.file = dir.filePath(u"out.txt"_s);
        QVERIFY(targetProblem(target, {}).contains(u".jsonl"_s));
        target.file = dir.filePath(u"away/out.jsonl.zst"_s);
        QVERIFY(targetProblem(target, {}).contains(u"is not there"_s));
        target.file = dir.filePath(u"out.jsonl.zst"_s);
        QCOMPARE(targetProblem(target, {}), QString());
    }

    void changesToAttributesAreChecked() {
        using Action = AttributeEdit::Action;
        ReplayEdits edits;
        edits.attributes = {{Action::Remove, u"http.*"_s}, {Action::Set, u"env"_s, u"staging"_s}};
        QCOMPARE(editsProblem(edits), QString());
        edits.attributes << AttributeEdit{Action::Redact, u"env"_s};
        QVERIFY(editsProblem(edits).contains(u"twice"_s));
        edits.attributes = {{Action::Remove, u"a*b"_s}};
        QVERIFY(editsProblem(edits).contains(u"at the end"_s));
        edits.attributes = {{Action::Remove, u" "_s}};
        QVERIFY(editsProblem(edits).contains(u"names no attribute"_s));
        edits.attributes = {{Action::Set, u"a*"_s, u"x"_s}};
        QVERIFY(!editsProblem(edits).isEmpty());
    }

    void companionsFollowTheDocumentedNames() {
        QCOMPARE(companionTable(u"main.a.x_otel_spans"_s, "logs"_L1), u"main.a.x_otel_logs"_s);
        QCOMPARE(companionTable(u"main.a.x"_s, "logs"_L1), QString());
    }

    void aTargetIsRememberedWithoutItsSecrets() {
        Bench b;
        {
            const auto choice = b.make();
            choice->change(otlp(u"https://otlp.example"_s));
            choice->setHeaders(header(u"x-key"_s, "not-a-secret"));
            QCOMPARE(choice->problem(), QString());
            choice->remember();
        }
        b.settings.sync();
        QFile file(b.settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("not-a-secret"));
        const auto again = b.make();
        QCOMPARE(again->target().url, u"https://otlp.example"_s);
        QCOMPARE(again->target().headerNames, QStringList{u"x-key"_s});
        QVERIFY(again->problem().contains(u"no value"_s));
    }

    void whatWasTypedForOneKindStays() {
        Bench b;
        const auto choice = b.make();
        choice->change(otlp(u"https://otlp.example"_s));
        choice->setKind(TargetKind::File);
        QCOMPARE(choice->target().url, QString());
        choice->setKind(TargetKind::Otlp);
        QCOMPARE(choice->target().url, u"https://otlp.example"_s);
    }

    void onlyFittingConnectionsAreOffered() {
        Bench b;
        const auto choice = b.make();
        QVERIFY(choice->connections().isEmpty());
        choice->setKind(TargetKind::Databricks);
        QCOMPARE(choice->connections().size(), 1);
        QCOMPARE(choice->target().connectionId, u"acme"_s);
        choice->setKind(TargetKind::MlflowServer);
        QCOMPARE(choice->target().url, u"https://tracking.example"_s);
    }

    void experimentsOfAServerAreListed() {
        Bench b;
        const auto choice = b.make();
        choice->setKind(TargetKind::MlflowServer);
        QTRY_VERIFY(choice->experiments().value());
        QCOMPARE(choice->experiments().value()->size(), 2);
        choice->searchExperiments(u"agents"_s);
        QTRY_COMPARE(b.workspace.experimentLists.asked.last(), u"agents"_s);
    }

    void wherePlacesWereOpenTheirTablesAreOffered() {
        Bench b;
        b.settings.setValue(u"workspaces/acme/table"_s, QString());
        b.settings.beginWriteArray(u"recentPlaces"_s);
        b.settings.setArrayIndex(0);
        b.settings.setValue(u"id"_s, u"place"_s);
        b.settings.setValue(u"title"_s, u"Agents"_s);
        b.settings.setValue(u"connection"_s, u"acme"_s);
        b.settings.setValue(u"table"_s, u"main.prod.agents_otel_spans"_s);
        b.settings.endArray();
        const auto choice = b.make();
        choice->setKind(TargetKind::Databricks);
        QCOMPARE(choice->knownTables(), QStringList{u"main.prod.agents_otel_spans"_s});
        QCOMPARE(choice->target().spansTable, u"main.prod.agents_otel_spans"_s);
    }

    void theKeychainIsNamedWhenThereIsNone() {
        Bench b;
        const auto choice = b.make();
        QVERIFY(choice->secretPlaceWords().contains(u"keychain, never into a file"_s));
        b.connections.place.kind = SecretPlace::Kind::Memory;
        QVERIFY(choice->secretPlaceWords().contains(u"memory only"_s));
    }
};

QTEST_GUILESS_MAIN(TestTargetChoice)
#include "tst_target_choice.moc"
