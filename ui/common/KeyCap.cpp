#include "ui/common/KeyCap.h"

#include <QPainter>

namespace spanglass {

KeyCap::KeyCap(const QKeySequence& keys, QWidget* parent)
    : QLabel(keys.toString(QKeySequence::NativeText), parent) {
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignCenter);
    setContentsMargins(6, 1, 6, 2);
    setMinimumWidth(24);
}

void KeyCap::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(palette().color(QPalette::Mid));
        painter.setBrush(palette().color(QPalette::Button));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    QLabel::paintEvent(event);
}

} // namespace spanglass
