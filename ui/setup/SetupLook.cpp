#include "ui/setup/SetupLook.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QLabel>

namespace spanglass {

using namespace Qt::StringLiterals;

QIcon setupStateIcon(SetupPageState state, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (state) {
    case SetupPageState::Waiting:
        return tintedIcon("clock"_L1, colors.mutedText);
    case SetupPageState::Missing:
        return tintedIcon("answer"_L1, colors.accent);
    case SetupPageState::Unseen:
        return tintedIcon("unseen"_L1, colors.mutedText);
    case SetupPageState::Looking:
        return tintedIcon("search"_L1, colors.accent);
    case SetupPageState::Working:
        return tintedIcon("play"_L1, colors.accent);
    case SetupPageState::LookAgain:
        return tintedIcon("refresh"_L1, colors.warning);
    case SetupPageState::ToDo:
        return tintedIcon("to-do"_L1, colors.accent);
    case SetupPageState::Uncertain:
        return tintedIcon("warning"_L1, colors.warning);
    case SetupPageState::Blocked:
        return tintedIcon("error"_L1, colors.error);
    case SetupPageState::Done:
        return tintedIcon("ok"_L1, colors.success);
    case SetupPageState::NotAsked:
        return tintedIcon("left-out"_L1, colors.mutedText);
    }
    return {};
}

void muteText(QLabel& label) {
    QPalette quiet = label.parentWidget() ? label.parentWidget()->palette() : label.palette();
    quiet.setColor(QPalette::WindowText, themeColors(quiet).mutedText);
    label.setPalette(quiet);
}

} // namespace spanglass
