#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace spanglass {

/// Asks for a name in a window-modal dialog over `over` and calls `use` with it, trimmed; not at all for no name, when
/// the dialog is left, or when `over` goes first.
void askName(QWidget* over, const QString& title, const QString& suggestion, std::function<void(const QString&)> use);

} // namespace spanglass
