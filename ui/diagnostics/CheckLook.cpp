#include "ui/diagnostics/CheckLook.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

namespace spanglass {

using namespace Qt::StringLiterals;

QIcon checkStatusIcon(CheckStatus status, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (status) {
    case CheckStatus::NotRun:
        return tintedIcon("clock"_L1, colors.mutedText);
    case CheckStatus::Running:
        return tintedIcon("search"_L1, colors.accent);
    case CheckStatus::Ok:
        return tintedIcon("ok"_L1, colors.success);
    case CheckStatus::Warning:
        return tintedIcon("warning"_L1, colors.warning);
    case CheckStatus::Failed:
        return tintedIcon("error"_L1, colors.error);
    case CheckStatus::CouldNotLook:
        return tintedIcon("unseen"_L1, colors.warning);
    case CheckStatus::NotApplicable:
        return tintedIcon("left-out"_L1, colors.mutedText);
    }
    return {};
}

QIcon wayStateIcon(WayStop::State state, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (state) {
    case WayStop::State::Looking:
        return tintedIcon("search"_L1, colors.accent);
    case WayStop::State::Seen:
        return tintedIcon("ok"_L1, colors.success);
    case WayStop::State::NotSeen:
        return tintedIcon("error"_L1, colors.error);
    case WayStop::State::CouldNotLook:
        return tintedIcon("unseen"_L1, colors.warning);
    case WayStop::State::NotOnItsWay:
        return tintedIcon("left-out"_L1, colors.mutedText);
    }
    return {};
}

} // namespace spanglass
