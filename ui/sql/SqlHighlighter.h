#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>

namespace spanglass {

/// Paints Databricks SQL in the colours of the theme: keywords, functions, texts, names in backticks, numbers,
/// parameters and comments, also those that reach over several lines.
class SqlHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    SqlHighlighter(QTextDocument* document, const QPalette& palette);

    void setPalette(const QPalette& palette);

protected:
    void highlightBlock(const QString& text) override;

private:
    QTextCharFormat m_keyword;
    QTextCharFormat m_function;
    QTextCharFormat m_text;
    QTextCharFormat m_name;
    QTextCharFormat m_number;
    QTextCharFormat m_parameter;
    QTextCharFormat m_comment;
};

} // namespace spanglass
