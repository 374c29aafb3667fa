#include "services/mlflow/ExperimentClient.h"
#include "services/mlflow/TraceLocationTags.h"
#include "tests/databricks/RestFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Base = "/api/2.0/mlflow/experiments/";
const auto Destination = u"mlflow.experiment.databricksTraceDestinationPath"_s;
} // namespace

class TestExperimentClient : public QObject {
    Q_OBJECT

    struct Scene : RestFixture {
        ExperimentClient client{api, auth.thread};
        QJsonObject sent() const { return QJsonDocument::fromJson(server.seen().last().body).object(); }
    };

private Q_SLOTS:
    void experimentIsFoundByName() {
        Scene scene;
        scene.answers(Base + "get-by-name",
            R"({"experiment":{"experiment_id":"12","name":"/Users/ann@x.test/a b","lifecycle_stage":"deleted",)"
            R"("creation_time":"1700000000000","tags":[{"key":"k","value":"v"}]}})");
        const auto experiment = got(scene.client.byName(u"/Users/ann@x.test/a b"_s));
        QVERIFY(experiment);
        QCOMPARE(experiment->id, u"12"_s);
        QVERIFY(experiment->deleted);
        QCOMPARE(experiment->tags.value(u"k"_s), u"v"_s);
        QCOMPARE(experiment->created.toString(Qt::ISODate), u"2023-11-14T22:13:20Z"_s);
        QVERIFY(!experiment->traceLocation);
        QCOMPARE(scene.server.seen().first().query.queryItemValue(u"experiment_name"_s, QUrl::FullyDecoded),
            u"/Users/ann@x.test/a b"_s);
    }

    void absentExperimentIsNotFound() {
        Scene scene;
        scene.answers(Base + "get", R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no"})", 404);
        QCOMPARE(got(scene.client.byId(u"9"_s)).error().code, ErrorCode::NotFound);
    }

    void creatingSendsNameAndTags() {
        Scene scene;
        scene.answers(Base + "create", R"({"experiment_id":"77"})");
        QCOMPARE(got(scene.client.create(u"/Shared/x"_s, {{u"team"_s, u"search"_s}})), u"77"_s);
        QCOMPARE(scene.sent()["name"_L1], u"/Shared/x"_s);
        QCOMPARE(scene.sent()["tags"_L1].toArray().first()["value"_L1], u"search"_s);
    }

    void nameInUseIsAConflictWhateverItsStatus() {
        for (const int status : {400, 409}) {
            Scene scene;
            scene.answers(Base + "create", R"({"error_code":"RESOURCE_ALREADY_EXISTS","message":"there"})", status);
            QCOMPARE(got(scene.client.create(u"/Shared/x"_s)).error().code, ErrorCode::Conflict);
        }
    }

    void searchGivesOnePageAndTheWayToTheNext() {
        Scene scene;
        scene.answers(Base + "search",
            R"({"experiments":[{"experiment_id":"1","name":"a"},{"experiment_id":"2","name":"b"}],"next_page_token":"t"})");
        const auto page = got(scene.client.search(
            {.filter = u"name LIKE 'a%'"_s, .maxResults = 2, .pageToken = u"before"_s, .deletedToo = true}));
        QVERIFY(page);
        QCOMPARE(page->experiments.size(), 2);
        QCOMPARE(page->nextPageToken, u"t"_s);
        QCOMPARE(scene.sent()["filter"_L1], u"name LIKE 'a%'"_s);
        QCOMPARE(scene.sent()["max_results"_L1], 2);
        QCOMPARE(scene.sent()["page_token"_L1], u"before"_s);
        QCOMPARE(scene.sent()["view_type"_L1], u"ALL"_s);
    }

    void tagsAreSetAndRemoved() {
        Scene scene;
        scene.answers(Base + "set-experiment-tag", "{}");
        scene.answers(Base + "delete-experiment-tag", "{}");
        QVERIFY(got(scene.client.setTag(u"1"_s, u"k"_s, u"v"_s)));
        QCOMPARE(scene.sent()["value"_L1], u"v"_s);
        QVERIFY(got(scene.client.deleteTag(u"1"_s, u"k"_s)));
        QCOMPARE(scene.sent()["experiment_id"_L1], u"1"_s);
    }

    void serverWithoutTagRemovalIsNamed() {
        Scene scene;
        scene.answers(Base + "delete-experiment-tag", R"({"error_code":"ENDPOINT_NOT_FOUND","message":"no API"})", 404);
        const auto removed = got(scene.client.deleteTag(u"1"_s, u"k"_s));
        QVERIFY(!removed);
        QVERIFY(removed.error().message.contains(u"delete-experiment-tag"_s));
    }

    void schemaLinkIsReadFromTheTags() {
        const auto location = traceLocationOfTags({{Destination, u"main.traces"_s},
            {u"mlflow.experiment.databricksTraceSpanStorageTable"_s, u"main.traces.s"_s},
            {u"mlflow.experiment.databricksTraceLogStorageTable"_s, u"main.traces.l"_s}});
        QVERIFY(location);
        QCOMPARE(location->path(), u"main.traces"_s);
        QCOMPARE(location->spansTable, u"main.traces.s"_s);
        QCOMPARE(location->logsTable, u"main.traces.l"_s);
        QVERIFY(location->annotationsTable.isEmpty());
    }

    void tablesFollowFromTheDestinationWhenTheTagsDoNotNameThem() {
        QCOMPARE(traceLocationOfTags({{Destination, u"main.traces"_s}})->spansTable,
            u"main.traces.mlflow_experiment_trace_otel_spans"_s);
        const auto prefixed = traceLocationOfTags({{Destination, u"main.traces.agent"_s}});
        QCOMPARE(prefixed->path(), u"main.traces.agent"_s);
        QCOMPARE(prefixed->spansTable, u"main.traces.agent_otel_spans"_s);
        QCOMPARE(prefixed->annotationsTable, u"main.traces.agent_otel_annotations"_s);
    }

    void destinationThatIsNoneIsNoLink() {
        for (const auto& path : {u""_s, u"main"_s, u"a.b.c.d"_s, u"a..c"_s})
            QVERIFY(!traceLocationOfTags({{Destination, path}}));
    }

    void linkOfTheNewestFormIsRead() {
        Scene scene;
        scene.answers(Base + "get",
            R"({"experiment":{"experiment_id":"1","name":"a","trace_location":{"uc_trace_location":)"
            R"({"catalog":"main","schema":"traces","effective_table_prefix":"1"}}}})");
        const auto experiment = got(scene.client.byId(u"1"_s));
        QVERIFY(experiment && experiment->traceLocation);
        QCOMPARE(experiment->traceLocation->path(), u"main.traces.1"_s);
        QCOMPARE(experiment->traceLocation->spansTable, u"main.traces.1_otel_spans"_s);
    }

    void workspacePrefixMakesNoOtherName() {
        QVERIFY(sameExperimentName(u"/Workspace/Users/a/x", u"/Users/a/x"));
        QVERIFY(sameExperimentName(u"/Shared/x", u"/Shared/x"));
        QVERIFY(!sameExperimentName(u"/WorkspaceX/y", u"X/y"));
    }
};

QTEST_GUILESS_MAIN(TestExperimentClient)
#include "tst_experiment_client.moc"
