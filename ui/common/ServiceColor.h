#pragma once

#include <QColor>
#include <QPalette>
#include <QStringList>

namespace spanglass {

/// How many different colours there are.
inline constexpr int ServiceColorCount = 20;

/// The colour of a service's bars and marks. It follows from the name, unless another service has that colour already:
/// two that are seen share one only when there are more of them than colours. Ten hues that colour-blind eyes tell
/// apart, none of them red, in two lightnesses a theme; 4.5:1 or more against QPalette::Base and against
/// ThemeColors::barText. GUI thread.
QColor serviceColor(QStringView service, const QPalette& palette);

/// Which service has which colour, so that each can keep it at the next start: names by the colour's place, empty
/// where it is free.
QStringList keptServiceColors();
void keepServiceColors(const QStringList& services);

/// The colour by its place, 0 to ServiceColorCount - 1.
QColor serviceColorAt(int index, const QPalette& palette);

} // namespace spanglass
