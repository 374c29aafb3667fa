#pragma once

#include <QString>

class QLabel;
class QPushButton;

namespace spanglass {

/// Shows its text as it is, whatever it looks like.
QLabel* plainLabel(const QString& name = {}, const QString& text = {});
/// The same on several lines where there is not room for one; what people may want to copy is selectable.
QLabel* wrappedLabel(const QString& name = {}, bool selectable = false);
/// Enter in another field of a dialog does not press it.
QPushButton* namedButton(const QString& name, const QString& text);

} // namespace spanglass
