#pragma once

#include "models/setup/SetupPages.h"

#include <QIcon>
#include <QLabel>
#include <QPalette>

namespace spanglass {

/// Each state has a shape of its own; the colour only helps.
QIcon setupStateIcon(SetupPageState state, const QPalette& palette);

/// A label of plain text that wraps, and can be selected where `selectable`.
QLabel* setupText(const QString& name, bool selectable = false);

/// Draws `label` in the muted colour of the present palette.
void muteText(QLabel& label);

} // namespace spanglass
