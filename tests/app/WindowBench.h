#pragma once

#include "app/WindowSession.h"
#include "ui/sql/SqlPanel.h"
#include "ui/traces/TracesPanel.h"
#include "ui/workspace/WorkspaceDialog.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

/// The program's window on an empty store, with nothing that listens.
struct WindowBench {
    QTemporaryDir dir;
    QSettings file{dir.filePath(QStringLiteral("spanglass.ini")), QSettings::IniFormat};
    Settings settings{file};
    std::unique_ptr<WindowSession> session;

    WindowBench() {
        settings.setValue(setting::ReceiverAutoStart, false);
        restart();
    }
    void restart(const WindowCommand& command = {}) {
        session.reset();
        session = std::make_unique<WindowSession>(settings, command);
        QSignalSpy ready(session.get(), &WindowSession::ready);
        window().resize(1280, 800);
        window().show();
        session->open(dir.filePath(QStringLiteral("store.duckdb")));
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
    void askForWorkspace() const { window().findChild<QAction*>(QStringLiteral("openWorkspace"))->trigger(); }
    /// The example's traces by the menu of places, which offers what was open.
    void reopenExample() const {
        auto* menu = traces()->findChild<QMenu*>(QStringLiteral("placeMenu"));
        Q_EMIT menu->aboutToShow();
        for (QAction* each : menu->actions()) {
            if (each->text() == QStringLiteral("example-agents on Practice workspace"))
                return each->trigger();
        }
        QFAIL("the place is not offered");
    }

    /// In the dialog, once its connection stands: to the traces of the newer example experiment.
    void openExample() const {
        const QString table = QStringLiteral("experimentTable");
        QTRY_VERIFY_WITH_TIMEOUT(shown<QTableView>(table), 30'000);
        auto* experiments = shown<QTableView>(table);
        QTRY_COMPARE_WITH_TIMEOUT(experiments->model()->rowCount(), 2, 30'000);
        for (int row = 0; row < 2; ++row) {
            const QModelIndex name = experiments->model()->index(row, 0);
            if (name.data().toString() == QStringLiteral("/Shared/example-agents"))
                QTest::mouseClick(experiments->viewport(), Qt::LeftButton, {}, experiments->visualRect(name).center());
        }
        auto* open = dialog()->findChild<QPushButton*>(QStringLiteral("openWorkspace"));
        QTRY_VERIFY_WITH_TIMEOUT(open->isEnabled(), 30'000);
        open->click();
        QTRY_VERIFY(!dialog());
        QTRY_VERIFY_WITH_TIMEOUT(traces()->isSettled(), 30'000);
    }
};

} // namespace spanglass::test
