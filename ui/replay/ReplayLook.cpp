#include "ui/replay/ReplayLook.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QCoreApplication>

namespace spanglass {

using namespace Qt::StringLiterals;

QIcon replayStateIcon(ReplayState state, bool faulty, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (state) {
    case ReplayState::Preparing:
        return tintedIcon("search"_L1, colors.accent);
    case ReplayState::Running:
        return tintedIcon("play"_L1, colors.accent);
    case ReplayState::Paused:
        return tintedIcon("pause"_L1, colors.accent);
    case ReplayState::Done:
        return faulty ? tintedIcon("warning"_L1, colors.warning) : tintedIcon("ok"_L1, colors.success);
    case ReplayState::Cancelled:
        return tintedIcon("stop"_L1, colors.mutedText);
    case ReplayState::Stopped:
        return tintedIcon("error"_L1, colors.error);
    case ReplayState::Interrupted:
        return tintedIcon("refresh"_L1, colors.warning);
    }
    return {};
}

QIcon parcelStateIcon(ParcelState state, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (state) {
    case ParcelState::Waiting:
        return tintedIcon("clock"_L1, colors.mutedText);
    case ParcelState::Sending:
        return tintedIcon("play"_L1, colors.accent);
    case ParcelState::Taken:
        return tintedIcon("ok"_L1, colors.success);
    case ParcelState::Refused:
        return tintedIcon("error"_L1, colors.error);
    case ParcelState::Uncertain:
        return tintedIcon("warning"_L1, colors.warning);
    case ParcelState::Split:
        return tintedIcon("expand"_L1, colors.mutedText);
    case ParcelState::Skipped:
        return tintedIcon("left-out"_L1, colors.mutedText);
    }
    return {};
}

QIcon findingStateIcon(ReplayFinding::State state, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (state) {
    case ReplayFinding::State::Fine:
        return tintedIcon("ok"_L1, colors.success);
    case ReplayFinding::State::Doubtful:
        return tintedIcon("warning"_L1, colors.warning);
    case ReplayFinding::State::Failed:
        return tintedIcon("error"_L1, colors.error);
    case ReplayFinding::State::NotLooked:
        return tintedIcon("unseen"_L1, colors.mutedText);
    }
    return {};
}

QString findingStateWords(ReplayFinding::State state) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("ReplayLook", text); };
    switch (state) {
    case ReplayFinding::State::Fine:
        return tr("in order");
    case ReplayFinding::State::Doubtful:
        return tr("doubtful");
    case ReplayFinding::State::Failed:
        return tr("fails");
    case ReplayFinding::State::NotLooked:
        return tr("not looked at");
    }
    return {};
}

} // namespace spanglass
