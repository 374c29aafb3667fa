#include "services/core/FilterText.h"

#include "services/core/FilterLexer.h"
#include "services/core/FilterValue.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct FieldName {
    FilterField field;
    QStringView name;
};

constexpr std::array<FieldName, 12> FieldNames{{{FilterField::Service, u"service"}, {FilterField::Name, u"name"},
    {FilterField::Status, u"status"}, {FilterField::Kind, u"kind"}, {FilterField::Duration, u"duration"},
    {FilterField::Type, u"type"}, {FilterField::SpanId, u"span.id"}, {FilterField::TraceIdField, u"trace.id"},
    {FilterField::TraceDuration, u"trace.duration"}, {FilterField::TraceSpans, u"trace.spans"},
    {FilterField::TraceErrors, u"trace.errors"}, {FilterField::Root, u"root"}}};

struct OpText {
    FilterOp op;
    QStringView text;
};

// Later spellings of an operator are accepted, the first one is printed.
constexpr std::array<OpText, 11> OpTexts{{{FilterOp::Equal, u"="}, {FilterOp::NotEqual, u"!="}, {FilterOp::Less, u"<"},
    {FilterOp::LessEqual, u"<="}, {FilterOp::Greater, u">"}, {FilterOp::GreaterEqual, u">="}, {FilterOp::Matches, u"~"},
    {FilterOp::NotMatches, u"!~"}, {FilterOp::Exists, u"exists"}, {FilterOp::Equal, u"=="},
    {FilterOp::Matches, u"=~"}}};

QString quotedText(const QString& text) {
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + escaped + u'"';
}

bool isKeyword(const QString& text) {
    return text.compare(u"and"_s, Qt::CaseInsensitive) == 0 || text.compare(u"or"_s, Qt::CaseInsensitive) == 0
        || text.compare(u"not"_s, Qt::CaseInsensitive) == 0 || text.compare(u"exists"_s, Qt::CaseInsensitive) == 0;
}

bool readsBackAs(const QString& text, FilterToken token) {
    return token.type == FilterToken::Type::Word && token.text == text && token.end() == text.size();
}

QString comparisonText(const Filter& filter) {
    const QString left = filterFieldText(filter.field, filter.key) + u' ' + filterOpText(filter.op);
    if (filter.op == FilterOp::Exists)
        return left;
    const bool looksNumeric = filter.field == FilterField::Attribute && parseFilterNumber(filter.value).has_value();
    const bool quote = looksNumeric && !filter.isNumber;
    return left + u' ' + (quote ? quotedText(filter.value) : filterValueText(filter.value));
}

} // namespace

QString filterFieldName(FilterField field) {
    for (const FieldName& entry : FieldNames)
        if (entry.field == field)
            return entry.name.toString();
    return {};
}

std::optional<FilterField> filterFieldFromName(QStringView name) {
    for (const FieldName& entry : FieldNames)
        if (entry.name.compare(name, Qt::CaseInsensitive) == 0)
            return entry.field;
    return std::nullopt;
}

QStringList filterFieldNames() {
    QStringList names;
    for (const FieldName& entry : FieldNames)
        names += entry.name.toString();
    return names;
}

QString filterOpText(FilterOp op) {
    for (const OpText& entry : OpTexts)
        if (entry.op == op)
            return entry.text.toString();
    return {};
}

std::optional<FilterOp> filterOpFromText(QStringView text) {
    for (const OpText& entry : OpTexts)
        if (entry.text.compare(text, Qt::CaseInsensitive) == 0)
            return entry.op;
    return std::nullopt;
}

QList<FilterOp> filterOps(FilterField field) {
    using enum FilterOp;
    switch (field) {
    case FilterField::Service:
    case FilterField::Name:
    case FilterField::Type:
    case FilterField::Root:
        return {Equal, NotEqual, Matches, NotMatches, Exists};
    case FilterField::Status:
    case FilterField::Kind:
    case FilterField::SpanId:
    case FilterField::TraceIdField:
        return {Equal, NotEqual};
    case FilterField::Duration:
    case FilterField::TraceDuration:
    case FilterField::TraceSpans:
    case FilterField::TraceErrors:
        return {Greater, GreaterEqual, Less, LessEqual, Equal, NotEqual};
    case FilterField::Attribute:
        return {Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Matches, NotMatches, Exists};
    }
    return {};
}

QStringList filterChoices(FilterField field) {
    if (field == FilterField::Status)
        return {u"error"_s, u"ok"_s, u"unset"_s};
    if (field == FilterField::Kind)
        return {u"server"_s, u"client"_s, u"internal"_s, u"producer"_s, u"consumer"_s, u"unspecified"_s};
    return {};
}

QString filterFieldText(FilterField field, const QString& key) {
    if (field != FilterField::Attribute)
        return filterFieldName(field);
    const bool plain = !key.startsWith(u"attr."_s) && !filterFieldFromName(key) && !isKeyword(key)
        && readsBackAs(key, FilterLexer(key).next());
    return plain ? key : u"attr."_s + quotedText(key);
}

QString filterValueText(const QString& value) {
    return !isKeyword(value) && readsBackAs(value, FilterLexer(value).nextValue()) ? value : quotedText(value);
}

QString filterText(const FilterPtr& filter) {
    if (!filter)
        return {};
    switch (filter->type) {
    case Filter::Type::Compare:
        return comparisonText(*filter);
    case Filter::Type::Text:
        return quotedText(filter->value);
    case Filter::Type::Not:
        return u"NOT ("_s + filterText(filter->children.front()) + u')';
    case Filter::Type::And:
    case Filter::Type::Or:
        break;
    }
    QStringList parts;
    for (const FilterPtr& child : filter->children) {
        const bool group = child->type == Filter::Type::And || child->type == Filter::Type::Or;
        parts += group ? u'(' + filterText(child) + u')' : filterText(child);
    }
    return parts.join(filter->type == Filter::Type::And ? u" AND "_s : u" OR "_s);
}

bool sameFilter(const FilterPtr& a, const FilterPtr& b) {
    if (!a || !b || a == b)
        return a == b;
    return a->type == b->type && a->field == b->field && a->op == b->op && a->key == b->key && a->value == b->value
        && a->isNumber == b->isNumber && a->number == b->number
        && std::ranges::equal(a->children, b->children, sameFilter);
}

} // namespace spanglass
