#pragma once

#include "services/core/ReplayReport.h"

#include <QIcon>
#include <QPalette>

namespace spanglass {

/// Each state has a shape of its own; the colour only helps. `faulty`: not everything of a replay that is done was
/// taken.
QIcon replayStateIcon(ReplayState state, bool faulty, const QPalette& palette);
QIcon parcelStateIcon(ParcelState state, const QPalette& palette);
QIcon findingStateIcon(ReplayFinding::State state, const QPalette& palette);
/// "in order", "doubtful", ...
QString findingStateWords(ReplayFinding::State state);

} // namespace spanglass
