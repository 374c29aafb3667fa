#include "ui/diagnostics/DifferenceView.h"

#include "ui/common/TextBlock.h"
#include "ui/common/Theme.h"
#include "ui/workspace/ChoiceTable.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

void mark(QPlainTextEdit& text, const QList<LinePair>& pairs, const QColor& ground) {
    QList<QTextEdit::ExtraSelection> marks;
    for (qsizetype row = 0; row < pairs.size(); ++row) {
        if (pairs[row].kind == LinePair::Kind::Same)
            continue;
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(text.document()->findBlockByNumber(int(row)));
        line.format.setBackground(ground);
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << line;
    }
    text.setExtraSelections(marks);
}

QString sideOf(const QList<LinePair>& pairs, QString LinePair::*side, LinePair::Kind own, QChar sign) {
    QStringList lines;
    for (const LinePair& each : pairs) {
        const bool signedLine = each.kind == LinePair::Kind::Changed || each.kind == own;
        lines << QString((signedLine ? QString(sign) : u" "_s) + u' ' + each.*side);
    }
    return lines.join(u'\n');
}

} // namespace

DifferenceView::DifferenceView(QWidget* parent)
    : QWidget(parent)
    , m_before(new TextBlock(u"configBefore"_s, tr("The configuration as it is"), TextBlock::Height::Free))
    , m_after(new TextBlock(u"configAfter"_s, tr("The configuration as it should read"), TextBlock::Height::Free)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    grid->addWidget(stepHeading(tr("As it is")), 0, 0);
    grid->addWidget(stepHeading(tr("As it should read")), 0, 1);
    grid->addWidget(m_before, 1, 0);
    grid->addWidget(m_after, 1, 1);
    for (const auto bar : {&QPlainTextEdit::verticalScrollBar, &QPlainTextEdit::horizontalScrollBar}) {
        connect((m_before->*bar)(), &QScrollBar::valueChanged, (m_after->*bar)(), &QScrollBar::setValue);
        connect((m_after->*bar)(), &QScrollBar::valueChanged, (m_before->*bar)(), &QScrollBar::setValue);
    }
}

void DifferenceView::showTexts(const QString& before, const QString& after) {
    m_pairs = lineDifference(before, after);
    fill();
}

void DifferenceView::fill() {
    const ThemeColors& colors = themeColors(palette());
    m_before->showText(sideOf(m_pairs, &LinePair::before, LinePair::Kind::Removed, u'\u2212'));
    m_after->showText(sideOf(m_pairs, &LinePair::after, LinePair::Kind::Added, u'+'));
    mark(*m_before, m_pairs, colors.errorGround);
    mark(*m_after, m_pairs, colors.successGround);
}

/// The end of the first line that differs comes into view: endpoints differ there.
void DifferenceView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    const auto first
        = std::ranges::find_if(m_pairs, [](const LinePair& each) { return each.kind != LinePair::Kind::Same; });
    if (first == m_pairs.end())
        return;
    QTextCursor cursor(m_after->document()->findBlockByNumber(int(first - m_pairs.begin())));
    cursor.movePosition(QTextCursor::EndOfBlock);
    m_after->setTextCursor(cursor);
    m_after->ensureCursorVisible();
}

void DifferenceView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        fill();
    QWidget::changeEvent(event);
}

} // namespace spanglass
