#include "services/core/Filter.h"

#include "services/core/FilterLexer.h"
#include "services/core/FilterText.h"
#include "services/core/FilterValue.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using enum FilterToken::Type;

constexpr qsizetype MaxLength = 10'000;
constexpr int MaxDepth = 64;
constexpr int MaxConditions = 250;

/// Recursive descent, one method a level of the grammar. Ends at the first error.
class FilterParser {
public:
    explicit FilterParser(QStringView text)
        : m_lexer(text) {
        advance();
    }

    std::expected<FilterPtr, FilterError> parse();

private:
    using Parsed = std::expected<FilterPtr, FilterError>;

    Parsed either(int depth);
    Parsed both(int depth);
    Parsed negation(int depth);
    Parsed condition(int depth);
    Parsed group(int depth);
    Parsed comparison(const FilterToken& left);
    Parsed withValue(Filter filter, const FilterToken& left, const FilterToken& op);
    Parsed join(Filter::Type type, std::vector<FilterPtr> parts);
    Parsed text(const FilterToken& token);

    void advance() { m_token = m_lexer.next(); }
    FilterToken peek();
    bool atAnd() const { return isKeyword(u"and"); }
    bool atOr() const { return isKeyword(u"or"); }
    bool atNot();
    bool isKeyword(QStringView word) const {
        return m_token.type == Word && !m_token.attribute && m_token.text.compare(word, Qt::CaseInsensitive) == 0;
    }
    bool followsComparison();
    static Parsed fail(const FilterToken& token, const QString& message) {
        return std::unexpected(FilterError{token.position, token.length, message});
    }

    FilterLexer m_lexer;
    FilterToken m_token; ///< the one not yet consumed
    int m_conditions = 0;
};

FilterToken FilterParser::peek() {
    const qsizetype here = m_lexer.position();
    FilterToken token = m_lexer.next();
    m_lexer.seek(here);
    return token;
}

/// Whether the token after this one begins a comparison or a group: tells `not status = error` from the text "not
/// found".
bool FilterParser::followsComparison() {
    const qsizetype here = m_lexer.position();
    const FilterToken first = m_lexer.next();
    const FilterToken second = m_lexer.next();
    m_lexer.seek(here);
    return first.type == Open
        || (first.type == Word
            && (second.type == Operator
                || (second.type == Word && second.text.compare(u"exists"_s, Qt::CaseInsensitive) == 0)));
}

bool FilterParser::atNot() {
    if (!isKeyword(u"not") || peek().type == Operator)
        return false;
    return m_token.text == u"NOT" || followsComparison();
}

FilterParser::Parsed FilterParser::join(Filter::Type type, std::vector<FilterPtr> parts) {
    if (parts.size() == 1)
        return parts.front();
    Filter filter;
    filter.type = type;
    filter.children = std::move(parts);
    return std::make_shared<const Filter>(std::move(filter));
}

FilterParser::Parsed FilterParser::either(int depth) {
    std::vector<FilterPtr> parts;
    while (true) {
        Parsed part = both(depth);
        if (!part)
            return part;
        parts.push_back(*part);
        if (!atOr())
            return join(Filter::Type::Or, std::move(parts));
        const FilterToken keyword = m_token;
        advance();
        if (m_token.type == End || m_token.type == Close || atOr() || atAnd())
            return fail(keyword, u"OR needs a condition on both sides."_s);
    }
}

FilterParser::Parsed FilterParser::both(int depth) {
    if (atAnd() || atOr())
        return fail(m_token, u"%1 needs a condition on both sides."_s.arg(m_token.text.toUpper()));
    std::vector<FilterPtr> parts;
    while (true) {
        Parsed part = negation(depth);
        if (!part)
            return part;
        parts.push_back(*part);
        if (atAnd()) {
            const FilterToken keyword = m_token;
            advance();
            if (m_token.type == End || m_token.type == Close || atOr() || atAnd())
                return fail(keyword, u"AND needs a condition on both sides."_s);
        } else if (m_token.type == End || m_token.type == Close || atOr()) {
            return join(Filter::Type::And, std::move(parts));
        }
    }
}

FilterParser::Parsed FilterParser::negation(int depth) {
    if (!atNot())
        return condition(depth);
    const FilterToken keyword = m_token;
    if (depth >= MaxDepth)
        return fail(keyword, u"This filter nests more than %1 levels deep; write it flatter."_s.arg(MaxDepth));
    advance();
    if (m_token.type == End || m_token.type == Close || atAnd() || atOr())
        return fail(keyword, u"NOT needs a condition after it."_s);
    Parsed inner = negation(depth + 1);
    if (!inner)
        return inner;
    Filter filter;
    filter.type = Filter::Type::Not;
    filter.children = {*inner};
    return std::make_shared<const Filter>(std::move(filter));
}

