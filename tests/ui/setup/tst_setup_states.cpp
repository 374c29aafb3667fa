// What the panel says of states that last, and the ways out of them.
#include "tests/ui/setup/SetupBench.h"
#include "ui/common/Banner.h"

#include <QCheckBox>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestSetupStates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPageThatWaitsForThePracticeWorkspaceStartsIt() {
        SetupBench b;
        b.workspace.running = false;
        b.open();
        b.choose(u"Experiment"_s);
        b.workspace.reports.ready.reset();
        b.click(u"setupStartPractice"_s);
        QCOMPARE(b.workspace.reports.asked, QStringList{u"acme"_s});
        QTRY_VERIFY(b.text(u"stepText"_s).startsWith(u"Asking who you are"_s));
        QVERIFY(!b.shown<QPushButton>(u"setupStartPractice"_s));
        ConnectionReport good;
        good.who = u"ada@acme.example"_s;
        b.workspace.reports.answer(good);
        QTRY_COMPARE(b.text(u"pageTitle"_s), u"Experiment"_s);
    }

    void aPracticeWorkspaceThatDoesNotStartSaysWhyAndCanBeTriedAgain() {
        SetupBench b;
        b.workspace.running = false;
        b.workspace.reports.ready
            = Result<ConnectionReport>(std::unexpected(Error{ErrorCode::Offline, u"No port is free."_s, {}}));
        b.open();
        b.choose(u"Experiment"_s);
        b.click(u"setupStartPractice"_s);
        QTRY_VERIFY(b.shown<Banner>(u"stepError"_s));
        QCOMPARE(b.shown<Banner>(u"stepError"_s)->message(), u"No port is free."_s);
        QVERIFY(b.isEnabled(u"setupStartPractice"_s));
    }

    void aWorkspaceThatRunsIsNotOfferedToBeStarted() {
        SetupBench b;
        b.workspace.reports.ready
            = Result<ConnectionReport>(std::unexpected(Error{ErrorCode::Offline, u"Not reached."_s, {}}));
        b.open();
        b.choose(u"Experiment"_s);
        QTRY_VERIFY(b.shown<QPushButton>(u"goToConnection"_s));
        QVERIFY(!b.shown<QPushButton>(u"setupStartPractice"_s));
    }

    void whatTellsAStateCannotBeDismissed() {
        SetupBench b;
        b.setup.refusals[SetupStep::Schema] = {ErrorCode::NotAllowed, u"You may not."_s, u"Ask Ada."_s};
        b.open();
        b.click(u"setupToOverview"_s);
        b.click(u"applyAll"_s);
        QTRY_VERIFY(b.shown<Banner>(u"overviewResult"_s));
        QVERIFY(!b.shown<QToolButton>(u"bannerClose"_s));
        b.click(u"bannerAction"_s);
        QTRY_VERIFY(b.shown<Banner>(u"stepProblem"_s));
        QVERIFY(!b.shown<QToolButton>(u"bannerClose"_s));
    }

    void theOutcomeOfAProofCannotBeDismissed() {
        SetupBench b;
        b.sendProof();
        using State = ProofHopReport::State;
        b.setup.proofs.answer(proof({State::Passed, State::Failed, State::Skipped, State::Skipped}));
        QTRY_VERIFY(b.shown<Banner>(u"proofResult"_s));
        QVERIFY(!b.shown<QToolButton>(u"bannerClose"_s));
    }

    void theTextOfEachHopIsLevelWithItsIcon() {
        SetupBench b;
        b.sendProof();
        using State = ProofHopReport::State;
        b.setup.proofs.answer(proof({State::Passed, State::Failed, State::Skipped, State::Skipped}));
        QTRY_VERIFY(b.shown<QLabel>(u"hopIcon"_s));
        const auto middle = [&b](const QString& name, bool isText) {
            const auto* label = b.shown<QLabel>(name);
            const QRect inside = label->contentsRect();
            const int half = isText ? label->fontMetrics().height() / 2 : label->pixmap().height() / 2;
            return label->mapTo(b.panel.get(), inside.topLeft()).y() + half;
        };
        const int icon = middle(u"hopIcon"_s, false);
        QVERIFY(std::abs(middle(u"hopName"_s, true) - icon) <= 1);
        QVERIFY(std::abs(middle(u"hopEvidence"_s, true) - icon) <= 1);
    }

    void aDamagedRecordIsToldWhereTheRecordIs() {
        SetupBench b;
        b.setup.damage = Error{ErrorCode::Damaged, u"The record cannot be read."_s, u"Look into it."_s};
        b.open();
        b.click(u"setupToOverview"_s);
        QTRY_VERIFY(b.shown<Banner>(u"recordDamage"_s));
        QCOMPARE(b.shown<Banner>(u"recordDamage"_s)->message(), u"The record cannot be read."_s);
        QCOMPARE(b.shown<Banner>(u"recordDamage"_s)->remedy(), u"Look into it."_s);
        b.setup.damage.reset();
        Q_EMIT b.setup.recordChanged();
        QTRY_VERIFY(!b.shown<Banner>(u"recordDamage"_s));
    }

    void replacingTheSecretIsChosenOnThePage() {
        SetupBench b;
        b.open();
        b.go(u"Send from your app"_s);
        b.shown<QCheckBox>(u"collectorWanted"_s)->click();
        QTRY_VERIFY(b.shown<QCheckBox>(u"collectorReplace"_s));
        QVERIFY(!b.shown<QCheckBox>(u"collectorReplace"_s)->isChecked());
        b.shown<QCheckBox>(u"collectorReplace"_s)->click();
        b.shown<QLineEdit>(u"collectorSecret"_s)->setText(u"fake-token"_s);
        QTRY_VERIFY(b.setup.lastPlan.collector.replacesSecret);
        QTRY_VERIFY(b.shown<QCheckBox>(u"collectorReplace"_s)->isChecked());
        QCOMPARE(b.shown<QLineEdit>(u"collectorSecret"_s)->text(), u"fake-token"_s);
    }
};

QTEST_MAIN(TestSetupStates)
#include "tst_setup_states.moc"
