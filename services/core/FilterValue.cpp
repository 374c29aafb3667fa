#include "services/core/FilterValue.h"

#include "services/core/FilterText.h"
#include "services/core/Ids.h"
#include "services/core/Span.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct DurationUnit {
    QStringView name;
    double nanos;
};

constexpr std::array<DurationUnit, 9> Units{{{u"ns", 1}, {u"us", 1e3}, {u"µs", 1e3}, {u"ms", 1e6}, {u"s", 1e9},
    {u"m", 60e9}, {u"min", 60e9}, {u"h", 3600e9}, {u"d", 86400e9}}};

const DurationUnit* findUnit(QStringView text) {
    for (const DurationUnit& unit : Units)
        if (text.compare(unit.name, Qt::CaseInsensitive) == 0)
            return &unit;
    return nullptr;
}

QString setDuration(Filter& comparison, const QString& value) {
    const auto duration = parseFilterDuration(value);
    if (!duration)
        return parseFilterNumber(value)
            ? u"This duration has no unit; write for example %1ms or %1s."_s.arg(value)
            : u"This is not a duration; write a number and a unit, for example 250ms, 1.5s or 2min."_s;
    comparison.isNumber = true;
    comparison.number = static_cast<double>(duration->value);
    return {};
}

QString setCount(Filter& comparison, const QString& value) {
    const auto number = parseFilterNumber(value);
    if (!number)
        return u"%1 is compared with a number, for example %1 > 10."_s.arg(filterFieldName(comparison.field));
    comparison.isNumber = true;
    comparison.number = *number;
    return {};
}

/// Values are compared by the name the field uses; numbers that the enum does not know may be given as numbers.
QString setChoice(Filter& comparison, const QString& value) {
    comparison.value = value.toLower();
    const QStringList choices = filterChoices(comparison.field);
    bool isInteger = false;
    value.toInt(&isInteger);
    if (isInteger || choices.contains(comparison.value))
        return {};
    return u"%1 is one of %2."_s.arg(filterFieldName(comparison.field), choices.join(u", "_s));
}

} // namespace

std::optional<double> parseFilterNumber(QStringView text) {
    const QByteArray ascii = text.toLatin1();
    const bool numeral = std::all_of(ascii.begin(), ascii.end(),
        [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E'; });
    if (!numeral || ascii.isEmpty() || ascii[0] == 'e' || ascii[0] == 'E')
        return std::nullopt;
    const char* begin = ascii.begin() + (ascii[0] == '+' && ascii.size() > 1 && ascii[1] != '-' ? 1 : 0);
    double number = 0;
    const auto [end, error] = std::from_chars(begin, ascii.end(), number);
    if (error != std::errc() || end != ascii.end())
        return std::nullopt;
    return number;
}

std::optional<Nanos> parseFilterDuration(QStringView text) {
    qsizetype digits = 0;
    while (digits < text.size() && (text[digits].isDigit() || text[digits] == u'.' || text[digits] == u'-'))
        ++digits;
    const auto number = parseFilterNumber(text.first(digits));
    const QStringView unitText = text.sliced(digits).trimmed();
    const DurationUnit* unit = unitText.isEmpty() && number == 0 ? &Units[0] : findUnit(unitText);
    if (!number || !unit)
        return std::nullopt;
    const double nanos = std::round(*number * unit->nanos);
    // 2^63 itself is the first double beyond the range.
    if (!(std::abs(nanos) < 9223372036854775808.0))
        return std::nullopt;
    return Nanos{static_cast<std::int64_t>(nanos)};
}

bool isDurationUnit(QStringView text) { return findUnit(text) != nullptr; }

QString setFilterValue(Filter& comparison, const QString& value, bool quoted) {
    comparison.value = value;
    switch (comparison.field) {
    case FilterField::Duration:
    case FilterField::TraceDuration:
        return setDuration(comparison, value);
    case FilterField::TraceSpans:
    case FilterField::TraceErrors:
        return setCount(comparison, value);
    case FilterField::Status:
    case FilterField::Kind:
        return setChoice(comparison, value);
    case FilterField::SpanId:
        if (!SpanId::fromHex(value.toStdString()))
            return u"A span id has 16 hex digits."_s;
        comparison.value = value.toLower();
        return {};
    case FilterField::TraceIdField:
        if (const auto id = TraceId::fromText(value))
            comparison.value = id->text();
        else
            return u"A trace id has 32 hex digits."_s;
        return {};
    case FilterField::Attribute:
        if (const auto number = quoted ? std::nullopt : parseFilterNumber(value)) {
            comparison.isNumber = true;
            comparison.number = *number;
        }
        return {};
    case FilterField::Service:
    case FilterField::Name:
    case FilterField::Type:
    case FilterField::Root:
        return {};
    }
    return {};
}

QString regexProblem(const QString& pattern, qsizetype& offset) {
    const QRegularExpression regex(pattern);
    if (!regex.isValid()) {
        offset = regex.patternErrorOffset();
        return u"This regular expression cannot be read: %1."_s.arg(regex.errorString());
    }
    // RE2 searches in linear time and therefore leaves these out.
    static const QRegularExpression beyondRe2(uR"((?<!\\)(?:\\\\)*(\(\?<?[=!]|\(\?>|\\[1-9]|[*+?}]\+))"_s);
    if (const auto match = beyondRe2.match(pattern); match.hasMatch()) {
        offset = match.capturedStart(1);
        return u"Look-around, back-references and possessive repeats cannot be used in a filter's regular expression."_s;
    }
    return {};
}

} // namespace spanglass
