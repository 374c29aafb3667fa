#include "services/core/FilterLexer.h"

using namespace Qt::StringLiterals;

namespace spanglass {

using enum FilterToken::Type;

namespace {

constexpr QStringView AttributePrefix = u"attr.";

bool isQuote(QChar c) { return c == u'"' || c == u'\''; }

} // namespace

void FilterLexer::skipBlanks() {
    while (m_position < m_text.size() && m_text[m_position].isSpace())
        ++m_position;
}

/// Length of the operator that begins there, 0 for none. A lone ! begins no operator: words may end with it.
qsizetype FilterLexer::operatorLength(qsizetype at) const {
    const QChar c = m_text[at];
    const QChar following = at + 1 < m_text.size() ? m_text[at + 1] : QChar();
    if (c == u'!')
        return following == u'=' || following == u'~' ? 2 : 0;
    if (c == u'=')
        return following == u'=' || following == u'~' ? 2 : 1;
    if (c == u'<' || c == u'>')
        return following == u'=' ? 2 : 1;
    return c == u'~' ? 1 : 0;
}

/// Inside quotes \" and \\ stand for the second character; any other backslash is kept, as regular expressions need it.
FilterToken FilterLexer::quoted(qsizetype tokenStart) {
    const QChar quote = m_text[m_position++];
    FilterToken token{OpenQuote, tokenStart, 0, {}};
    while (m_position < m_text.size()) {
        const QChar c = m_text[m_position++];
        if (c == quote) {
            token.type = Quoted;
            break;
        }
        const bool escaped
            = c == u'\\' && m_position < m_text.size() && (m_text[m_position] == quote || m_text[m_position] == u'\\');
        token.text += escaped ? m_text[m_position++] : c;
    }
    token.length = m_position - tokenStart;
    return token;
}

FilterToken FilterLexer::word() {
    const qsizetype start = m_position;
    while (m_position < m_text.size()) {
        const QChar c = m_text[m_position];
        if (isQuote(c) && m_text.sliced(start, m_position - start) == AttributePrefix) {
            FilterToken token = quoted(start);
            if (token.type == Quoted)
                token.type = Word;
            token.attribute = true;
            return token;
        }
        // An apostrophe inside a word, as in "don't", opens no quote.
        const bool opensQuote = c == u'"' || (c == u'\'' && m_position == start);
        if (c.isSpace() || c == u'(' || c == u')' || opensQuote || operatorLength(m_position) > 0)
            break;
        ++m_position;
    }
    const QStringView text = m_text.sliced(start, m_position - start);
    if (text.startsWith(AttributePrefix) && text.size() > AttributePrefix.size())
        return {Word, start, text.size(), text.sliced(AttributePrefix.size()).toString(), true};
    return {Word, start, text.size(), text.toString()};
}

FilterToken FilterLexer::next() {
    skipBlanks();
    if (m_position >= m_text.size())
        return {End, m_text.size(), 0, {}};
    const qsizetype start = m_position;
    const QChar c = m_text[start];
    if (c == u'(' || c == u')') {
        ++m_position;
        return {c == u'(' ? Open : Close, start, 1, QString(c)};
    }
    if (isQuote(c))
        return quoted(start);
    if (const qsizetype length = operatorLength(start); length > 0) {
        m_position += length;
        return {Operator, start, length, m_text.sliced(start, length).toString()};
    }
    return word();
}

FilterToken FilterLexer::nextValue() {
    skipBlanks();
    if (m_position >= m_text.size())
        return {End, m_text.size(), 0, {}};
    const qsizetype start = m_position;
    if (isQuote(m_text[start]))
        return quoted(start);
    if (m_text[start] == u')')
        return next();
    int open = 0;
    while (m_position < m_text.size()) {
        const QChar c = m_text[m_position];
        if (c.isSpace() || (c == u')' && open == 0))
            break;
        open += c == u'(' ? 1 : c == u')' ? -1 : 0;
        ++m_position;
    }
    const qsizetype length = m_position - start;
    return {open > 0 ? OpenBracket : Word, start, length, m_text.sliced(start, length).toString()};
}

} // namespace spanglass
