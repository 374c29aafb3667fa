#include "app/setup/ApplyPlan.h"
#include "services/setup/PlanJson.h"
#include "tests/practice/ConnectedWorkspace.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

class RecordingIo final : public VerbIo {
public:
    bool write(QByteArrayView bytes) override {
        out += QString::fromUtf8(bytes);
        return true;
    }
    void complain(const QString& line) override { complaints << line; }
    void progress(const QString&) override { }

    QString out;
    QStringList complaints;
};

struct Scene {
    explicit Scene(const QStringList& faults = {})
        : workspace(options(faults)) { }

    static PracticeOptions options(const QStringList& faults) {
        PracticeOptions out;
        out.pace.lateAnswer = std::chrono::milliseconds(100);
        out.faults = faults;
        return out;
    }

    ConnectedWorkspace workspace;
    QTemporaryDir folder;
    SetupRecord record{folder.filePath(u"record.json"_s)};
    RecordingIo io;
    QByteArray plan = R"({"format": "spanglass-setup", "version": 1, "warehouse": {"id": "a1b2c3d4e5f60001"},
        "experiment": {"name": "/Shared/agents"},
        "trace_tables": {"catalog": "main", "schema": "traces", "prefix": "agents"}})";

    int run(const PlanRun& how) {
        SetupEngine engine({.thread = workspace.auth().thread,
            .record = record,
            .pace = {.look = std::chrono::milliseconds(100), .looks = 50}});
        return applyPlan(how, *planFromJson(plan), engine,
            std::shared_ptr<ApiClient>(std::shared_ptr<void>(), &workspace.api()), io);
    }
};

} // namespace

/// A plan as the verb takes it through all steps.
class TestApplyPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlanIsAppliedAndProvedAndThenNothingIsLeftToDo() {
        Scene scene;
        QCOMPARE(scene.run({}), 0);
        QVERIFY(scene.io.complaints.isEmpty());
        static const QRegularExpression timed(u"in the experiment +passed +\\+ [0-9]"_s);
        QVERIFY2(scene.io.out.contains(timed), qPrintable(scene.io.out));
        QVERIFY(scene.io.out.contains(u"> Bind the experiment to the trace tables"_s));
        const qsizetype changed = scene.record.entries().size();
        scene.io.out.clear();
        QCOMPARE(scene.run({.dryRun = true}), 0);
        QVERIFY(!scene.io.out.contains(u"to do"_s));
        QCOMPARE(scene.run({.proves = false}), 0);
        QCOMPARE(scene.record.entries().size(), changed);
    }

    void aDryRunShowsAllStepsAndChangesNothing() {
        Scene scene;
        QCOMPARE(scene.run({.dryRun = true}), 3);
        QVERIFY(scene.io.out.contains(u"POST /api/5.0/mlflow/tracing/locations"_s));
        QVERIFY(scene.io.out.contains(u"grants "_s));
        QVERIFY(scene.record.entries().isEmpty());
        QCOMPARE(scene.workspace.sent("POST", u"experiments/create"_s), 0);
    }

    void theFirstStepThatIsInTheWayEndsIt() {
        Scene scene;
        scene.plan.replace("\"main\"", "\"mian\"");
        QCOMPARE(scene.run({}), 1);
        QCOMPARE(scene.io.complaints.size(), 1);
        QVERIFY(scene.io.complaints[0].contains(u"There is no catalog mian"_s));
        QVERIFY(!scene.io.out.contains(u"location "_s));
    }

    void aLaterStepThatCannotBeDoneKeepsTheFirstFromBeingSent() {
        Scene scene;
        scene.plan.replace("\"trace_tables\"", "\"monitoring\": {\"warehouse_id\": \"ffff\"}, \"trace_tables\"");
        QCOMPARE(scene.run({}), 1);
        QVERIFY(scene.io.complaints[0].contains(u"no SQL warehouse with the id ffff"_s));
        QVERIFY(scene.record.entries().isEmpty());
        QCOMPARE(scene.run({.dryRun = true}), 1);
    }

    void whatIsInTheWayCountsMoreThanWhatIsToDo() {
        Scene scene;
        scene.plan.replace("\"main\"", "\"mian\"");
        QCOMPARE(scene.run({.dryRun = true}), 1);
    }

    void aFaultOnTheWayIsNamedAndTheNextRunGoesOn() {
        Scene scene({u"destination-exists"_s});
        QCOMPARE(scene.run({}), 1);
        QVERIFY(scene.io.complaints[0].contains(u"has a trace destination already"_s));
        QVERIFY(scene.workspace.practice().setFault(u"destination-exists"_s, false));
        QCOMPARE(scene.run({.proves = false}), 0);
        QCOMPARE(scene.workspace.sent("POST", u"experiments/create"_s), 1);
    }

    void aProofThatFailsIsTheFailure() {
        Scene scene;
        QCOMPARE(scene.run({.proves = false}), 0);
        QVERIFY(scene.workspace.practice().setFault(u"pat-on-otlp-401"_s, true));
        QCOMPARE(scene.run({}), 1);
        QVERIFY(scene.io.out.contains(u"failed"_s));
        QCOMPARE(scene.io.complaints.size(), 1);
    }

    void givingUpEndsAtOnce() {
        Scene scene;
        scene.io.cancel();
        QCOMPARE(scene.run({}), 1);
        QVERIFY(scene.record.entries().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestApplyPlan)
#include "tst_apply_plan.moc"