FilterParser::Parsed FilterParser::condition(int depth) {
    const FilterToken token = m_token;
    if (token.type != Open && ++m_conditions > MaxConditions)
        return fail(token, u"A filter can hold at most %1 conditions; take some out."_s.arg(MaxConditions));
    switch (token.type) {
    case Open:
        return group(depth);
    case Close:
        return fail(token, u"There is no ( for this bracket; remove it, or put quotes around the text."_s);
    case Operator:
        return fail(token, u"A field is missing before %1, for example service %1 checkout."_s.arg(token.text));
    case OpenQuote:
    case OpenBracket:
        return fail(token, u"The quote is never closed; add the closing quote."_s);
    case Quoted:
        advance();
        if (m_token.type == Operator)
            return fail(token,
                u"Text in quotes cannot be compared; for an attribute write attr.%1 %2 ..."_s.arg(
                    filterFieldText(FilterField::Attribute, token.text).remove(u"attr."_s), m_token.text));
        return text(token);
    case Word:
        advance();
        if (m_token.type == Operator || isKeyword(u"exists"))
            return comparison(token);
        if (token.attribute)
            return fail(token,
                u"Say what to compare %1 with, for example %1 exists."_s.arg(
                    filterFieldText(FilterField::Attribute, token.text)));
        return text(token);
    case End:
        break;
    }
    return fail(token, u"A condition is missing here."_s);
}

FilterParser::Parsed FilterParser::group(int depth) {
    const FilterToken open = m_token;
    if (depth >= MaxDepth)
        return fail(open, u"This filter nests more than %1 levels deep; write it flatter."_s.arg(MaxDepth));
    advance();
    if (m_token.type == Close)
        return fail(
            {Open, open.position, m_token.end() - open.position, {}}, u"There is nothing between these brackets."_s);
    if (m_token.type == End)
        return fail(open, u"This bracket is never closed; add )."_s);
    Parsed inner = either(depth + 1);
    if (!inner)
        return inner;
    if (m_token.type != Close)
        return fail(open, u"This bracket is never closed; add )."_s);
    advance();
    return inner;
}

FilterParser::Parsed FilterParser::text(const FilterToken& token) {
    if (token.text.isEmpty())
        return fail(token, u"There is nothing between these quotes."_s);
    Filter filter;
    filter.value = token.text;
    return std::make_shared<const Filter>(std::move(filter));
}

FilterParser::Parsed FilterParser::comparison(const FilterToken& left) {
    Filter filter;
    filter.type = Filter::Type::Compare;
    const auto known = left.attribute ? std::nullopt : filterFieldFromName(left.text);
    filter.field = known.value_or(FilterField::Attribute);
    if (!known)
        filter.key = left.text;
    if (filter.field == FilterField::Attribute && filter.key.isEmpty())
        return fail(left, u"The attribute's key is empty."_s);
    const FilterToken op = m_token;
    filter.op = *filterOpFromText(op.text);
    const QList<FilterOp> allowed = filterOps(filter.field);
    if (!allowed.contains(filter.op)) {
        QStringList names;
        for (const FilterOp each : allowed)
            names += filterOpText(each);
        return fail(op, u"%1 takes only these: %2."_s.arg(filterFieldName(filter.field), names.join(u"  "_s)));
    }
    if (filter.op == FilterOp::Exists) {
        advance();
        return std::make_shared<const Filter>(std::move(filter));
    }
    return withValue(std::move(filter), left, op);
}

FilterParser::Parsed FilterParser::withValue(Filter filter, const FilterToken& left, const FilterToken& op) {
    FilterToken value = m_lexer.nextValue();
    if (value.type == OpenQuote)
        return fail(value, u"The quote is never closed; add the closing quote."_s);
    if (value.type == OpenBracket)
        return fail(value, u"A bracket in this value is never closed; put quotes around the value."_s);
    const bool quoted = value.type == Quoted;
    const bool keyword = value.isWord(u"AND") || value.isWord(u"OR") || value.isWord(u"NOT");
    if (value.type == End || value.type == Close || keyword)
        return fail(
            {Operator, left.position, op.end() - left.position, {}}, u"A value is missing after %1."_s.arg(op.text));
    advance();
    const bool isDuration = filter.field == FilterField::Duration || filter.field == FilterField::TraceDuration;
    if (isDuration && !quoted && m_token.type == Word && isDurationUnit(m_token.text)
        && parseFilterNumber(value.text)) {
        value.text += m_token.text;
        value.length = m_token.end() - value.position;
        advance();
    }
    if (filter.op == FilterOp::Matches || filter.op == FilterOp::NotMatches) {
        qsizetype offset = 0;
        if (const QString problem = regexProblem(value.text, offset); !problem.isEmpty()) {
            // Escapes make quoted text longer than the pattern, so only a bare pattern can be pointed into.
            if (!quoted && offset < value.length)
                value = {Word, value.position + offset, value.length - offset, {}};
            return fail(value, problem);
        }
        filter.value = value.text;
    } else if (const QString problem = setFilterValue(filter, value.text, quoted); !problem.isEmpty()) {
        return fail(value, problem);
    }
    return std::make_shared<const Filter>(std::move(filter));
}

std::expected<FilterPtr, FilterError> FilterParser::parse() {
    if (m_token.type == End)
        return FilterPtr();
    Parsed parsed = either(0);
    if (parsed && m_token.type == Close)
        return fail(m_token, u"There is no ( for this bracket; remove it, or put quotes around the text."_s);
    return parsed;
}

} // namespace

std::expected<FilterPtr, FilterError> parseFilter(QStringView text) {
    if (text.size() > MaxLength)
        return std::unexpected(FilterError{MaxLength, text.size() - MaxLength,
            u"A filter can be at most %1 characters long; shorten it."_s.arg(MaxLength)});
    return FilterParser(text).parse();
}

} // namespace spanglass
