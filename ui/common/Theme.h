#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;
class QPainter;
class QStyleOptionViewItem;

namespace spanglass {

enum class ThemeChoice : quint8 { System, Light, Dark };

/// Sets Spanglass's style and palette. With System the desktop's colour scheme is followed, later changes included.
/// Call again to change the choice. GUI thread.
void applyTheme(QApplication& app, ThemeChoice choice);

/// True when text is lighter than the ground it stands on.
bool isDark(const QPalette& palette);

/// Colours that QPalette has no role for. Each is readable on QPalette::Base: text colours at 4.5:1 or more, lines and
/// marks that carry meaning at 3:1 or more.
struct ThemeColors {
    QColor error;
    QColor warning;
    QColor success;
    QColor accent;
    QColor mutedText;
    QColor grid; ///< hairlines and rulers: decoration only
    QColor rowHover;
    QColor selection; ///< ground of a selected row
    QColor selectionText;
    QColor barText; ///< on a bar of serviceColor()
    QColor criticalPath;
    QColor searchHit; ///< ground of matched text
    QColor errorGround; ///< banners
    QColor warningGround;
    QColor successGround;
    QColor infoGround;
    QColor elevated; ///< rail, status bar and panes beside the content
};

const ThemeColors& themeColors(const QPalette& palette);

/// The light and the dark palette, for applyTheme and tests.
QPalette lightPalette();
QPalette darkPalette();

/// The ground of a row under the pointer or selected, for delegates that paint their rows themselves.
void fillRow(QPainter* painter, const QStyleOptionViewItem& option);

/// `base` with figures of equal width, for columns of numbers.
QFont tabularFont(const QFont& base);

/// The system's fixed-width font at the size of `base`.
QFont fixedFont(const QFont& base);

} // namespace spanglass
