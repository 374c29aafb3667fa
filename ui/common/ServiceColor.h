#pragma once

#include <QColor>
#include <QPalette>
#include <QStringView>

namespace spanglass {

/// The colour of a service's bars and marks: always the same for the same name, on every machine. Ten hues that
/// colour-blind eyes tell apart, none of them red, in two lightnesses a theme; 4.5:1 or more against QPalette::Base and
/// against ThemeColors::barText.
QColor serviceColor(QStringView service, const QPalette& palette);

/// How many different colours there are.
inline constexpr int ServiceColorCount = 20;

/// The colour by its place, 0 to ServiceColorCount - 1.
QColor serviceColorAt(int index, const QPalette& palette);

} // namespace spanglass
