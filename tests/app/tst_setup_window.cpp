#include "tests/app/SetupWindow.h"
#include "tests/support/Pictures.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench : SetupWindow {
    /// From the first page to the sign-in at the practice workspace.
    void startPractice() const {
        window().showPanel(u"setup");
        clickRow(u"setupConnections"_s, u"Practice workspace"_s);
        click(u"startPractice"_s);
    }
};

} // namespace

/// Guided setup in the program's own window, against the practice workspace.
class TestSetupWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDefaultsLeadFromTheFirstWindowToTheProvedTrace() {
        Bench b;
        b.click(u"emptySetup"_s);
        QCOMPARE(b.window().currentPanel()->panelId(), "setup"_L1);
        b.startPractice();
        b.click(u"setupToOverview"_s);
        succeeds(b.applyAll());
        b.click(u"bannerAction"_s);
        succeeds(b.prove());
        b.click(u"openProof"_s);
        QTRY_COMPARE_WITH_TIMEOUT(b.window().currentPanel(), static_cast<Panel*>(b.traces()), SetupPatience);
        QVERIFY(b.settles());
        QVERIFY(!b.traces()->problem());
    }

    void everyPageIsWalkedAndItsStepApplied() {
        Bench b;
        b.startPractice();
        for (const QString& title : {u"SQL warehouse"_s, u"Experiment"_s, u"Catalog and schema"_s, u"Table check"_s,
                 u"Grants"_s, u"Send from your app"_s, u"Monitoring"_s}) {
            b.click(u"setupNext"_s);
            QTRY_COMPARE(b.text(u"pageTitle"_s), title);
            QVERIFY(b.settles());
            savePicture(b.window(), u"walk-"_s + title);
            applyWhatIsOffered(b);
            savePicture(b.window(), u"walk-"_s + title + u"-after"_s);
        }
        b.click(u"setupNext"_s);
        QVERIFY(b.settles());
        savePicture(b.window(), u"walk-overview"_s);
        succeeds(b.prove());
        savePicture(b.window(), u"walk-proved"_s);
    }

    void aSetupIsResumedAfterARestartAndFinished() {
        Bench b;
        b.startPractice();
        b.click(u"setupNext"_s);
        b.choose(u"Experiment"_s);
        QVERIFY(b.settles());
        b.typeInto(u"experimentName"_s, u"/Shared/resumed"_s);
        QVERIFY(b.settles());
        b.click(u"applyStep"_s);
        QVERIFY(b.settles());
        b.leave();
        b.restart();
        b.window().showPanel(u"setup");
        QTRY_VERIFY(b.shown<Banner>(u"setupResumed"_s));
        b.click(u"goToConnection"_s);
        b.click(u"startPractice"_s);
        b.click(u"setupToOverview"_s);
        QVERIFY(b.settles());
        QVERIFY(b.text(u"overviewChoices"_s).contains(u"/Shared/resumed"_s));
        succeeds(b.applyAll());
    }

private:
    /// Until nothing on the page is left to do.
    static void applyWhatIsOffered(const Bench& b) {
        for (int round = 0; round < 3; ++round) {
            auto* apply = b.shown<QPushButton>(u"applyStep"_s);
            if (!apply || !apply->isEnabled())
                return;
            apply->click();
            QVERIFY(b.settles());
            QVERIFY2(!b.shown<Banner>(u"stepProblem"_s),
                qPrintable(
                    b.shown<Banner>(u"stepProblem"_s) ? b.shown<Banner>(u"stepProblem"_s)->message() : QString()));
        }
    }
};

QTEST_MAIN(TestSetupWindow)
#include "tst_setup_window.moc"
