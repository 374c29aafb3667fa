#include "tests/models/setup/GuidedBench.h"

using namespace spanglass;
using namespace spanglass::test;

class TestSetupDraft : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDraftIsKeptWhenItIsLeft() {
        GuidedBench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.schema = u"mine"_s; });
        b.setup.reset();
        QVERIFY(b.control.kept.has_value());
        b.beginSignedIn();
        QVERIFY(b.setup->isResumed());
        QCOMPARE(b.setup->plan().schema, u"mine"_s);
    }

    void aSetupThatNobodyTouchedLeavesNoDraft() {
        GuidedBench b;
        b.beginSignedIn();
        b.setup.reset();
        QVERIFY(!b.control.kept.has_value());
    }

    void theDraftKeepsItsWarehouse() {
        GuidedBench b;
        SetupPlan draft;
        draft.connectionId = u"acme"_s;
        draft.warehouseId = u"w2"_s;
        b.control.kept = draft;
        b.beginSignedIn();
        QCOMPARE(b.setup->plan().warehouseId, u"w2"_s);
    }

    void aProvedSetupIsThereTheNextTime() {
        GuidedBench b;
        b.beginSignedIn();
        b.setup->edit([](SetupPlan& plan) { plan.experimentName = u"/Shared/proved"_s; });
        b.setup->setProofState(SetupPageState::Done);
        b.setup.reset();
        b.beginSignedIn();
        QCOMPARE(b.setup->plan().experimentName, u"/Shared/proved"_s);
    }

    void choicesThatWereLeftBehindAreResumed() {
        GuidedBench b;
        b.beginSignedIn();
        b.setup->showPage(SetupPage::Warehouse);
        b.setup.reset();
        QVERIFY(b.control.kept.has_value());
        QCOMPARE(b.control.kept->connectionId, u"acme"_s);
    }
};

QTEST_MAIN(TestSetupDraft)
#include "tst_setup_draft.moc"
