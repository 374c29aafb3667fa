#include "services/setup/PlanCalls.h"
#include "tests/setup/SetupBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

SetupPlan plan(TraceTableForm form) {
    SetupPlan out = SetupBench::plan();
    out.experimentName = u"/Shared/team/agents"_s;
    out.form = form;
    out.grants = {{{PrincipalKind::User, u"cleo@practice.example"_s, u"Cleo"_s}}};
    return out;
}

int count(const QList<SetupRecordEntry>& record, const QString& text) {
    return static_cast<int>(std::ranges::count_if(
        record, [&](const SetupRecordEntry& each) { return each.succeeded && each.call.text == text; }));
}

} // namespace

/// A setup that is given up after any of its calls, or whose answers are lost, and is taken up again.
class TestSetupInterrupted : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whereverItIsGivenUpTheNextRunSendsOnlyTheRest_data() {
        QTest::addColumn<TraceTableForm>("form");
        QTest::newRow("newer") << TraceTableForm::TablePrefix;
        QTest::newRow("by hand") << TraceTableForm::ByHand;
    }
    void whereverItIsGivenUpTheNextRunSendsOnlyTheRest() {
        QFETCH(TraceTableForm, form);
        SetupBench bench;
        for (qsizetype allowed = 1, sent = 2; allowed < sent; ++allowed) {
            // Each time from nothing, and given up once this many calls were answered.
            SetupPlan fresh = plan(form);
            fresh.experimentName += u"-%1"_s.arg(allowed);
            fresh.schema = u"traces_%1"_s.arg(allowed);
            bench.record.clear();
            bench.isCancelled = [&] { return bench.record.size() >= allowed; };
            SetupPlan now = fresh;
            for (std::size_t i = 0; i <= static_cast<std::size_t>(SetupStep::Grants) && !bench.isCancelled(); ++i)
                now = bench.apply(now, static_cast<SetupStep>(i)).learned;
            bench.isCancelled = [] { return false; };
            bench.setUp(fresh, SetupStep::Grants);
            sent = bench.record.size();
            QVERIFY(sent > 6 && sent < 30);
            for (const SetupRecordEntry& each : std::as_const(bench.record)) {
                QVERIFY2(each.succeeded, qPrintable(each.answer));
                QCOMPARE(count(bench.record, each.call.text), 1);
            }
        }
    }

    void anAnswerThatIsLostAfterTheWorkIsNoFailure_data() {
        QTest::addColumn<QString>("part");
        QTest::addColumn<SetupStep>("step");
        QTest::newRow("folder") << u"workspace/mkdirs"_s << SetupStep::Experiment;
        QTest::newRow("experiment") << u"experiments/create"_s << SetupStep::Experiment;
        QTest::newRow("older tables") << u"traces/location"_s << SetupStep::Location;
        QTest::newRow("link") << u"link-location"_s << SetupStep::Location;
        QTest::newRow("grants") << u"unity-catalog/permissions"_s << SetupStep::Grants;
    }
    void anAnswerThatIsLostAfterTheWorkIsNoFailure() {
        QFETCH(QString, part);
        QFETCH(SetupStep, step);
        SetupBench bench;
        SetupPlan now = plan(TraceTableForm::SchemaLinked);
        for (std::size_t i = 0; i < static_cast<std::size_t>(step); ++i)
            now = bench.apply(now, static_cast<SetupStep>(i)).learned;
        bench.record.clear();
        QVERIFY(bench.workspace.practice().setFault(u"server-gone@"_s + part, true));
        const auto report = bench.apply(now, step);
        QVERIFY2(report.state == SetupState::Done, qPrintable(report.summary));
        QVERIFY(!report.problem);
        for (const SetupRecordEntry& each : std::as_const(bench.record))
            QCOMPARE(count(bench.record, each.call.text), 1);
    }

    void afterALostConnectionTheWorkIsLookedForMoreThanOnce() {
        class LateWork final : public StepWork {
        public:
            mutable int asked = 0;
            StepView look(const SetupPlan& plan, SetupSession&) const override {
                StepView view(SetupStep::Experiment, plan);
                if (asked < 3) {
                    PlannedCall make;
                    make.call = makeFolderCall(u"/Shared/team"_s);
                    make.isDone = [this] { return ++asked >= 3; };
                    view.add(make);
                }
                return view.settle(u"done"_s, u"to do"_s);
            }
        };
        SetupBench bench({u"server-gone@workspace/mkdirs"_s});
        const LateWork work;
        SetupSession session(bench.parts());
        const auto report = applyStep(work, plan(TraceTableForm::TablePrefix), session);
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(!report.problem);
        QCOMPARE(work.asked, 3);
    }

    void aServerThatRefusesEverythingIsNamedAndNothingIsSent_data() {
        QTest::addColumn<QString>("fault");
        QTest::newRow("proxy page") << u"proxy-page@mlflow"_s;
        QTest::newRow("broken answers") << u"wrong-json@mlflow"_s;
        QTest::newRow("answers cut off") << u"server-gone@mlflow"_s;
        QTest::newRow("chunks cut off") << u"half-chunk@mlflow"_s;
    }
    void aServerThatRefusesEverythingIsNamedAndNothingIsSent() {
        QFETCH(QString, fault);
        SetupBench bench;
        bench.workspace.client().post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, u"/Shared/team"_s}});
        bench.workspace.client().makeExperiment(u"/Shared/team/agents"_s);
        QVERIFY(bench.workspace.practice().setFault(fault, true));
        const auto report = bench.apply(plan(TraceTableForm::TablePrefix), SetupStep::Experiment);
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY(report.problem);
        QVERIFY(!report.problem->message.isEmpty());
        QVERIFY(bench.record.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetupInterrupted)
#include "tst_setup_interrupted.moc"
