#include "services/warehouse/FilterValues.h"

#include "services/core/Span.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

bool isBeyondDouble(const Filter& filter) {
    const bool integer = std::ranges::all_of(filter.value, [](QChar c) { return c.isDigit() || c == u'-'; });
    return integer && std::abs(filter.number) >= 9007199254740992.0;
}

} // namespace

FilterNeeds filterNeeds(const Filter& filter) {
    FilterNeeds needs;
    switch (filter.type) {
    case Filter::Type::Text:
        needs.spans = true;
        break;
    case Filter::Type::Compare:
        needs.traces = filter.field == FilterField::TraceDuration || filter.field == FilterField::TraceSpans
            || filter.field == FilterField::TraceErrors || filter.field == FilterField::Root
            || filter.field == FilterField::TraceIdField;
        needs.spans = !needs.traces;
        break;
    default:
        for (const FilterPtr& child : filter.children) {
            const FilterNeeds its = filterNeeds(*child);
            needs.spans = needs.spans || its.spans;
            needs.traces = needs.traces || its.traces;
        }
    }
    return needs;
}

FilterPtr allOf(std::vector<FilterPtr> conditions) {
    if (conditions.size() <= 1)
        return conditions.empty() ? nullptr : conditions.front();
    Filter filter;
    filter.type = Filter::Type::And;
    filter.children = std::move(conditions);
    return std::make_shared<const Filter>(std::move(filter));
}

QString wireName(const Filter& filter) {
    bool isNumber = false;
    const int number = filter.value.toInt(&isNumber);
    const bool isStatus = filter.field == FilterField::Status;
    if (isNumber) {
        const std::string_view name
            = isStatus ? statusCodeName(static_cast<StatusCode>(number)) : spanKindName(static_cast<SpanKind>(number));
        // Numbers without a name are stored as they are.
        return name.find('_') == std::string_view::npos ? QString::number(number)
                                                        : QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    return (isStatus ? u"STATUS_CODE_"_s : u"SPAN_KIND_"_s) + filter.value.toUpper();
}

bool comparesAsNumber(const Filter& filter) {
    const bool isOrder = filter.op != FilterOp::Matches && filter.op != FilterOp::NotMatches;
    const bool exactInteger
        = isBeyondDouble(filter) && (filter.op == FilterOp::Equal || filter.op == FilterOp::NotEqual);
    return filter.isNumber && isOrder && !exactInteger;
}

std::int64_t wholeNanos(double number) {
    if (!(std::abs(number) < 9223372036854775808.0))
        return number < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(number);
}

bool isHexText(const QString& text) {
    return text.size() <= 32 && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f');
    });
}

} // namespace spanglass
