#include "ui/common/QuietLine.h"

#include "ui/common/Theme.h"

#include <QEvent>

namespace spanglass {

QuietLine::QuietLine(const QString& name, const QString& text, QWidget* parent)
    : QLabel(text, parent) {
    setObjectName(name);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setForegroundRole(QPalette::WindowText); // also on a page whose ground is Base
    mute();
}

/// A wrapped label's own guess is two lines for what fits on one.
QSize QuietLine::sizeHint() const { return {QLabel::sizeHint().width(), fontMetrics().height()}; }
QSize QuietLine::minimumSizeHint() const { return {QLabel::minimumSizeHint().width(), fontMetrics().height()}; }

void QuietLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        mute();
    QLabel::changeEvent(event);
}

void QuietLine::mute() {
    QPalette quiet = palette();
    const QColor ink = themeColors(quiet).mutedText;
    if (quiet.color(QPalette::WindowText) == ink)
        return;
    quiet.setColor(QPalette::WindowText, ink);
    setPalette(quiet);
}

} // namespace spanglass
