#include "services/core/FilterCompletion.h"

#include "services/core/FilterLexer.h"
#include "services/core/FilterText.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using enum FilterToken::Type;
using Part = FilterCursor::Part;

/// Walks the tokens up to the one that the cursor touches, remembering only what the next one can be.
class CursorFinder {
public:
    CursorFinder(QStringView text, qsizetype cursor)
        : m_text(text)
        , m_lexer(text)
        , m_at(std::clamp<qsizetype>(cursor, 0, text.size())) { }

    FilterCursor find();

private:
    bool touches(const FilterToken& token) const { return m_at >= token.position && m_at <= token.end(); }
    bool isBefore(const FilterToken& token) const { return m_at < token.position || token.type == End; }
    FilterCursor here(Part part) const;
    FilterCursor over(Part part, const FilterToken& token) const;
    void setLeft(const FilterToken& word);
    std::optional<FilterCursor> findInValue(const FilterToken& op);

    QStringView m_text;
    FilterLexer m_lexer;
    qsizetype m_at;
    FilterCursor m_known; ///< the left side so far
    bool m_leftIsReady = false; ///< a word stands before, that may be the left side of a comparison
};

/// Nothing typed yet.
FilterCursor CursorFinder::here(Part part) const {
    FilterCursor cursor = m_known;
    cursor.part = part;
    cursor.position = m_at;
    return cursor;
}

FilterCursor CursorFinder::over(Part part, const FilterToken& token) const {
    FilterCursor cursor = here(part);
    cursor.position = token.position;
    cursor.length = token.length;
    const QStringView typed = m_text.sliced(token.position, m_at - token.position);
    FilterLexer lexer(typed);
    cursor.prefix = part == Part::Value ? lexer.nextValue().text : lexer.next().text;
    return cursor;
}

void CursorFinder::setLeft(const FilterToken& word) {
    const auto field = word.attribute ? std::nullopt : filterFieldFromName(word.text);
    m_known.field = field.value_or(FilterField::Attribute);
    m_known.key = field ? QString() : word.text;
    m_leftIsReady = true;
}

/// Consumes the value behind `op`, unless the cursor is in it.
std::optional<FilterCursor> CursorFinder::findInValue(const FilterToken& op) {
    m_known.op = filterOpFromText(op.text).value_or(FilterOp::Equal);
    m_leftIsReady = false;
    const qsizetype behindOp = m_lexer.position();
    const FilterToken value = m_lexer.nextValue();
    if (value.type == Close)
        m_lexer.seek(behindOp);
    if (isBefore(value) || (value.type == Close && m_at == value.position))
        return here(Part::Value);
    // Behind a closing quote the value is done.
    if (value.type != Close && touches(value) && (value.type != Quoted || m_at < value.end()))
        return over(Part::Value, value);
    m_known.afterCondition = true;
    return std::nullopt;
}

FilterCursor CursorFinder::find() {
    while (true) {
        const FilterToken token = m_lexer.next();
        if (isBefore(token))
            return here(m_leftIsReady ? Part::Operator : Part::Field);
        // A quoted attribute key that is still open is a word being typed.
        switch (token.attribute ? Word : token.type) {
        case Operator:
            if (touches(token) && m_at < token.end())
                return over(Part::Operator, token);
            if (const auto cursor = findInValue(token))
                return *cursor;
            break;
        case Quoted:
        case OpenQuote:
            if (touches(token) && (token.type == OpenQuote || m_at < token.end()))
                return m_at == token.position ? here(Part::Field) : over(Part::Quote, token);
            m_leftIsReady = false;
            m_known.afterCondition = true;
            break;
        case Word: {
            const bool exists = m_leftIsReady && u"exists"_s.startsWith(token.text, Qt::CaseInsensitive);
            if (touches(token))
                return over(m_leftIsReady && (exists || token.text == u"!") ? Part::Operator : Part::Field, token);
            const bool keyword = token.isWord(u"AND") || token.isWord(u"OR") || token.isWord(u"NOT")
                || token.isWord(u"and") || token.isWord(u"or");
            const bool isExists = m_leftIsReady && token.text.compare(u"exists"_s, Qt::CaseInsensitive) == 0;
            m_leftIsReady = false;
            m_known.afterCondition = isExists;
            if (!keyword && !isExists) {
                setLeft(token);
                m_known.afterCondition = true;
            }
            break;
        }
        case Open:
        case Close:
            m_leftIsReady = false;
            m_known.afterCondition = token.type == Close;
            break;
        case OpenBracket:
        case End:
            break;
        }
    }
}

} // namespace

FilterCursor filterCursor(QStringView text, qsizetype cursor) { return CursorFinder(text, cursor).find(); }

} // namespace spanglass
