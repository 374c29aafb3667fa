#pragma once

#include "tests/support/FakeConnections.h"
#include "tests/support/FakeReplay.h"
#include "tests/support/FakeTraceList.h"
#include "tests/support/HeldFiles.h"
#include "ui/replay/ReplayPanel.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

/// The panel over scripted replays, and what a person does with it.
struct ReplayBench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(QStringLiteral("replay.ini")), QSettings::IniFormat};
    FakeReplay replays;
    HeldFiles files;
    FakeTraceList traces;
    FakeWorkspace workspace;
    FakeConnections connections;
    std::unique_ptr<ReplayPanel> panel;

    void open() {
        panel = std::make_unique<ReplayPanel>(ReplayParts{replays, files, traces, workspace, connections, settings});
        panel->restoreState(settings);
        panel->resize(1208, 736);
        panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel.get()));
    }
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
    bool shows(const QString& name) const { return shown<QWidget>(name); }
    bool isEnabled(const QString& button) const {
        const auto* found = shown<QAbstractButton>(button);
        return found && found->isEnabled();
    }
    void click(const QString& button) const {
        QTRY_VERIFY2(isEnabled(button), qPrintable(button));
        shown<QAbstractButton>(button)->click();
    }
    QString text(const QString& label) const {
        const auto* found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    void type(const QString& field, const QString& text) const {
        auto* line = shown<QLineEdit>(field);
        QVERIFY2(line, qPrintable(field));
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    /// As a person does; the first item that has this text.
    void pick(const QString& box, const QString& item) const {
        auto* combo = shown<QComboBox>(box);
        QVERIFY2(combo, qPrintable(box));
        const int at = combo->findText(item);
        QVERIFY2(at >= 0, qPrintable(item));
        combo->setCurrentIndex(at);
        Q_EMIT combo->activated(at);
        Q_EMIT combo->textActivated(item);
    }
    void tab(const QString& bar, int index) const { shown<QTabBar>(bar)->setCurrentIndex(index); }
    /// A button of the question that is open.
    void answer(const QString& name) const {
        QAbstractButton* button = nullptr;
        QTRY_VERIFY2((button = panel->window()->findChild<QAbstractButton*>(name)), qPrintable(name));
        button->click();
    }
    void tell() { Q_EMIT replays.changed(); }
    QAbstractItemModel& list() const { return *panel->findChild<QListView*>(QStringLiteral("replayList"))->model(); }
};

} // namespace spanglass::test
