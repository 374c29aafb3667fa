#include "ui/common/TextBlock.h"

#include "ui/common/Theme.h"

#include <algorithm>

namespace spanglass {

TextBlock::TextBlock(const QString& name, const QString& accessibleName, Height height, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_height(height) {
    setObjectName(name);
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setTabChangesFocus(true);
    setFont(fixedFont(font()));
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
    if (height == Height::OfText) {
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    } else {
        setLineWrapMode(NoWrap);
    }
}

void TextBlock::showText(const QString& text) {
    if (text == toPlainText())
        return;
    setPlainText(text);
    fit();
}

void TextBlock::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void TextBlock::fit() {
    if (m_height == Height::Free)
        return;
    const int lines = std::max(1, static_cast<int>(document()->size().height())); // in lines, wrapped ones counted
    setFixedHeight(
        lines * fontMetrics().lineSpacing() + 2 * static_cast<int>(document()->documentMargin()) + 2 * frameWidth());
}

} // namespace spanglass
