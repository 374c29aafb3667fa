#pragma once

#include "models/timeline/LlmContent.h"

#include <QPlainTextEdit>

namespace spanglass {

/// What went into a model, tool or retriever and what came out, as plain text with headings. Each piece is shown up to
/// 20,000 characters, and of a long conversation its beginning; the rest is a double click away.
class ConversationView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit ConversationView(QWidget* parent = nullptr);

    void setContent(LlmContent content);
    const LlmContent& content() const { return m_content; }

Q_SIGNALS:
    /// A piece was double-clicked: all of it.
    void readRequested(const QString& title, const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void write();
    QString everything() const;

    LlmContent m_content;
    std::vector<int> m_starts; ///< text position where each block's heading begins, and the line about the rest
    std::size_t m_rest = 0; ///< blocks at the end that are not written out
};

/// "User", "Assistant", "Tool call: search", "Document 3: faq.md".
QString blockTitle(const LlmBlock& block, int documentNumber);

} // namespace spanglass
