#include "tests/ui/setup/SetupBench.h"
#include "ui/common/Banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

/// What the pages do with answers that were given, taken back, or learned.
class TestSetupAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasFoundIsToldBesideTheAnswer() {
        SetupBench b;
        b.setup.learnedPrefix = u"77"_s;
        b.open();
        b.go(u"Catalog and schema"_s);
        auto* prefix = b.shown<QLineEdit>(u"setupPrefix"_s);
        QTRY_COMPARE(prefix->placeholderText(), u"77"_s);
        QCOMPARE(prefix->text(), QString());
        QCOMPARE(b.shown<QComboBox>(u"setupForm"_s)->currentData().toInt(), int(TraceTableForm::Newest));
        QVERIFY(b.text(u"formWords"_s).startsWith("This workspace has:"_L1));
    }

    void anotherWorkspaceIsNotGivenWhatThisOneHas() {
        SetupBench b;
        b.setup.learnedPrefix = u"77"_s;
        b.open();
        b.go(u"Catalog and schema"_s);
        QTRY_COMPARE(b.shown<QLineEdit>(u"setupPrefix"_s)->placeholderText(), u"77"_s);
        b.leave();
        QVERIFY(b.setup.kept.has_value());
        QCOMPARE(b.setup.kept->tablePrefix, QString());
        QCOMPARE(b.setup.kept->form, TraceTableForm::Newest);
    }

    void aWrongCatalogIsToldAsItIsTyped() {
        SetupBench b;
        b.open();
        b.go(u"Catalog and schema"_s);
        QLineEdit* catalog = b.shown<QComboBox>(u"setupCatalog"_s)->lineEdit();
        QTRY_COMPARE(catalog->text(), u"main"_s);
        catalog->setFocus();
        catalog->selectAll();
        QTest::keyClicks(catalog, u"nowhere"_s);
        QTRY_VERIFY(b.text(u"schemaRemark"_s).startsWith("There is no catalog"_L1));
        QCOMPARE(b.setup.lastPlan.catalog, u"main"_s); // nobody asks for a name that is half typed
    }

    void aCollectorThatIsWantedAgainIsAsItWas() {
        SetupBench b;
        b.open();
        b.go(u"Send from your app"_s);
        auto* wanted = b.shown<QCheckBox>(u"collectorWanted"_s);
        wanted->click();
        auto* app = b.shown<QLineEdit>(u"collectorApp"_s);
        app->clear();
        QTest::keyClicks(app, u"my-collector"_s);
        wanted->click();
        QTRY_VERIFY(!app->isVisible());
        wanted->click();
        QTRY_VERIFY(app->isVisible());
        QCOMPARE(app->text(), u"my-collector"_s);
    }

    void scorersThatAreWantedAgainAreAsTheyWere() {
        SetupBench b;
        b.open();
        b.go(u"Monitoring"_s);
        auto* wanted = b.shown<QCheckBox>(u"monitoringWanted"_s);
        wanted->click();
        b.shown<QCheckBox>(u"scorer-RelevanceToQuery"_s)->click();
        wanted->click();
        wanted->click();
        QTRY_VERIFY(b.shown<QCheckBox>(u"scorer-RelevanceToQuery"_s));
        QVERIFY(b.shown<QCheckBox>(u"scorer-RelevanceToQuery"_s)->isChecked());
    }

    void aTokenIsNotShownAfterItIsForgotten() {
        SetupBench b;
        b.open();
        b.go(u"Send from your app"_s);
        b.shown<QCheckBox>(u"collectorWanted"_s)->click();
        auto* field = b.shown<QLineEdit>(u"collectorSecret"_s);
        QTest::keyClicks(field, u"not-a-real-token"_s);
        Connection other = b.workspace.list[0];
        other.settings.id = u"other"_s;
        b.workspace.list << other;
        Q_EMIT b.workspace.connectionsChanged();
        b.choose(u"Connection"_s);
        auto* list = b.shown<QListView>(u"setupConnections"_s);
        QTRY_COMPARE(list->model()->rowCount(), 2);
        list->setCurrentIndex(list->model()->index(1, 0));
        QTRY_COMPARE(field->text(), QString());
    }

    void aScorersOwnRateStandsInTheBox() {
        SetupBench b;
        b.setup.states[SetupStep::Experiment] = SetupState::Done;
        b.setup.scorerLists.ready
            = QList<MonitoredScorer>{{u"safety"_s, u"Safety"_s, 0.25, {}}, {u"mine"_s, u"Guidelines"_s, 0, {}}};
        b.open();
        b.go(u"Monitoring"_s);
        b.shown<QCheckBox>(u"monitoringWanted"_s)->click();
        QTRY_VERIFY(b.shown<QTableView>(u"scorersTable"_s));
        b.shown<QTableView>(u"scorersTable"_s)->selectRow(0);
        QCOMPARE(b.shown<QDoubleSpinBox>(u"scorerRate"_s)->value(), 25.0);
        b.shown<QTableView>(u"scorersTable"_s)->selectRow(1);
        QCOMPARE(b.shown<QDoubleSpinBox>(u"scorerRate"_s)->value(), 100.0);
    }

    void whatCouldNotBeCheckedLeavesTheProof() {
        SetupBench b;
        for (const SetupStep step : {SetupStep::Experiment, SetupStep::Schema, SetupStep::Location})
            b.setup.states[step] = SetupState::Done;
        b.setup.states[SetupStep::Grants] = SetupState::Uncertain;
        b.open();
        b.click(u"setupToOverview"_s);
        QTRY_VERIFY(b.shown<Banner>(u"overviewResult"_s));
        QVERIFY(b.shown<Banner>(u"overviewResult"_s)->message().startsWith("Nothing is left to send"_L1));
        QVERIFY(!b.isEnabled(u"applyAll"_s));
    }
};

QTEST_MAIN(TestSetupAnswers)
#include "tst_setup_answers.moc"
