#include "services/setup/PlanJson.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

SetupPlan fullPlan() {
    SetupPlan plan;
    plan.host = u"https://dbc-1.example"_s;
    plan.profile = u"prod"_s;
    plan.warehouseId = u"w1"_s;
    plan.warehouseName = u"Small"_s;
    plan.experimentName = u"/Shared/agents"_s;
    plan.catalog = u"main"_s;
    plan.schema = u"traces"_s;
    plan.form = TraceTableForm::SchemaLinked;
    plan.tablePrefix = u"agents"_s;
    plan.grants = {{{PrincipalKind::ServicePrincipal, u"0000-1"_s, u"app orders"_s}, true, false}};
    plan.collector = {.appName = u"collector"_s,
        .sourceFolder = u"/Workspace/c"_s,
        .secretScope = u"otel"_s,
        .secretKey = u"token"_s};
    plan.monitoringWarehouseId = u"w2"_s;
    plan.monitoringWarehouseName = u"Nightly"_s;
    plan.scorers = {{.name = u"tone"_s,
        .builtin = u"Guidelines"_s,
        .guidelines = {u"Be kind."_s},
        .sampleRate = 0.25,
        .filter = u"trace.status = 'OK'"_s}};
    return plan;
}

QString complaint(const QByteArray& json) {
    const auto plan = planFromJson(json);
    return plan ? u"it was read"_s : plan.error().message;
}

} // namespace

class TestPlanJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlanComesBackAsItWas() {
        const auto read = planFromJson(planToJson(fullPlan()));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QVERIFY(*read == fullPlan());
    }

    void whatBelongsToThisMachineOrWorkspaceStaysHere() {
        SetupPlan plan = fullPlan();
        plan.connectionId = u"own-connection"_s;
        plan.experimentId = u"42424242"_s;
        const QByteArray json = planToJson(plan);
        QVERIFY(!json.contains("own-connection"));
        QVERIFY(!json.contains("42424242"));
    }

    void aMisspelledKeyIsNamedWithItsPath() {
        QVERIFY(complaint(R"({"format":"spanglass-setup","version":1,"warehouse":{"idd":"w"}})")
                    .contains(u"\"warehouse.idd\""_s));
    }

    void aWrongValueIsNamedWithItsPath() {
        QVERIFY(
            complaint(R"({"format":"spanglass-setup","version":1,"grants":[{"principal":{"kind":"robot","id":"x"}}]})")
                .contains(u"\"grants[0].principal.kind\" in the plan has to be one of user, group"_s));
    }

    void aRateBeyondOneIsRefused() {
        QVERIFY(complaint(
            R"({"format":"spanglass-setup","version":1,"monitoring":{"scorers":[{"name":"s","sample_rate":50}]}})")
                    .contains(u"from 0 to 1"_s));
    }

    void brokenJsonIsNamedByItsLine() {
        QVERIFY(complaint("{\n\"format\": \"spanglass-setup\",\n\"version\": }\n").contains(u"line 3"_s));
    }

    void anotherFileIsNoPlan() { QVERIFY(complaint("{\"spans\": []}").contains(u"no plan"_s)); }

    void aNewerPlanIsNotGuessedAt() {
        const auto plan = planFromJson(R"({"format":"spanglass-setup","version":2})");
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::TooNew);
    }
};

QTEST_GUILESS_MAIN(TestPlanJson)
#include "tst_plan_json.moc"
