#pragma once

#include "models/sql/SqlScript.h"

#include <QPlainTextEdit>
#include <QTimer>

#include <functional>
#include <optional>

class QCompleter;

namespace spanglass {

class SqlCompletion;
class SqlGutter;
class SqlHighlighter;

/// Where SQL is written. Knows the statements of its text and the one at the cursor.
class SqlEditor final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit SqlEditor(SqlCompletion& completion, QWidget* parent = nullptr);
    ~SqlEditor() override;

    const std::vector<SqlPiece>& statements() const { return m_statements; }
    /// The one at the cursor, which is marked in the gutter.
    std::optional<SqlPiece> currentStatement() const;
    /// The statements within the selection; the one at the cursor without a selection.
    std::vector<SqlPiece> chosenStatements() const;
    /// Puts a text in as a statement of its own, below what is there, and selects the place. Undo takes it back.
    void append(const QString& sql);

    /// Remembers where statements stand, so that a mistake is found after the text around it was changed.
    void noteStarted(const std::vector<SqlPiece>& statements);
    /// Marks a mistake in the n-th of them and brings it into sight.
    void markMistake(std::size_t statement, const SqlErrorPlace& place, const QString& message);
    void clearMistake();
    int mistakeLine() const; ///< from 0; -1 when there is none
    void goToMistake();

    void toggleComment();
    /// Opens the popup with what fits at the cursor; `all`: also without a word there.
    void complete(bool all = true);
    /// Marks every match; the current one is the selection.
    void setSearch(const QString& words);
    bool find(bool backwards);
    int matchCount() const { return static_cast<int>(m_matches.size()); }

    /// For the gutter: calls back with each line in sight, its place, and its first and last position.
    void forVisibleLines(const QRect& within, const std::function<void(int, const QRect&, int, int)>& each) const;
    void goToLineAt(const QPoint& place);

Q_SIGNALS:
    void statementsChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void readStatements();
    void showCompletions();
    void acceptCompletion(const QModelIndex& index);
    bool isCompleting() const;
    void updateMarks();
    void updateLook();
    void indent(bool back);
    void newLine();
    void changeLines(const std::function<void(QTextCursor&, const QList<int>&)>& change);

    SqlCompletion& m_completion;
    QCompleter* m_completer;
    SqlGutter* m_gutter;
    SqlHighlighter* m_highlighter;
    std::vector<SqlPiece> m_statements;
    QList<QTextCursor> m_started;
    QTextCursor m_mistake;
    QString m_mistakeMessage;
    QString m_search;
    QList<QTextCursor> m_matches;
    QTimer m_reading; ///< long scripts are not read at every key
    bool m_typing = false; ///< completions are wanted: keys were typed since the popup was last closed
    qsizetype m_replaceFrom = 0; ///< in the text: where an accepted completion goes
};

} // namespace spanglass
