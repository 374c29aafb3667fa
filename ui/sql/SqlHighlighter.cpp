#include "ui/sql/SqlHighlighter.h"

#include "models/sql/SqlLexicon.h"
#include "services/core/SqlTokens.h"
#include "ui/common/ServiceColor.h"
#include "ui/common/Theme.h"

namespace spanglass {

namespace {

using Type = SqlToken::Type;

/// What is open at the end of a line; comments in comments count upwards from Comment.
enum Open : int { Nothing = 0, Single = 1, Double = 2, Backtick = 3, Dollars = 4, Comment = 5 };

std::string opening(int state) {
    switch (state) {
    case Single:
        return "'";
    case Double:
        return "\"";
    case Backtick:
        return "`";
    case Dollars:
        return "$$";
    default:
        break;
    }
    std::string comments;
    for (int depth = Comment; depth <= state; ++depth)
        comments += "/*";
    return comments;
}

int openAfter(const SqlToken& token) {
    if (token.type != Type::Broken)
        return Nothing;
    if (token.text.starts_with('`'))
        return Backtick;
    if (token.text.starts_with('$'))
        return Dollars;
    if (!token.text.starts_with("/*"))
        return token.text.find('"') < token.text.find('\'') ? Double : Single;
    int depth = 0;
    for (std::size_t i = 0; i + 1 < token.text.size(); ++i) {
        const std::string_view pair = token.text.substr(i, 2);
        depth += pair == "/*" ? 1 : pair == "*/" ? -1 : 0;
        i += pair == "/*" || pair == "*/" ? 1 : 0;
    }
    return Comment + depth - 1;
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument* document, const QPalette& palette)
    : QSyntaxHighlighter(document) {
    setPalette(palette);
}

void SqlHighlighter::setPalette(const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    m_keyword.setForeground(colors.accent);
    m_keyword.setFontWeight(QFont::DemiBold);
    m_function.setForeground(serviceColorAt(5, palette)); // violet
    m_text.setForeground(colors.success);
    m_name.setForeground(palette.color(QPalette::Text));
    m_name.setFontItalic(true);
    m_number.setForeground(serviceColorAt(1, palette)); // orange
    m_parameter.setForeground(serviceColorAt(3, palette)); // magenta
    m_comment.setForeground(colors.mutedText);
    m_comment.setFontItalic(true);
    rehighlight();
}

void SqlHighlighter::highlightBlock(const QString& text) {
    // What the line before left open is opened again, in front of this one.
    const std::string before = opening(previousBlockState() > 0 ? previousBlockState() : Nothing);
    const std::string utf8 = before + text.toStdString();
    qsizetype at = -static_cast<qsizetype>(before.size());
    int state = Nothing;
    bool afterColon = false;
    for (const SqlToken& token : sqlTokens(utf8)) {
        const QString piece = QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size()));
        const auto paint = [&](const QTextCharFormat& format, qsizetype extra = 0) {
            const qsizetype from = qMax<qsizetype>(0, at - extra);
            setFormat(static_cast<int>(from), static_cast<int>(at + piece.size() - from), format);
        };
        state = openAfter(token);
        if (state >= Comment || (token.type == Type::Blank && (piece.startsWith(u'-') || piece.startsWith(u'/'))))
            paint(m_comment);
        else if (state == Backtick || token.type == Type::Identifier)
            paint(m_name);
        else if (state != Nothing || token.type == Type::String)
            paint(m_text);
        else if (token.type == Type::Number)
            paint(m_number);
        else if (token.type == Type::Word && afterColon)
            paint(m_parameter, 1);
        else if (token.type == Type::Word && isSqlKeyword(piece))
            paint(m_keyword);
        else if (token.type == Type::Word && isSqlFunction(piece))
            paint(m_function);
        afterColon = token.isSymbol(":");
        at += piece.size();
    }
    setCurrentBlockState(state);
}

} // namespace spanglass
