// Monitoring: its warehouse, and scorers among those of others.
#include "tests/setup/MonitoringBench.h"

using namespace spanglass;
using namespace spanglass::test;

namespace {

/// Somebody may see it and run nothing on it.
struct BarredWarehouse final : SqlWarehouse {
    QFuture<Result<SqlTable>> run(SqlRequest) override {
        return QtFuture::makeReadyFuture(Result<SqlTable>(failure(ErrorCode::NotAllowed, u"You may not."_s)));
    }
};

} // namespace

class TestMonitoring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutMonitoringInThePlanNothingIsAsked() {
        MonitoringBench bench;
        SetupPlan plan = bench.planned({});
        plan.monitoringWarehouseId.clear();
        QCOMPARE(bench.probe(plan, SetupStep::Monitoring).state, SetupState::NotAsked);
    }

    void lookingChangesNothing() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        const SetupStepReport report = bench.probe(plan, SetupStep::Monitoring);
        QCOMPARE(report.state, SetupState::ToDo);
        QCOMPARE(purposes(report),
            (QStringList{u"Let monitoring read with Practice warehouse"_s, u"Register and start the scorers"_s}));
        QVERIFY(bench.stored(plan).isEmpty());
        QVERIFY(bench.tag(plan).isEmpty());
    }

    void scorersAreRegisteredAndStarted() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety(), polite()});
        const SetupStepReport report = bench.apply(plan, SetupStep::Monitoring);
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
        QVERIFY(std::ranges::all_of(bench.record, &SetupRecordEntry::succeeded));
        QCOMPARE(bench.tag(plan), RunningWarehouse);
        const QJsonArray stored = bench.stored(plan);
        QCOMPARE(stored.size(), 2);
        const QJsonObject second = stored[1].toObject();
        QCOMPARE(second.value("sample_rate"_L1).toDouble(), 0.5);
        QCOMPARE(second.value("filter_string"_L1).toString(), u"attributes.status = 'OK'"_s);
        const QJsonObject serialized
            = QJsonDocument::fromJson(second.value("serialized_scorer"_L1).toString().toUtf8()).object();
        QCOMPARE(serialized.value("builtin_scorer_class"_L1).toString(), u"Guidelines"_s);
        QCOMPARE(
            serialized.value("builtin_scorer_pydantic_data"_L1).toObject().value("guidelines"_L1).toArray().size(), 2);
    }

    void aListThatWasEmptiedIsFilledAgain() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        QVERIFY(bench.apply(plan, SetupStep::Monitoring).state == SetupState::Done);
        QVERIFY(bench.change(plan, {.name = u"harmless"_s, .sampleRate = {}, .remove = true}));
        QVERIFY(bench.stored(plan).isEmpty());
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Done);
        QCOMPARE(bench.stored(plan).size(), 1);
        QVERIFY(std::ranges::all_of(bench.record, &SetupRecordEntry::succeeded));
    }

    void othersAreLeftAsTheyAreMembersUnknownHereIncluded() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        bench.storeForeign(plan);
        const SetupStepReport before = bench.probe(plan, SetupStep::Monitoring);
        QVERIFY(finding(before, u"their own"_s)->evidence.contains("left as it is"_L1));
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Done);
        QJsonObject kept = bench.stored(plan).at(0).toObject();
        kept.remove(u"scorer_version"_s); // the workspace's own
        QCOMPARE(kept, MonitoringBench::foreign());
        QCOMPARE(bench.stored(plan).size(), 2);
    }

    void appliedTwiceItIsTheSame() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety(), polite()});
        bench.apply(plan, SetupStep::Monitoring);
        const qsizetype changes = bench.record.size();
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Done);
        QCOMPARE(bench.record.size(), changes);
    }

    void registeredButNotStartedIsTheTrapThatItIs() {
        MonitoringBench bench;
        const SetupPlan idle = bench.planned({safety(0)});
        QCOMPARE(bench.apply(idle, SetupStep::Monitoring).state, SetupState::Done);
        SetupPlan plan = idle;
        plan.scorers = {safety()};
        const SetupStepReport report = bench.probe(plan, SetupStep::Monitoring);
        QCOMPARE(finding(report, u"harmless"_s)->state, SetupState::ToDo);
        QVERIFY(finding(report, u"harmless"_s)->evidence.contains("not started: it judges nothing"_L1));
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Done);
        QCOMPARE(bench.stored(plan).at(0).toObject().value("sample_rate"_L1).toDouble(), 1.0);
    }

    void theTrapIsToldOfOthersToo() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        bench.storeForeign(plan, 0);
        const SetupStepReport report = bench.probe(plan, SetupStep::Monitoring);
        QVERIFY(finding(report, u"their own"_s)->evidence.contains("registered but not started"_L1));
    }

    void aNameThatIsTakenForAnotherJudgementIsNotOverwritten() {
        MonitoringBench bench;
        SetupPlan plan = bench.planned({safety()});
        bench.storeForeign(plan);
        plan.scorers[0].name = u"their own"_s;
        const SetupStepReport report = bench.apply(plan, SetupStep::Monitoring);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY2(problemOf(report).contains("judges otherwise"_L1), qPrintable(problemOf(report)));
        QCOMPARE(bench.stored(plan).at(0).toObject().value("sample_rate"_L1).toDouble(), 0.25);
        QVERIFY(bench.record.isEmpty());
    }

    void moreThanTwentyAreNotSent() {
        MonitoringBench bench;
        QList<PlannedScorer> many;
        for (int i = 0; i < 21; ++i)
            many << PlannedScorer{.name = u"s%1"_s.arg(i), .builtin = u"Safety"_s};
        const SetupPlan plan = bench.planned(many);
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Blocked);
        QVERIFY(bench.stored(plan).isEmpty());
    }

    void aWarehouseThatIsNotThereBlocks() {
        MonitoringBench bench;
        SetupPlan plan = bench.planned({safety()});
        plan.monitoringWarehouseId = u"ffffffffffffffff"_s;
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Blocked);
        QVERIFY(bench.stored(plan).isEmpty());
    }

    void withoutAnExperimentMonitoringWaitsForIt() {
        MonitoringBench bench;
        SetupPlan plan = SetupBench::plan();
        plan.monitoringWarehouseId = RunningWarehouse;
        const SetupStepReport report = bench.probe(plan, SetupStep::Monitoring);
        QVERIFY(report.summary.contains("once the experiment is there"_L1));
        QVERIFY(bench.apply(plan, SetupStep::Monitoring).problem);
        QVERIFY(bench.record.isEmpty());
    }

    void aWarehouseThatIsNotThereIsToldBeforeTheExperimentIsMade() {
        MonitoringBench bench;
        SetupPlan plan = SetupBench::plan();
        plan.monitoringWarehouseId = u"ffffffffffffffff"_s;
        QCOMPARE(bench.probe(plan, SetupStep::Monitoring).state, SetupState::Blocked);
    }

    void theWarehouseOfAnotherWorkspaceIsFoundByItsName() {
        MonitoringBench bench;
        SetupPlan plan = bench.planned({safety()});
        plan.monitoringWarehouseId = u"ffffffffffffffff"_s;
        plan.monitoringWarehouseName = u"Practice warehouse"_s;
        QCOMPARE(bench.apply(plan, SetupStep::Monitoring).state, SetupState::Done);
        QCOMPARE(bench.tag(plan), RunningWarehouse);
    }

    void onesOwnUseOfItsWarehouseIsTried() {
        MonitoringBench bench;
        SetupPlan plan = bench.planned({});
        plan.warehouseId = StoppedWarehouse;
        QCOMPARE(finding(bench.probe(plan, SetupStep::Monitoring), u"Your CAN USE"_s)->state, SetupState::Done);
        bench.warehouses[RunningWarehouse] = std::make_shared<BarredWarehouse>();
        const auto report = bench.probe(plan, SetupStep::Monitoring);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->remedy.contains("CAN USE"_L1));
        std::swap(plan.warehouseId, plan.monitoringWarehouseId);
        QCOMPARE(finding(bench.probe(plan, SetupStep::Monitoring), u"Your CAN USE"_s)->evidence,
            u"The list of who may use it has you."_s);
    }

    void moreScorersThanAnExperimentMayHaveAreInTheWay() {
        MonitoringBench bench;
        QList<PlannedScorer> many;
        for (int i = 0; i < 21; ++i) {
            many << safety();
            many.last().name = u"scorer %1"_s.arg(i);
        }
        const auto report = bench.probe(bench.planned(many), SetupStep::Monitoring);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem->message.contains(u"20"_s));
    }

    void aScorerThatIsAddedBetweenTwoCallsIsNotLost() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        SetupSession::Parts parts = bench.parts();
        parts.keep = [&](const SetupRecordEntry& entry) {
            if (entry.call.text.contains(u"set-experiment-tag"_s))
                bench.storeForeign(plan);
        };
        SetupSession session(parts);
        QCOMPARE(applyStep(*workOf(SetupStep::Monitoring), plan, session).state, SetupState::Done);
        QCOMPARE(bench.stored(plan).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestMonitoring)
#include "tst_monitoring.moc"
