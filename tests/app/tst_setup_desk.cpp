#include "app/setup/SetupDesk.h"
#include "tests/app/DeskBench.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

SetupPlan freshPlan(const QString& name) {
    SetupPlan plan;
    plan.connectionId = DeskBench::id();
    plan.warehouseId = DeskBench::running();
    plan.experimentName = u"/Shared/"_s + name;
    plan.catalog = u"main"_s;
    plan.schema = name;
    plan.tablePrefix = name;
    return plan;
}

} // namespace

/// Guided setup in the window's process, against the practice workspace inside it.
class TestSetupDesk : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<DeskBench> m_bench;

    std::unique_ptr<SetupDesk> desk() const {
        return std::make_unique<SetupDesk>(m_bench->connections, m_bench->practice, m_bench->network.thread(),
            m_bench->dir.path(), SetupPace{.look = std::chrono::milliseconds(100), .looks = 50});
    }

private Q_SLOTS:
    void initTestCase() {
        m_bench = std::make_unique<DeskBench>();
        m_bench->start();
    }
    void cleanupTestCase() { m_bench.reset(); }

    void everyStepIsAppliedAndProved() {
        const auto setup = desk();
        SetupPlan plan = freshPlan(u"walk"_s);
        for (std::size_t i = 0; i <= static_cast<std::size_t>(SetupStep::Grants); ++i) {
            const auto report = awaited(setup->apply(plan, static_cast<SetupStep>(i), {}));
            QVERIFY(report);
            QVERIFY2(report->state == SetupState::Done, qPrintable(report->summary));
            plan = report->learned;
        }
        const auto proof = setup->prove(plan);
        QTRY_VERIFY_WITH_TIMEOUT(proof.isFinished(), 60'000);
        QVERIFY(proof.resultAt(proof.resultCount() - 1)->isProved());
    }

    void changesAreRecordedAndTold() {
        const auto setup = desk();
        const qsizetype before = setup->record().size();
        QSignalSpy changed(setup.get(), &SetupControl::recordChanged);
        QVERIFY(awaited(setup->apply(freshPlan(u"recorded"_s), SetupStep::Experiment, {})));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(setup->record().size(), before + 1);
        QVERIFY(setup->exportRecord().contains(u"/Shared/recorded"_s));
    }

    void aLinkIsTakenBackOutOfTheRecord() {
        const auto setup = desk();
        SetupPlan plan = freshPlan(u"undone"_s);
        plan.form = TraceTableForm::SchemaLinked;
        for (const SetupStep step : {SetupStep::Experiment, SetupStep::Schema, SetupStep::Location})
            plan = awaited(setup->apply(plan, step, {}))->learned;
        QVERIFY(m_bench->experiment(plan.experimentName).traceLocation);
        QVERIFY(awaited(setup->undo(setup->record().first().id)));
        QVERIFY(!m_bench->experiment(plan.experimentName).traceLocation);
        QVERIFY(!awaited(setup->undo(u"no such entry"_s)));
    }

    void cancellingEndsAProbeWithoutAResult() {
        const auto setup = desk();
        auto future = setup->probe(freshPlan(u"cancelled"_s), SetupStep::Grants);
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 0);
    }

    void catalogsComeWithWhatDecides() {
        const auto setup = desk();
        const auto catalogs = awaited(setup->catalogs(DeskBench::id()));
        QVERIFY(catalogs);
        const auto main = std::ranges::find(*catalogs, u"main"_s, &CatalogInfo::name);
        QVERIFY(main != catalogs->end());
        QVERIFY(main->isManaged());
    }

    void principalsAreFound() {
        const auto found = awaited(desk()->principals(DeskBench::id(), u"cleo"_s));
        QVERIFY(found);
        QCOMPARE(found->value(0).id, u"cleo@practice.example"_s);
    }

    void aDraftIsKeptOverARestart() {
        desk()->keepDraft(freshPlan(u"draft"_s));
        QVERIFY(desk()->draft() == freshPlan(u"draft"_s));
        desk()->forgetDraft();
        QVERIFY(!desk()->draft());
    }

    void aPlanIsExportedInThreeForms() {
        const auto setup = desk();
        const SetupPlan plan = freshPlan(u"exported"_s);
        QVERIFY(setup->readPlan(setup->exportPlan(plan, PlanFormat::Json).toUtf8()));
        QVERIFY(setup->exportPlan(plan, PlanFormat::Sql).contains(u"CREATE SCHEMA"_s));
        QVERIFY(setup->exportPlan(plan, PlanFormat::Shell).startsWith(u"#!/bin/sh"_s));
    }
};

QTEST_GUILESS_MAIN(TestSetupDesk)
#include "tst_setup_desk.moc"
