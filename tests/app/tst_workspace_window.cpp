#include "tests/app/WindowBench.h"
#include "ui/common/Banner.h"

#include <QAbstractItemView>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestWorkspaceWindow : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<WindowBench> m_bench;

private Q_SLOTS:
    void initTestCase() {
        m_bench = std::make_unique<WindowBench>();
        m_bench->askForWorkspace();
        m_bench->click(u"startPractice"_s);
        m_bench->openExample();
    }
    void cleanupTestCase() { m_bench.reset(); }

    void thePlaceIsInViewWithItsTraces() {
        QCOMPARE(m_bench->window().currentPanel(), m_bench->traces());
        QCOMPARE(m_bench->traces()->currentPlace().title, u"example-agents on Practice workspace"_s);
        QCOMPARE(m_bench->shown<QTableView>(u"traceTable"_s)->model()->rowCount(), 3);
    }

    void theListBeginsWithTheLastDay() {
        QCOMPARE(m_bench->shown<QToolButton>(u"timeButton"_s)->text(), u"Last 24 hours"_s);
    }

    void theConsoleCanAskTheWarehouse() {
        const auto& sources = m_bench->sql()->sources().all();
        QCOMPARE(sources.size(), std::size_t(2));
        QVERIFY(sources[1].name.contains(u"Practice workspace"_s));
        QCOMPARE(sources[1].spansTable, u"main.default.agents_otel_spans"_s);
        QCOMPARE(sources[1].shape, SqlTableShape::Variant);
    }

    void aSecondRequestRaisesTheDialogThatIsThere() {
        auto* action = m_bench->window().findChild<QAction*>(u"openWorkspace"_s);
        action->trigger();
        action->trigger();
        QCOMPARE(m_bench->window().findChildren<WorkspaceDialog*>().size(), 1);
        m_bench->dialog()->reject();
        QTRY_VERIFY(!m_bench->dialog());
    }

    void theDialogLeadsToTheConnections() {
        m_bench->askForWorkspace();
        m_bench->click(u"manageConnections"_s);
        QCOMPARE(m_bench->window().currentPanel()->panelId(), "connections"_L1);
        QTRY_VERIFY(!m_bench->dialog());
        m_bench->window().showPanel(u"traces");
    }

    /// Last: it takes the place away.
    void zzAClosedPlaceTakesItsConsoleSourceAlong() {
        auto* menu = m_bench->traces()->findChild<QMenu*>(u"placeMenu"_s);
        Q_EMIT menu->aboutToShow();
        menu->actions().last()->trigger();
        QCOMPARE(m_bench->traces()->currentPlace().title, u"Local store"_s);
        QCOMPARE(m_bench->sql()->sources().all().size(), std::size_t(1));
    }

    void zzzAClosedPlaceIsOpenedAgainByItsName() {
        m_bench->reopenExample();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_bench->traces()->currentPlace().title, u"example-agents on Practice workspace"_s, 30'000);
        QTRY_COMPARE(m_bench->shown<QTableView>(u"traceTable"_s)->model()->rowCount(), 3);
    }

    void zzzzAPlaceIsOfferedAfterARestartAndAskedOnlyThen() {
        m_bench->restart();
        QCOMPARE(m_bench->traces()->currentPlace().title, u"Local store"_s);
        m_bench->reopenExample();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_bench->traces()->currentPlace().title, u"example-agents on Practice workspace"_s, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->shown<QTableView>(u"traceTable"_s)->model()->rowCount(), 3, 30'000);
    }

    void zzzzzACommandLineOpensAPlaceAndAsksForAnother() {
        WindowCommand command;
        command.place = u"example-agents on Practice workspace"_s;
        command.workspace = true;
        m_bench->restart(command);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->dialog(), 60'000);
        QCOMPARE(m_bench->traces()->currentPlace().title, command.place);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session->isSettled(), 60'000);
        QVERIFY(m_bench->shown<QTableView>(u"experimentTable"_s)); // of the connection in view
    }

    void zzzzzzAPlaceThatNobodyKnowsIsSaid() {
        WindowCommand command;
        command.place = u"nobody on nowhere"_s;
        m_bench->restart(command);
        QVERIFY(m_bench->window().notice().message().contains(u"nobody on nowhere"_s));
        QVERIFY(!m_bench->window().notice().remedy().isEmpty());
    }
};

QTEST_MAIN(TestWorkspaceWindow)
#include "tst_workspace_window.moc"
