#include "models/sql/SqlCompletion.h"
#include "ui/common/CompletionDelegate.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SqlGutter.h"
#include "ui/sql/SqlHighlighter.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto PauseInTyping = std::chrono::milliseconds(300);
constexpr qsizetype ReadAtOnce = 50'000; // characters; longer scripts are read when the typing pauses
constexpr int PopupChars = 56;

} // namespace

SqlEditor::SqlEditor(SqlCompletion& completion, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_completion(completion)
    , m_completer(new QCompleter(&completion, this))
    , m_gutter(new SqlGutter(*this))
    , m_highlighter(new SqlHighlighter(document(), palette())) {
    setObjectName(u"sqlEditor"_s);
    setAccessibleName(tr("SQL"));
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    m_completer->popup()->setObjectName(u"sqlCompletions"_s);
    m_completer->popup()->setItemDelegate(new CompletionDelegate(SqlCompletion::HintRole, m_completer->popup()));
    m_reading.setSingleShot(true);
    m_reading.setInterval(PauseInTyping);

    connect(&m_reading, &QTimer::timeout, this, &SqlEditor::readStatements);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (document()->characterCount() < ReadAtOnce)
            readStatements();
        else
            m_reading.start();
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this,
        [this] { setViewportMargins(m_gutter->neededWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int moved) {
        if (moved != 0)
            m_gutter->scroll(0, moved);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, m_gutter, qOverload<>(&QWidget::update));
    connect(&completion, &SqlCompletion::changed, this, &SqlEditor::showCompletions);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, &SqlEditor::acceptCompletion);
    updateLook();
}

SqlEditor::~SqlEditor() = default;

void SqlEditor::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    const bool accepting = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab;
    if (isCompleting() && accepting && m_completer->popup()->currentIndex().isValid()) {
        event->ignore(); // the completer takes its choice
        return;
    }
    if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
        indent(key == Qt::Key_Backtab);
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        newLine();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const bool edited = plain && (!event->text().isEmpty() || key == Qt::Key_Backspace) && key != Qt::Key_Escape;
    m_typing = edited && key != Qt::Key_Space;
    if (m_typing && (key != Qt::Key_Backspace || isCompleting())) {
        complete(false);
    } else if (key != Qt::Key_Up && key != Qt::Key_Down && !event->text().isEmpty()) {
        m_completer->popup()->hide();
    }
}

void SqlEditor::complete(bool all) {
    const int cursor = textCursor().position();
    const auto statement = currentStatement();
    m_replaceFrom = statement && statement->start <= cursor ? statement->start : 0;
    m_typing = true;
    m_completion.setCursor(toPlainText().mid(m_replaceFrom), cursor - m_replaceFrom, all);
}

void SqlEditor::showCompletions() {
    if (!m_typing || !hasFocus())
        return;
    QAbstractItemView* popup = m_completer->popup();
    if (m_completion.rowCount() == 0) {
        popup->hide();
        return;
    }
    QRect place = cursorRect();
    place.translate(m_gutter->width() - fontMetrics().horizontalAdvance(m_completion.prefix()) - 8, 4);
    place.setWidth(std::min(width(), PopupChars * fontMetrics().horizontalAdvance(u'0')));
    m_completer->complete(place);
    popup->setCurrentIndex(m_completion.index(0));
}

void SqlEditor::acceptCompletion(const QModelIndex& index) {
    const QString text = index.data(SqlCompletion::InsertRole).toString();
    QTextCursor cursor = textCursor();
    const int end = cursor.position();
    cursor.setPosition(static_cast<int>(m_replaceFrom + m_completion.replaceFrom()));
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    m_typing = false;
    cursor.insertText(text);
    setTextCursor(cursor);
}

bool SqlEditor::isCompleting() const { return m_completer->popup()->isVisible(); }

/// The lines that the selection touches, or the one of the cursor.
void SqlEditor::changeLines(const std::function<void(QTextCursor&, const QList<int>&)>& change) {
    QTextCursor cursor = textCursor();
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    QTextBlock lastBlock = document()->findBlock(cursor.selectionEnd());
    // A selection that ends at the beginning of a line does not mean that line.
    if (cursor.hasSelection() && lastBlock.position() == cursor.selectionEnd() && lastBlock.blockNumber() > first)
        lastBlock = lastBlock.previous();
    QList<int> lines;
    for (int line = first; line <= lastBlock.blockNumber(); ++line)
        lines << line;
    cursor.beginEditBlock();
    change(cursor, lines);
    cursor.endEditBlock();
}

void SqlEditor::toggleComment() {
    changeLines([this](QTextCursor&, const QList<int>& lines) {
        const auto textOf = [this](int line) { return document()->findBlockByNumber(line).text(); };
        const bool comment = std::ranges::any_of(lines, [&](int line) {
            const QString text = textOf(line).trimmed();
            return !text.isEmpty() && !text.startsWith(u"--"_s);
        });
        for (const int line : lines) {
            const QString text = textOf(line);
            if (text.trimmed().isEmpty())
                continue;
            qsizetype at = 0;
            while (text[at].isSpace())
                ++at;
            QTextCursor edit(document()->findBlockByNumber(line));
            edit.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, static_cast<int>(comment ? 0 : at));
            if (comment)
                edit.insertText(u"-- "_s);
            else
                edit.movePosition(
                    QTextCursor::Right, QTextCursor::KeepAnchor, text.mid(at).startsWith(u"-- "_s) ? 3 : 2);
            if (!comment)
                edit.removeSelectedText();
        }
    });
}

void SqlEditor::indent(bool back) {
    if (!back && !textCursor().hasSelection()) {
        insertPlainText(u"  "_s);
        return;
    }
    changeLines([this, back](QTextCursor&, const QList<int>& lines) {
        for (const int line : lines) {
            QTextCursor edit(document()->findBlockByNumber(line));
            const QString text = edit.block().text();
            if (!back && !text.isEmpty())
                edit.insertText(u"  "_s);
            for (qsizetype i = 0; back && i < 2 && i < text.size() && text[i] == u' '; ++i)
                edit.deleteChar();
        }
    });
}

/// The next line begins where this one does.
void SqlEditor::newLine() {
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    qsizetype blanks = 0;
    while (blanks < line.size() && line[blanks].isSpace())
        ++blanks;
    cursor.insertText(u'\n' + line.left(blanks));
    setTextCursor(cursor);
    m_completer->popup()->hide();
    ensureCursorVisible();
}

void SqlEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), m_gutter->neededWidth(), inside.height());
}

void SqlEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateLook();
}

void SqlEditor::focusOutEvent(QFocusEvent* event) {
    if (event->reason() != Qt::PopupFocusReason)
        m_typing = false;
    QPlainTextEdit::focusOutEvent(event);
}

} // namespace spanglass
