#include "app/WindowSession.h"
#include "ui/sql/SqlPanel.h"
#include "ui/traces/TracesPanel.h"
#include "ui/workspace/WorkspaceDialog.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

/// The program's window on an empty store, with nothing that listens.
struct Bench {
    QTemporaryDir dir;
    QSettings file{dir.filePath(u"spanglass.ini"_s), QSettings::IniFormat};
    Settings settings{file};
    std::unique_ptr<WindowSession> session;

    Bench() {
        settings.setValue(setting::ReceiverAutoStart, false);
        session = std::make_unique<WindowSession>(settings, WindowCommand());
        QSignalSpy ready(session.get(), &WindowSession::ready);
        window().resize(1280, 800);
        window().show();
        session->open(dir.filePath(u"store.duckdb"_s));
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
    }
    MainWindow& window() const { return session->window(); }
    TracesPanel* traces() const { return qobject_cast<TracesPanel*>(window().panel(u"traces")); }
    SqlPanel* sql() const { return qobject_cast<SqlPanel*>(window().panel(u"sql")); }
    WorkspaceDialog* dialog() const { return window().findChild<WorkspaceDialog*>(); }
    template <class T> T* shown(const QString& name) const {
        for (T* child : window().findChildren<T*>(name)) {
            if (child->isVisible())
                return child;
        }
        return nullptr;
    }
    void click(const QString& button) const {
        QTRY_VERIFY(shown<QPushButton>(button));
        QTest::mouseClick(shown<QPushButton>(button), Qt::LeftButton);
    }
    /// Through the dialog to the traces of the newer example experiment.
    void openPractice() const {
        window().findChild<QAction*>(u"openWorkspace"_s)->trigger();
        click(u"startPractice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(shown<QTableView>(u"experimentTable"_s), 30'000);
        auto* experiments = shown<QTableView>(u"experimentTable"_s);
        QTRY_COMPARE(experiments->model()->rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            const QModelIndex name = experiments->model()->index(row, 0);
            if (name.data().toString() == u"/Shared/example-agents"_s)
                QTest::mouseClick(experiments->viewport(), Qt::LeftButton, {}, experiments->visualRect(name).center());
        }
        auto* open = dialog()->findChild<QPushButton*>(u"openWorkspace"_s);
        QTRY_VERIFY_WITH_TIMEOUT(open->isEnabled(), 30'000);
        open->click();
        QTRY_VERIFY(!dialog());
        QTRY_VERIFY_WITH_TIMEOUT(traces()->isSettled(), 30'000);
    }
};

} // namespace

class TestWorkspaceWindow : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Bench> m_bench;

private Q_SLOTS:
    void initTestCase() {
        m_bench = std::make_unique<Bench>();
        m_bench->openPractice();
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
        m_bench->window().findChild<QAction*>(u"openWorkspace"_s)->trigger();
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
};

QTEST_MAIN(TestWorkspaceWindow)
#include "tst_workspace_window.moc"
