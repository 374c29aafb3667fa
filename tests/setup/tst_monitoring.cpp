// Monitoring: its warehouse, and scorers among those of others.
#include "services/setup/Scorers.h"
#include "services/setup/Undo.h"
#include "tests/setup/SetupBench.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

PlannedScorer safety(double rate = 1.0) { return {.name = u"harmless"_s, .builtin = u"Safety"_s, .sampleRate = rate}; }
PlannedScorer polite(double rate = 0.5) {
    return {.name = u"polite"_s,
        .builtin = u"Guidelines"_s,
        .guidelines = {u"Be polite."_s, u"Be brief."_s},
        .sampleRate = rate,
        .filter = u"attributes.status = 'OK'"_s};
}

struct MonitoringBench : SetupBench {
    using SetupBench::SetupBench;

    SetupPlan planned(const QList<PlannedScorer>& scorers) {
        SetupPlan out = plan();
        out.experimentId = workspace.client().makeExperiment(out.experimentName);
        out.monitoringWarehouseId = RunningWarehouse;
        out.scorers = scorers;
        return out;
    }
    QString path(const SetupPlan& plan) const {
        return u"/api/2.0/managed-evals/scheduled-scorers/"_s + plan.experimentId;
    }
    QJsonArray stored(const SetupPlan& plan) {
        return workspace.client()
            .get(path(plan))
            .json()
            .value("scheduled_scorers"_L1)
            .toObject()
            .value("scorers"_L1)
            .toArray();
    }
    /// Somebody else's scorer, with members that this program knows nothing of.
    static QJsonObject foreign(double rate = 0.25) {
        return {{u"name"_s, u"their own"_s},
            {u"serialized_scorer"_s, u"{\"call_source\":\"return 1\",\"extra\":[1.5]}"_s}, {u"custom"_s, QJsonObject()},
            {u"sample_rate"_s, rate}, {u"is_session_level_scorer"_s, true},
            {u"new_member"_s, QJsonObject{{u"deep"_s, u"yes"_s}}}};
    }
    void storeForeign(const SetupPlan& plan, double rate = 0.25) {
        const QJsonObject body{{u"experiment_id"_s, plan.experimentId},
            {u"scheduled_scorers"_s, QJsonObject{{u"scorers"_s, QJsonArray{foreign(rate)}}}}};
        QCOMPARE(workspace.client().post(path(plan), body).status, 200);
    }
    QString tag(const SetupPlan& plan) {
        SetupSession session(parts());
        return must(
            QtFuture::makeReadyFuture(Result<Experiment>(*session.wait(session.experiments().byId(plan.experimentId)))))
            .tags.value(u"mlflow.monitoring.sqlWarehouseId"_s);
    }
    void setTag(const SetupPlan& plan, const QString& value) {
        SetupSession session(parts());
        QVERIFY(session.wait(
            session.experiments().setTag(plan.experimentId, u"mlflow.monitoring.sqlWarehouseId"_s, value)));
    }
    /// As the window does it.
    Result<> undoTag() {
        QTemporaryDir folder;
        SetupRecord kept(folder.filePath(u"record.json"_s));
        const auto made = std::ranges::find_if(
            record, [](const SetupRecordEntry& each) { return each.call.text.contains(u"set-experiment-tag"_s); });
        kept.add(*made);
        SetupSession session(parts());
        return takeBack(*made, kept, session);
    }
    Result<SetupCall> preview(const SetupPlan& plan, const ScorerChange& change) {
        SetupSession session(parts());
        return previewScorer(plan.experimentId, change, session);
    }
    Result<QList<MonitoredScorer>> change(const SetupPlan& plan, const ScorerChange& change) {
        SetupSession session(parts());
        return changeScorer(plan.experimentId, change, session);
    }
};

/// Somebody may see it and run nothing on it.
struct BarredWarehouse final : SqlWarehouse {
    QFuture<Result<SqlTable>> run(SqlRequest) override {
        return QtFuture::makeReadyFuture(Result<SqlTable>(failure(ErrorCode::NotAllowed, u"You may not."_s)));
    }
};

