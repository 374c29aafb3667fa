// What a workspace may answer to the looks of a setup that the practice workspace does not, by scripted answers.
#include "services/databricks/PrincipalClient.h"
#include "services/setup/StepRunner.h"
#include "tests/databricks/RestFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Scene : RestFixture {
    Scene() {
        answers("/api/2.0/preview/scim/v2/Me", R"({"id": "1", "userName": "ada@w.example"})");
        answers("/api/2.1/unity-catalog/catalogs/main",
            R"({"name": "main", "catalog_type": "MANAGED_CATALOG", "owner": "ada@w.example", "storage_root": "s3"})");
        answers("/api/2.1/unity-catalog/schemas/main.traces",
            R"({"name": "traces", "catalog_name": "main", "owner": "ada@w.example"})");
        answers("/api/2.0/mlflow/experiments/get-by-name",
            R"({"experiment": {"experiment_id": "7", "name": "/Shared/x", "lifecycle_stage": "active"}})");
        plan.experimentName = u"/Shared/x"_s;
        plan.catalog = u"main"_s;
        plan.schema = u"traces"_s;
    }
    SetupStepReport probe(SetupStep step) {
        SetupSession session({.api = std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &api),
            .thread = thread(),
            .warehouse = [](const QString&) { return std::shared_ptr<SqlWarehouse>(); }});
        return probeStep(*workOf(step), plan, session);
    }
    SetupPlan plan;
};

SetupFinding finding(const SetupStepReport& report, const QString& subject) {
    const auto found = std::ranges::find(report.findings, subject, &SetupFinding::subject);
    return found == report.findings.end() ? SetupFinding() : *found;
}

} // namespace

class TestSetupLooks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRegionThatTheDocumentsDoNotNameIsDoubted() {
        Scene scene;
        scene.answers("/api/2.1/unity-catalog/metastore_summary",
            R"({"cloud": "aws", "region": "eu-north-9", "storage_root": "s3"})");
        const auto region = finding(scene.probe(SetupStep::Schema), u"Region"_s);
        QCOMPARE(region.state, SetupState::Uncertain);
        QVERIFY(region.evidence.contains(u"eu-north-9"_s));
        QVERIFY(!region.remedy.isEmpty());
    }

    void whatAnExperimentHoldsIsUnknownWhereItCannotBeAsked() {
        Scene scene;
        scene.answers("/api/3.0/mlflow/traces/search", R"({"error_code": "INTERNAL_ERROR"})", 500);
        const auto traces = finding(scene.probe(SetupStep::Experiment), u"Traces"_s);
        QCOMPARE(traces.state, SetupState::Uncertain);
        QVERIFY(traces.evidence.contains(u"could not be found out"_s));
    }

    void aFormThatIsNotToldIsNoPromiseAboutLinking() {
        Scene scene;
        scene.answers("/api/3.0/mlflow/traces/search", R"({"traces": []})");
        scene.answers("/api/5.0/mlflow/tracing/locations/00000000-0000-0000-0000-000000000000",
            R"({"error_code": "INTERNAL_ERROR"})", 500);
        QCOMPARE(finding(scene.probe(SetupStep::Experiment), u"Linking"_s).state, SetupState::Uncertain);
    }

    void aWorkspaceWithTheOlderFormSaysThatTheLinkCanBeTakenBack() {
        Scene scene;
        scene.answers("/api/3.0/mlflow/traces/search", R"({"traces": []})");
        scene.answers("/api/5.0/mlflow/tracing/locations/00000000-0000-0000-0000-000000000000",
            R"({"error_code": "ENDPOINT_NOT_FOUND"})", 404);
        QVERIFY(finding(scene.probe(SetupStep::Experiment), u"Linking"_s).evidence.contains(u"taken back"_s));
    }

    void aWorkspaceWithoutTheCallForScorersIsToldBeforeTheExperimentIsMade() {
        Scene scene;
        scene.plan.monitoringWarehouseId = u"w1"_s;
        scene.plan.scorers = {{.name = u"harmless"_s, .builtin = u"Safety"_s}};
        scene.answers("/api/2.0/mlflow/experiments/get-by-name", R"({"error_code": "RESOURCE_DOES_NOT_EXIST"})", 404);
        scene.answers("/api/2.0/managed-evals/scheduled-scorers/0", R"({"error_code": "ENDPOINT_NOT_FOUND"})", 404);
        const auto report = scene.probe(SetupStep::Monitoring);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"no call for scheduled scorers"_s));
    }

    void appsBeyondTheFirstPageAreFound() {
        Scene scene;
        scene.answersInPages("/api/2.0/apps",
            {{QString(),
                 R"({"apps": [{"name": "first", "service_principal_client_id": "c-1"}], "next_page_token": "p2"})"},
                {u"p2"_s, R"({"apps": [{"name": "second", "service_principal_client_id": "c-2"}]})"}});
        PrincipalClient client(scene.api, scene.thread());
        const auto found = got(client.search(PrincipalClient::Kind::App, u"second"_s));
        QVERIFY(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().id, u"c-2"_s);
    }
};

QTEST_GUILESS_MAIN(TestSetupLooks)
#include "tst_setup_looks.moc"
