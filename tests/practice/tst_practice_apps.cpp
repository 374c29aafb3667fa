// Apps, as far as setup needs them: made, started, deployed, granted.
#include "tests/practice/PracticeClient.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Apps = u"/api/2.0/apps"_s;
const QString Source = u"/Workspace/Shared/agent"_s;

QString stateOf(const QJsonObject& app, const char* which) {
    return app.value(QLatin1StringView(which)).toObject().value("state"_L1).toString();
}

} // namespace

class TestPracticeApps : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<PracticeClient> m_client;

    PracticeAnswer make(const QString& name = u"agent"_s, const QString& more = {}) {
        return m_client->post(Apps + more, {{u"name"_s, name}, {u"description"_s, u"an agent"_s}});
    }
    QJsonObject app() { return m_client->get(Apps + u"/agent"_s).json(); }
    PracticeAnswer deploy() {
        return m_client->post(Apps + u"/agent/deployments"_s, {{u"source_code_path"_s, Source}});
    }

private Q_SLOTS:
    void init() {
        PracticeOptions options;
        options.pace.coldStart = std::chrono::milliseconds(100);
        m_client = std::make_unique<PracticeClient>(options);
    }

    void anAppStartsByItself() {
        const auto made = make().json();
        QCOMPARE(stateOf(made, "compute_status"), u"STARTING"_s);
        QTRY_COMPARE(stateOf(app(), "compute_status"), u"ACTIVE"_s);
        QCOMPARE(app().value("description"_L1).toString(), u"an agent"_s);
    }

    void anAppWithoutComputeWaitsToBeStarted() {
        QCOMPARE(stateOf(make(u"agent"_s, u"?no_compute=true"_s).json(), "compute_status"), u"STOPPED"_s);
        QCOMPARE(m_client->post(Apps + u"/agent/start"_s, {}).status, 200);
        QTRY_COMPARE(stateOf(app(), "compute_status"), u"ACTIVE"_s);
        QCOMPARE(m_client->post(Apps + u"/agent/stop"_s, {}).status, 200);
        QTRY_COMPARE(stateOf(app(), "compute_status"), u"STOPPED"_s);
    }

    void everyAppIsAPrincipalThatCanBeGrantedTo() {
        const QString principal = make().json().value("service_principal_client_id"_L1).toString();
        const QJsonObject change{{u"changes"_s,
            QJsonArray{QJsonObject{{u"principal"_s, principal}, {u"add"_s, QJsonArray{u"USE_CATALOG"_s}}}}}};
        const QString path = u"/api/2.1/unity-catalog/permissions/catalog/main"_s;
        QCOMPARE(m_client->patch(path, change).status, 200);
        QVERIFY(m_client->get(path).body.contains(principal.toLatin1()));
    }

    void anAppIsDeployedOnceItRunsAndItsSourceIsThere() {
        make();
        QTRY_COMPARE(stateOf(app(), "compute_status"), u"ACTIVE"_s);
        QVERIFY(deploy().message().contains(u"does not exist"_s));
        m_client->post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, Source}});
        const auto deployment = deploy().json();
        QCOMPARE(stateOf(deployment, "status"), u"IN_PROGRESS"_s);
        QTRY_COMPARE(stateOf(app(), "app_status"), u"RUNNING"_s);
        const QString id = deployment.value("deployment_id"_L1).toString();
        QCOMPARE(stateOf(m_client->get(Apps + u"/agent/deployments/"_s + id).json(), "status"), u"SUCCEEDED"_s);
        QCOMPARE(m_client->get(Apps + u"/agent/deployments"_s).json().value("app_deployments"_L1).toArray().size(), 1);
    }

    void anAppThatDoesNotRunIsNotDeployed() {
        make(u"agent"_s, u"?no_compute=true"_s);
        m_client->post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, Source}});
        QVERIFY(deploy().message().contains(u"start it before"_s));
    }

    void namesAreCheckedAndTakenOnce() {
        QCOMPARE(make(u"Not a name"_s).code(), u"INVALID_PARAMETER_VALUE"_s);
        QCOMPARE(make().status, 200);
        QCOMPARE(make().code(), u"RESOURCE_ALREADY_EXISTS"_s);
    }

    void resourcesAreChangedByPatch() {
        make();
        const QJsonArray resources{QJsonObject{{u"name"_s, u"warehouse"_s}}};
        QCOMPARE(m_client->patch(Apps + u"/agent"_s, {{u"resources"_s, resources}}).status, 200);
        QCOMPARE(app().value("resources"_L1).toArray(), resources);
    }

    void othersSeeAnAppOnceTheyMayUseIt() {
        make();
        m_client->actAs(u"ben"_s);
        QVERIFY(m_client->get(Apps).json().value("apps"_L1).toArray().isEmpty());
        QCOMPARE(m_client->get(Apps + u"/agent"_s).status, 403);
        m_client->actAs(u"ada"_s);
        const QJsonObject entry{{u"user_name"_s, u"ben@practice.example"_s}, {u"permission_level"_s, u"CAN_USE"_s}};
        QCOMPARE(m_client->patch(u"/api/2.0/permissions/apps/agent"_s, {{u"access_control_list"_s, QJsonArray{entry}}})
                     .status,
            200);
        m_client->actAs(u"ben"_s);
        QCOMPARE(m_client->get(Apps).json().value("apps"_L1).toArray().size(), 1);
        QCOMPARE(m_client->call("DELETE", Apps + u"/agent"_s).status, 403);
    }

    void aDeletedAppIsGone() {
        make();
        QCOMPARE(m_client->call("DELETE", Apps + u"/agent"_s).status, 200);
        QCOMPARE(m_client->get(Apps + u"/agent"_s).status, 404);
        QCOMPARE(make().status, 200);
    }
};

QTEST_GUILESS_MAIN(TestPracticeApps)
#include "tst_practice_apps.moc"
