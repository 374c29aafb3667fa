#pragma once

#include "services/core/Diagnosis.h"

#include <QIcon>
#include <QPalette>

namespace spanglass {

/// Each status has a shape of its own; the colour only helps.
QIcon checkStatusIcon(CheckStatus status, const QPalette& palette);
QIcon wayStateIcon(WayStop::State state, const QPalette& palette);

} // namespace spanglass
