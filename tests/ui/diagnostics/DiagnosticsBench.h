#pragma once

#include "tests/support/FakeDiagnosis.h"
#include "tests/support/FakeReplay.h"
#include "tests/support/FakeSetup.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/diagnostics/DiagnosticsPanel.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

namespace spanglass::test {

/// The panel of diagnostics on a fake workspace with a fake control.
struct DiagnosticsBench : PanelBench {
    FakeDiagnosis control;
    FakeSetup setup;
    FakeWorkspace workspace;
    FakeForward forward;
    FakeReplay replays;
    FakeRecords records;
    std::unique_ptr<DiagnosticsPanel> panel;

    void open(QSize size = {1208, 736}) {
        panel = std::make_unique<DiagnosticsPanel>(DiagnosticsSources{
            control, setup, workspace, {receiver, PanelBench::store, forward, replays, records}, settings});
        panel->resize(size);
        panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel.get()));
    }
    template <class T> T* find(const QString& name) const { return panel->findChild<T*>(name); }
    template <class T> T* shown(const QString& name) const {
        T* found = find<T>(name);
        return found && found->isVisible() ? found : nullptr;
    }
    QString text(const QString& label) const {
        const auto* found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    /// Of the line of this name.
    QString lineText(const QString& line, const QString& label) const {
        return find<QWidget>(line)->findChild<QLabel*>(label)->text();
    }
    /// A button or a tool button, by the mouse.
    void click(const QString& name) const {
        QTRY_VERIFY2(button(name), qPrintable(name));
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    QAbstractButton* button(const QString& name) const {
        for (QAbstractButton* each : panel->findChildren<QAbstractButton*>(name)) {
            if (each->isVisible() && each->isEnabled())
                return each;
        }
        return nullptr;
    }
    void runAll() const {
        click(QStringLiteral("runAll"));
        QTRY_VERIFY(panel->isSettled());
    }
    void showPage(int page) const { find<QTabWidget>(QStringLiteral("diagnosticsTabs"))->setCurrentIndex(page); }
    /// One of the list of checks, as by the mouse.
    void choose(const QString& title) const {
        auto* checks = shown<QAbstractItemView>(QStringLiteral("checkList"));
        QVERIFY(checks);
        for (int row = 0; row < checks->model()->rowCount(); ++row) {
            const QModelIndex at = checks->model()->index(row, 0);
            if (at.data().toString() != title)
                continue;
            checks->scrollTo(at);
            return QTest::mouseClick(checks->viewport(), Qt::LeftButton, {}, checks->visualRect(at).center());
        }
        QFAIL(qPrintable(title));
    }
    /// Fails `id` with a button that does this.
    void offer(const QString& id, const QString& label, decltype(CheckAction::remedy) remedy) {
        control.fail(id, QStringLiteral("It is not so."));
        control.state(id).action = CheckAction{label, std::move(remedy)};
    }
};

} // namespace spanglass::test
