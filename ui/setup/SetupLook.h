#pragma once

#include "models/setup/SetupPages.h"

#include <QIcon>
#include <QPalette>

class QLabel;

namespace spanglass {

/// Each state has a shape of its own; the colour only helps.
QIcon setupStateIcon(SetupPageState state, const QPalette& palette);

/// Draws `label` in the muted colour of the present palette.
void muteText(QLabel& label);

} // namespace spanglass
