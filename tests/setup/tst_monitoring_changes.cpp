// Changes of monitoring afterwards: one scorer among others, and what is taken back.
#include "tests/setup/MonitoringBench.h"

using namespace spanglass;
using namespace spanglass::test;

class TestMonitoringChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

QTEST_GUILESS_MAIN(TestMonitoringChanges)
#include "tst_monitoring_changes.moc"
