#pragma once

#include "services/core/Error.h"

#include <functional>

class QWidget;

namespace spanglass {

/// Asks for a file in a window-modal dialog over `over` and writes `text` into it; tells `done` of the file's name or
/// why it could not be written. Nothing happens when the dialog is left.
void saveText(QWidget* over, const QString& title, const QString& suggestion, const QString& text,
    std::function<void(const Result<QString>&)> done);

} // namespace spanglass