QString problemOf(const SetupStepReport& report) { return report.problem ? report.problem->oneLine() : QString(); }

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

    void theMonitoringWarehouseCanBeTakenBackTheListCannot() {
        MonitoringBench bench;
        bench.apply(bench.planned({safety()}), SetupStep::Monitoring);
        const auto written = [&](const QString& part) {
            return *std::ranges::find_if(
                bench.record, [&](const SetupRecordEntry& each) { return each.call.text.contains(part); });
        };
        QVERIFY(written(u"set-experiment-tag"_s).undo.text.contains("delete-experiment-tag"_L1));
        QVERIFY(written(u"scheduled-scorers"_s).undo.text.isEmpty());
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

    void theMonitoringWarehouseIsTakenBack() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({});
        bench.apply(plan, SetupStep::Monitoring);
        QVERIFY(bench.undoTag());
        QVERIFY(bench.tag(plan).isEmpty());
    }

    void aMonitoringWarehouseThatSomebodyChangedIsNotTakenBack() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({});
        bench.apply(plan, SetupStep::Monitoring);
        bench.setTag(plan, u"another"_s);
        const auto undone = bench.undoTag();
        QVERIFY(!undone);
        QCOMPARE(undone.error().code, ErrorCode::Conflict);
        QVERIFY2(undone.error().message.contains("\"another\""_L1), qPrintable(undone.error().message));
        QCOMPARE(bench.tag(plan), u"another"_s);
    }

    void theWarehouseBeforeComesBackUnlessSomebodyChangedIt() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({});
        bench.setTag(plan, u"before"_s);
        bench.apply(plan, SetupStep::Monitoring);
        bench.setTag(plan, u"another"_s);
        QVERIFY(!bench.undoTag());
        QCOMPARE(bench.tag(plan), u"another"_s);
        bench.setTag(plan, RunningWarehouse);
        QVERIFY(bench.undoTag());
        QCOMPARE(bench.tag(plan), u"before"_s);
    }

    void withoutALookNothingIsTakenBack() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({});
        bench.apply(plan, SetupStep::Monitoring);
        QVERIFY(bench.workspace.practice().setFault(u"server-gone@experiments/get"_s, true));
        QVERIFY(!bench.undoTag());
        QCOMPARE(bench.workspace.sent("POST", u"delete-experiment-tag"_s), 0);
    }

    void scorersAreToldAsTheyAreStored() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({polite()});
        bench.storeForeign(plan);
        bench.apply(plan, SetupStep::Monitoring);
        SetupSession session(bench.parts());
        const auto all = scorersOf(plan.experimentId, session);
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->at(0).kind, u"custom"_s);
        QCOMPARE(all->at(1).kind, u"Guidelines"_s);
        QCOMPARE(all->at(1).sampleRate, 0.5);
    }

    void oneIsStoppedStartedAndDeletedAndTheOthersStay() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety(), polite()});
        bench.storeForeign(plan);
        bench.apply(plan, SetupStep::Monitoring);
        const auto stopped = bench.change(plan, {.name = u"polite"_s, .sampleRate = 0.0});
        QVERIFY(stopped);
        QCOMPARE(stopped->at(2).sampleRate, 0.0);
        QCOMPARE(stopped->at(2).filter, u"attributes.status = 'OK'"_s);
        QCOMPARE(bench.change(plan, {.name = u"polite"_s, .sampleRate = 0.75})->at(2).sampleRate, 0.75);
        const auto left = bench.change(plan, {.name = u"polite"_s, .sampleRate = {}, .remove = true});
        QVERIFY(left);
        QCOMPARE(left->size(), 2);
        QJsonObject kept = bench.stored(plan).at(0).toObject();
        kept.remove(u"scorer_version"_s);
        QCOMPARE(kept, MonitoringBench::foreign());
    }

    void whatAChangeSendsIsShownBefore() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        bench.apply(plan, SetupStep::Monitoring);
        const QJsonArray before = bench.stored(plan);
        const ScorerChange slower{.name = u"harmless"_s, .sampleRate = 0.25};
        const auto shown = bench.preview(plan, slower);
        QVERIFY(shown);
        QVERIFY(shown->text.startsWith("PATCH "_L1) && shown->text.contains(u"0.25"_s));
        QCOMPARE(bench.stored(plan), before); // and nothing else happened
        QVERIFY(bench.change(plan, slower));
        QCOMPARE(bench.record.last().call.text, shown->text);
        QVERIFY(bench.preview(plan, slower)->text.isEmpty()); // it is so already
    }

    void aChangeOfAScorerThatIsGoneIsRefused() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({});
        const auto changed = bench.change(plan, {.name = u"nobody"_s, .sampleRate = 1.0});
        QVERIFY(!changed);
        QCOMPARE(changed.error().code, ErrorCode::NotFound);
    }

    void whatIsNoRateIsRefusedBeforeAnythingIsSent() {
        MonitoringBench bench;
        const SetupPlan plan = bench.planned({safety()});
        bench.apply(plan, SetupStep::Monitoring);
        QCOMPARE(bench.change(plan, {.name = u"harmless"_s, .sampleRate = 1.5}).error().code, ErrorCode::BadInput);
        QCOMPARE(bench.stored(plan).at(0).toObject().value("sample_rate"_L1).toDouble(), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestMonitoring)
#include "tst_monitoring.moc"
