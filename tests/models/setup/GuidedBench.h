#pragma once

#include "models/setup/GuidedSetup.h"
#include "tests/support/FakeSetup.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

using namespace Qt::StringLiterals;

/// A guided setup over a fake workspace and engine.
struct GuidedBench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(u"setup.ini"_s), QSettings::IniFormat};
    FakeWorkspace workspace;
    FakeSetup control;
    std::unique_ptr<GuidedSetup> setup;

    void begin() {
        setup = std::make_unique<GuidedSetup>(control, workspace, settings);
        setup->begin();
    }
    /// A look whose answer does not come before answerLate().
    void holdLook(SetupStep step) {
        control.holds = true;
        setup->look(step);
        control.holds = false;
    }
    /// As it stood when it was asked; by now it is done.
    void answerLate(SetupStep step) {
        control.states[step] = SetupState::ToDo;
        const SetupStepReport late = control.report(setup->plan(), step);
        control.states[step] = SetupState::Done;
        control.held.answer(late);
    }
    void beginSignedIn() {
        begin();
        QTRY_VERIFY(setup->isSignedIn());
        QTRY_VERIFY(!setup->isListing() && !setup->isAboutToLook());
    }
};

} // namespace spanglass::test
