#pragma once

#include <QColor>
#include <QIcon>
#include <QLatin1StringView>
#include <QPalette>

namespace spanglass {

/// One of the program's own icons (the file names in resources/icons, without ".svg"), drawn sharp at any size and
/// resolution. This one takes the application's text colour at the moment of painting, so it need not be made again
/// when the theme changes.
QIcon themedIcon(QLatin1StringView name);

/// The same with the button text colour of `palette`, fixed.
QIcon themedIcon(QLatin1StringView name, const QPalette& palette);

/// The same in a colour that means something.
QIcon tintedIcon(QLatin1StringView name, const QColor& color);

/// The program's own, in its colours.
QIcon applicationIcon();

} // namespace spanglass
