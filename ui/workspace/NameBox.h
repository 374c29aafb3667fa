#pragma once

#include <QStringList>

#include <optional>

class QComboBox;

namespace spanglass {

/// A field for a name that is typed, with those that are known to choose from.
QComboBox* makeNameBox(const QString& objectName);
/// Offers `names` and shows `chosen`, unless the person is typing.
void fillNameBox(QComboBox& box, const std::optional<QStringList>& names, const QString& chosen);

} // namespace spanglass
