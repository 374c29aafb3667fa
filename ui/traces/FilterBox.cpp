#include "ui/traces/FilterBox.h"

#include "ui/common/CompletionDelegate.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

FilterBox::FilterBox(TraceFilter& filter, SpanSource& source, QWidget* parent)
    : QLineEdit(parent)
    , m_filter(filter)
    , m_completions(source)
    , m_completer(new QCompleter(&m_completions, this)) {
    setObjectName(u"filterBox"_s);
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter: service = shop AND duration > 250ms, status = error, or any text"));
    setClearButtonEnabled(true);
    addAction(themedIcon("filter"_L1), LeadingPosition);

    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setObjectName(u"filterCompletions"_s);
    m_completer->popup()->setItemDelegate(new CompletionDelegate(FilterCompletions::HintRole, m_completer->popup()));

    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_typing = !text.isEmpty(); // who has just cleared the box goes on in the list, which the popup would cover
        if (text.isEmpty())
            m_completer->popup()->hide();
        m_filter.setText(text);
        m_completions.setCursor(text, cursorPosition());
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) { // the clear button does not edit
        if (text.isEmpty()) {
            m_filter.setText(text);
            m_filter.apply();
        }
    });
    connect(this, &QLineEdit::returnPressed, this, [this] {
        m_completer->popup()->hide();
        m_filter.apply();
    });
    connect(&m_completions, &FilterCompletions::changed, this, &FilterBox::complete);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
        [this](const QModelIndex& index) { accept(index.row()); });
    connect(&filter, &TraceFilter::errorChanged, this, [this] { update(); });
}

void FilterBox::enter(const QString& text) {
    setText(text);
    m_filter.setText(text);
    m_filter.apply();
}

void FilterBox::keyPressEvent(QKeyEvent* event) {
    const bool accepting
        = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Tab;
    if (accepting && isCompleting() && m_completer->popup()->currentIndex().isValid()) {
        event->ignore(); // the completer takes its choice
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Down || (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)) {
        m_typing = true;
        m_completions.setCursor(text(), cursorPosition());
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterBox::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    const std::optional<FilterError>& error = m_filter.error();
    if (!error || m_filter.text() != text())
        return;
    // Where a place in the text is painted follows from where the cursor is.
    const QFontMetrics metrics = fontMetrics();
    const QRect cursor = cursorRect();
    const int origin = cursor.center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    const auto x = [&](qsizetype position) { return origin + metrics.horizontalAdvance(text().left(position)); };
    const int from = x(error->position);
    const int to = std::max(x(error->position + error->length), from + metrics.horizontalAdvance(u'n'));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeColors(palette()).error, 1.4));
    const qreal y = cursor.center().y() + metrics.height() / 2.0 - 0.5;
    QPainterPath wave({qreal(from), y});
    for (int i = 1; from + 2 * i <= to; ++i)
        wave.lineTo(from + 2 * i, y + (i % 2 ? -2 : 0));
    painter.drawPath(wave);
}

void FilterBox::complete() {
    if (!m_typing || !hasFocus())
        return;
    QAbstractItemView* popup = m_completer->popup();
    if (m_completions.rowCount() == 0) {
        popup->hide();
        return;
    }
    const int width = std::min(this->width(), 46 * fontMetrics().horizontalAdvance(u'0'));
    const int left = std::clamp(cursorRect().left() - 24, 0, std::max(0, this->width() - width));
    m_completer->complete(QRect(left, 0, width, height()));
    popup->setCurrentIndex({}); // Return applies what is typed until a completion has been chosen
}

void FilterBox::accept(int row) {
    if (row < 0 || row >= m_completions.rowCount())
        return;
    const FilterCompletions::Edited edited = m_completions.accept(row);
    setText(edited.text);
    setCursorPosition(static_cast<int>(edited.cursor));
    m_filter.setText(edited.text);
    m_completions.setCursor(edited.text, edited.cursor);
}

bool FilterBox::isCompleting() const { return m_completer->popup()->isVisible(); }

} // namespace spanglass
