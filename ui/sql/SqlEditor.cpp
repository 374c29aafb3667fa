#include "ui/sql/SqlEditor.h"

#include "models/sql/SqlWords.h"
#include "ui/common/Theme.h"
#include "ui/sql/SqlGutter.h"
#include "ui/sql/SqlHighlighter.h"

#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr qsizetype MostMatches = 2'000;

} // namespace

std::optional<SqlPiece> SqlEditor::currentStatement() const {
    const auto at = sqlStatementAt(m_statements, textCursor().position());
    return at ? std::optional(m_statements[*at]) : std::nullopt;
}

std::vector<SqlPiece> SqlEditor::chosenStatements() const {
    const QTextCursor cursor = textCursor();
    if (!cursor.hasSelection()) {
        const auto statement = currentStatement();
        return statement ? std::vector{*statement} : std::vector<SqlPiece>();
    }
    const qsizetype from = cursor.selectionStart();
    std::vector<SqlPiece> pieces = sqlStatements(toPlainText().mid(from, cursor.selectionEnd() - from));
    for (SqlPiece& piece : pieces) {
        piece.start += from;
        piece.end += from;
        piece.reach += from;
    }
    return pieces;
}

void SqlEditor::append(const QString& sql) {
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::End);
    const QString before = toPlainText().trimmed();
    if (!before.isEmpty()) {
        if (!before.endsWith(u';'))
            cursor.insertText(u"\n;"_s);
        while (cursor.block().length() > 1
            || (cursor.block().previous().isValid() && cursor.block().previous().length() > 1))
            cursor.insertText(u"\n"_s);
    }
    const int start = cursor.position();
    cursor.insertText(sql.trimmed() + u'\n');
    cursor.endEditBlock();
    cursor.setPosition(start);
    setTextCursor(cursor);
    readStatements();
    ensureCursorVisible();
}

void SqlEditor::noteStarted(const std::vector<SqlPiece>& statements) {
    clearMistake();
    m_started.clear();
    for (const SqlPiece& statement : statements) {
        QTextCursor cursor(document());
        cursor.setPosition(static_cast<int>(statement.start));
        m_started << cursor;
    }
}

void SqlEditor::markMistake(std::size_t statement, const SqlErrorPlace& place, const QString& message) {
    if (statement >= static_cast<std::size_t>(m_started.size()))
        return;
    const qsizetype start = m_started[static_cast<qsizetype>(statement)].position() + place.start;
    const qsizetype end = start + place.length;
    if (end >= document()->characterCount())
        return;
    m_mistake = QTextCursor(document());
    m_mistake.setPosition(static_cast<int>(start));
    m_mistake.setPosition(static_cast<int>(end), QTextCursor::KeepAnchor);
    m_mistakeMessage = message;
    updateMarks();
}

void SqlEditor::clearMistake() {
    m_mistake = {};
    m_mistakeMessage.clear();
    updateMarks();
}

int SqlEditor::mistakeLine() const {
    return !m_mistake.hasSelection() ? -1 : document()->findBlock(m_mistake.selectionStart()).blockNumber();
}

void SqlEditor::goToMistake() {
    if (!m_mistake.hasSelection())
        return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(m_mistake.selectionStart());
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

void SqlEditor::setSearch(const QString& words) {
    m_search = words;
    m_matches.clear();
    QTextCursor match(document());
    while (!words.isEmpty() && m_matches.size() < MostMatches) {
        match = document()->find(words, match);
        if (match.isNull())
            break;
        m_matches << match;
    }
    updateMarks();
}

bool SqlEditor::find(bool backwards) {
    if (m_search.isEmpty())
        return false;
    const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor found = document()->find(m_search, textCursor(), flags);
    if (found.isNull()) { // around the end
        QTextCursor edge(document());
        edge.movePosition(backwards ? QTextCursor::End : QTextCursor::Start);
        found = document()->find(m_search, edge, flags);
    }
    if (found.isNull())
        return false;
    setTextCursor(found);
    return true;
}

void SqlEditor::readStatements() {
    m_statements = sqlStatements(toPlainText());
    if (!m_search.isEmpty())
        setSearch(m_search);
    m_gutter->update();
    Q_EMIT statementsChanged();
}

void SqlEditor::updateMarks() {
    const ThemeColors& colors = themeColors(palette());
    QList<QTextEdit::ExtraSelection> marks;
    for (const QTextCursor& match : m_matches) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = match;
        mark.format.setBackground(colors.searchHit);
        marks << mark;
    }
    if (m_mistake.hasSelection()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = m_mistake;
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(colors.error);
        mark.format.setBackground(colors.errorGround);
        mark.format.setToolTip(sqlToolTip(m_mistakeMessage));
        marks << mark;
    }
    setExtraSelections(marks);
    m_gutter->update();
}

void SqlEditor::forVisibleLines(
    const QRect& within, const std::function<void(int, const QRect&, int, int)>& each) const {
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRect place = blockBoundingGeometry(block).translated(contentOffset()).toAlignedRect();
        if (place.top() > within.bottom())
            return;
        each(block.blockNumber(), place, block.position(), block.position() + block.length() - 1);
    }
}

void SqlEditor::goToLineAt(const QPoint& place) {
    QTextCursor cursor = cursorForPosition({0, place.y()});
    cursor.movePosition(QTextCursor::StartOfBlock);
    setTextCursor(cursor);
    setFocus();
}

void SqlEditor::updateLook() {
    setFont(fixedFont(parentWidget() ? parentWidget()->font() : font()));
    setTabStopDistance(2.0 * fontMetrics().horizontalAdvance(u' '));
    m_highlighter->setPalette(palette());
    setViewportMargins(m_gutter->neededWidth(), 0, 0, 0);
    updateMarks();
}

} // namespace spanglass
