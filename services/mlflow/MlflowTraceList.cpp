#include "services/mlflow/MlflowTraceList.h"

#include "services/core/FilterText.h"

#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t Millisecond = 1'000'000;

std::uint32_t spansOf(const MlflowTraceInfo& info) {
    const auto stats = nlohmann::json::parse(
        info.metadata.value(u"mlflow.trace.sizeStats"_s).toStdString(), nullptr, /*allow_exceptions=*/false);
    const auto count = stats.is_object() ? stats.find("num_spans") : stats.end();
    return count != stats.end() && count->is_number_unsigned() ? count->get<std::uint32_t>() : 0;
}

QString statusOf(const MlflowTraceInfo& info) {
    return info.state == u"OK" ? u"ok"_s : info.state == u"ERROR" ? u"error"_s : u"unset"_s;
}

/// What the trace's spans are read with as their service (MlflowReader): the file that made it.
QString serviceOf(const MlflowTraceInfo& info) {
    const QString source = info.metadata.value(u"mlflow.source.name"_s);
    return source.mid(std::max(source.lastIndexOf(u'/'), source.lastIndexOf(u'\\')) + 1);
}

/// Nothing when the trace does not have it.
std::optional<QString> valueOf(const Filter& condition, const MlflowTraceInfo& info) {
    switch (condition.field) {
    case FilterField::Name:
    case FilterField::Root:
        return info.name;
    case FilterField::Service:
        return serviceOf(info);
    case FilterField::Status:
        return statusOf(info);
    case FilterField::Duration:
    case FilterField::TraceDuration:
        return QString::number(info.duration.value);
    case FilterField::TraceErrors:
        return info.state == u"ERROR" ? u"1"_s : u"0"_s;
    case FilterField::TraceIdField:
        return info.traceId.text();
    case FilterField::Attribute:
        for (const auto* texts : {&info.tags, &info.metadata}) {
            if (const auto at = texts->constFind(condition.key); at != texts->constEnd())
                return *at;
        }
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

bool isTold(FilterField field) {
    switch (field) {
    case FilterField::Name:
    case FilterField::Root:
    case FilterField::Service:
    case FilterField::Status:
    case FilterField::Duration:
    case FilterField::TraceDuration:
    case FilterField::TraceErrors:
    case FilterField::TraceIdField:
    case FilterField::Attribute:
        return true;
    default:
        return false;
    }
}

bool holds(const Filter& condition, const QString& value) {
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    isNumber = isNumber && condition.isNumber;
    switch (condition.op) {
    case FilterOp::Equal:
        return isNumber ? number == condition.number : value == condition.value;
    case FilterOp::NotEqual:
        return isNumber ? number != condition.number : value != condition.value;
    case FilterOp::Less:
        return isNumber && number < condition.number;
    case FilterOp::LessEqual:
        return isNumber && number <= condition.number;
    case FilterOp::Greater:
        return isNumber && number > condition.number;
    case FilterOp::GreaterEqual:
        return isNumber && number >= condition.number;
    case FilterOp::Matches:
        return value.contains(QRegularExpression(condition.value));
    case FilterOp::NotMatches:
        return !value.contains(QRegularExpression(condition.value));
    case FilterOp::Exists:
        return true;
    }
    return false;
}

bool matches(const Filter& filter, const MlflowTraceInfo& info) {
    const auto each = [&](const FilterPtr& child) { return matches(*child, info); };
    switch (filter.type) {
    case Filter::Type::And:
        return std::ranges::all_of(filter.children, each);
    case Filter::Type::Or:
        return std::ranges::any_of(filter.children, each);
    case Filter::Type::Not:
        return !matches(*filter.children.front(), info);
    case Filter::Type::Compare: {
        const auto value = valueOf(filter, info);
        return value && holds(filter, *value);
    }
    case Filter::Type::Text:
        break;
    }
    return std::ranges::any_of(std::initializer_list<QString>{info.name, info.requestPreview, info.responsePreview},
        [&](const QString& text) { return text.contains(filter.value, Qt::CaseInsensitive); });
}

template <class Key> void orderBy(std::vector<TraceSummary>& traces, bool descending, Key key) {
    std::ranges::stable_sort(traces, [&](const TraceSummary& a, const TraceSummary& b) {
        const auto left = std::tuple(key(a), a.id);
        const auto right = std::tuple(key(b), b.id);
        return descending ? right < left : left < right;
    });
}

} // namespace

QString mlflowFilter(const TimeRange& range) {
    QStringList parts;
    if (range.from)
        parts << u"trace.timestamp_ms >= %1"_s.arg(range.from->value / Millisecond);
    if (range.to)
        parts << u"trace.timestamp_ms < %1"_s.arg((range.to->value + Millisecond - 1) / Millisecond);
    return parts.join(u" AND "_s);
}

TraceSummary summaryOf(const MlflowTraceInfo& info) {
    TraceSummary out;
    out.id = info.traceId;
    out.rootName = info.name;
    if (const QString service = serviceOf(info); !service.isEmpty())
        out.services << service;
    out.start = info.start;
    out.end = UnixNanos{info.start.value + static_cast<std::uint64_t>(std::max<std::int64_t>(0, info.duration.value))};
    out.spans = spansOf(info);
    out.errors = info.state == u"ERROR" ? 1 : 0;
    return out;
}

Result<> checkMlflowFilter(const FilterPtr& filter) {
    if (!filter)
        return {};
    if (filter->type == Filter::Type::Compare && !isTold(filter->field))
        return failure(ErrorCode::BadInput,
            u"An MLflow server's list cannot be filtered by %1, which it does not tell."_s.arg(
                filterFieldName(filter->field)),
            u"Filter by name, service, status, duration, a tag or free text, or keep the traces locally and filter there."_s);
    for (const FilterPtr& child : filter->children) {
        if (auto good = checkMlflowFilter(child); !good)
            return good;
    }
    return {};
}

bool matchesMlflow(const FilterPtr& filter, const MlflowTraceInfo& info) { return !filter || matches(*filter, info); }

void orderTraces(std::vector<TraceSummary>& traces, TraceSort sort, bool descending) {
    switch (sort) {
    case TraceSort::Start:
    case TraceSort::Arrival:
        return orderBy(traces, descending, [](const TraceSummary& each) { return each.start.value; });
    case TraceSort::Duration:
        return orderBy(traces, descending, [](const TraceSummary& each) { return each.duration().value; });
    case TraceSort::Spans:
        return orderBy(traces, descending, [](const TraceSummary& each) { return each.spans; });
    case TraceSort::Errors:
        return orderBy(traces, descending, [](const TraceSummary& each) { return each.errors; });
    case TraceSort::Name:
        return orderBy(traces, descending, [](const TraceSummary& each) { return each.rootName.toLower(); });
    case TraceSort::Service:
        return orderBy(traces, descending, [](const TraceSummary& each) { return each.services.value(0); });
    }
}

} // namespace spanglass
