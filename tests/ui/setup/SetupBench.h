#pragma once

#include "tests/support/FakeSetup.h"
#include "ui/setup/SetupPanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

/// The panel over a scripted workspace, and what a person does with it.
struct SetupBench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(QStringLiteral("setup.ini")), QSettings::IniFormat};
    FakeWorkspace workspace;
    FakeSetup setup;
    std::unique_ptr<SetupPanel> panel;

    void open() {
        panel = std::make_unique<SetupPanel>(setup, workspace, settings);
        panel->restoreState(settings);
        panel->resize(1208, 736);
        panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel.get()));
    }
    /// As when the program ends, with this panel in it.
    void leave() {
        panel->saveState(settings);
        panel.reset();
    }
    template <class T> T* shown(const QString& name) const {
        for (T* child : panel->findChildren<T*>(name)) {
            if (child->isVisible())
                return child;
        }
        return nullptr;
    }
    bool isEnabled(const QString& button) const {
        const auto* found = shown<QPushButton>(button);
        return found && found->isEnabled();
    }
    void click(const QString& button) const {
        QTRY_VERIFY2(isEnabled(button), qPrintable(button));
        QTest::mouseClick(shown<QPushButton>(button), Qt::LeftButton);
    }
    QString text(const QString& label) const {
        const auto* found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    QAbstractItemModel& pages() const { return *panel->findChild<QListView*>(QStringLiteral("setupPages"))->model(); }
    /// "4. Catalog and schema: to do"
    QString page(int row) const {
        const QModelIndex at = pages().index(row, 0);
        return at.data().toString() + QStringLiteral(": ") + at.data(SetupPagesModel::StateWordsRole).toString();
    }
    QString state(const QString& title) const {
        for (int row = 0; row < pages().rowCount(); ++row) {
            if (pages().index(row, 0).data().toString().endsWith(title))
                return pages().index(row, 0).data(SetupPagesModel::StateWordsRole).toString();
        }
        return {};
    }
    void choose(const QString& title) const {
        auto* list = panel->findChild<QListView*>(QStringLiteral("setupPages"));
        for (int row = 0; row < pages().rowCount(); ++row) {
            const QModelIndex at = pages().index(row, 0);
            if (at.data().toString().endsWith(title))
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(at).center());
        }
    }
    void go(const QString& title) const {
        QTRY_COMPARE(state(QStringLiteral("Connection")), QStringLiteral("done"));
        choose(title);
        QTRY_COMPARE(text(QStringLiteral("pageTitle")), title);
    }
    /// Of a setup in which all else is done.
    void sendProof() {
        for (const SetupStep step : {SetupStep::Experiment, SetupStep::Schema, SetupStep::Location, SetupStep::Grants})
            setup.states[step] = SetupState::Done;
        open();
        click(QStringLiteral("setupToOverview"));
        go(QStringLiteral("Prove it"));
        click(QStringLiteral("sendProof"));
    }
};

} // namespace spanglass::test
