#include "tests/support/FakeSpanSource.h"

#include "models/timeline/JsonText.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spanglass::test {

namespace {

std::uint64_t hashOf(const Span& span) {
    std::size_t hash = std::hash<std::string_view>{}(span.name) ^ span.start.value * 31 ^ span.end.value * 17
        ^ span.parentSpanId.value ^ (static_cast<std::uint64_t>(span.kind) << 56)
        ^ (static_cast<std::uint64_t>(span.status) << 48);
    hash ^= std::hash<std::string_view>{}(span.resource->serviceName) << 1;
    for (const Attribute& a : span.attributes)
        hash = hash * 1'000'003 + qHash(valueJson(a.value)) + std::hash<std::string_view>{}(a.key);
    return hash;
}

QString typeOf(const Span& span) {
    for (const std::string_view key :
        {"mlflow.spanType", "openinference.span.kind", "traceloop.span.kind", "gen_ai.operation.name"})
        if (const Value* value = findAttribute(span.attributes, key))
            return valueText(*value).remove(u'"');
    return {};
}

QString jsonOf(const Span& span) {
    QString attributes;
    for (const Attribute& a : span.attributes)
        attributes += (attributes.isEmpty() ? u""_s : u","_s) + u"{\"key\":"_s + jsonQuoted(textOf(a.key))
            + u",\"value\":"_s + valueJson(a.value) + u'}';
    const QString json = u"{\"traceId\":\""_s + span.traceId.text() + u"\",\"spanId\":\""_s + span.spanId.text()
        + u"\",\"name\":"_s + jsonQuoted(textOf(span.name)) + u",\"startTimeUnixNano\":\""_s
        + QString::number(span.start.value) + u"\",\"endTimeUnixNano\":\""_s + QString::number(span.end.value)
        + u"\",\"attributes\":["_s + attributes + u"]}"_s;
    return prettyJson(json).value_or(json);
}

bool compares(FilterOp op, const QString& have, const Filter& filter) {
    bool isNumber = false;
    const double number = have.toDouble(&isNumber);
    switch (op) {
    case FilterOp::Equal:
        return have.compare(filter.value, Qt::CaseInsensitive) == 0
            || (isNumber && filter.isNumber && number == filter.number);
    case FilterOp::NotEqual:
        return have.compare(filter.value, Qt::CaseInsensitive) != 0;
    case FilterOp::Less:
        return isNumber && number < filter.number;
    case FilterOp::LessEqual:
        return isNumber && number <= filter.number;
    case FilterOp::Greater:
        return isNumber && number > filter.number;
    case FilterOp::GreaterEqual:
        return isNumber && number >= filter.number;
    case FilterOp::Matches:
        return QRegularExpression(filter.value).match(have).hasMatch();
    case FilterOp::NotMatches:
        return !QRegularExpression(filter.value).match(have).hasMatch();
    case FilterOp::Exists:
        return true;
    }
    return false;
}

std::optional<QString> fieldOf(const Filter& filter, const Span& span) {
    const auto short_ = [](std::string_view name) { return textOf(name).section(u'_', 2).toLower(); };
    switch (filter.field) {
    case FilterField::Service:
        return textOf(span.resource->serviceName);
    case FilterField::Name:
        return textOf(span.name);
    case FilterField::Status:
        return short_(statusCodeName(span.status));
    case FilterField::Kind:
        return short_(spanKindName(span.kind));
    case FilterField::Duration:
        return QString::number(span.duration().value);
    case FilterField::Type:
        return typeOf(span);
    case FilterField::SpanId:
        return span.spanId.text();
    case FilterField::Attribute:
        for (const Attributes attributes : {span.attributes, span.resource->attributes})
            if (const Value* value = findAttribute(attributes, filter.key.toStdString()))
                return valueText(*value);
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

bool spanMatches(const Filter& filter, const Span& span) {
    switch (filter.type) {
    case Filter::Type::And:
        return std::ranges::all_of(filter.children, [&](const FilterPtr& f) { return spanMatches(*f, span); });
    case Filter::Type::Or:
        return std::ranges::any_of(filter.children, [&](const FilterPtr& f) { return spanMatches(*f, span); });
    case Filter::Type::Not:
        return !spanMatches(*filter.children.front(), span);
    case Filter::Type::Compare: {
        const auto have = fieldOf(filter, span);
        return have && compares(filter.op, *have, filter);
    }
    case Filter::Type::Text:
        break;
    }
    const auto holds = [&](const QString& text) { return text.contains(filter.value, Qt::CaseInsensitive); };
    return holds(textOf(span.name)) || holds(textOf(span.resource->serviceName))
        || std::ranges::any_of(span.attributes, [&](const Attribute& a) { return holds(valueText(a.value)); });
}

QFuture<Result<TracePtr>> FakeSpanSource::trace(TraceId id) {
    return reply<TracePtr>(u"trace"_s, [this, id]() -> Result<TracePtr> {
        TraceBuilder builder(id);
        bool any = false;
        forEach(id, [&](const Span& span, SpanKey key) {
            any = true;
            SpanRecord r{span.spanId, span.parentSpanId, span.start, span.end, span.kind, span.status, span.name,
                span.resource->serviceName, {}, static_cast<std::uint32_t>(span.links.size()), span.notices,
                hashOf(span), key};
            const std::string type = typeOf(span).toStdString();
            r.type = type;
            if (builder.add(r))
                for (const SpanEvent& event : span.events)
                    builder.addMarker(event.time, event.name);
        });
        if (!any)
            return failure(ErrorCode::NotFound, u"The trace is not here."_s, u"Wait for its spans to arrive."_s);
        return std::move(builder).build();
    });
}

QFuture<Result<WholeTracePtr>> FakeSpanSource::wholeTrace(TraceId id) {
    return reply<WholeTracePtr>(u"wholeTrace"_s, [this, id]() -> Result<WholeTracePtr> {
        auto whole = std::make_shared<WholeTrace>();
        whole->owners = m_batches;
        forEach(id, [&](const Span& span, SpanKey) { whole->spans.push_back(&span); });
        if (whole->spans.empty())
            return failure(ErrorCode::NotFound, u"The trace is not here."_s, u"Wait for its spans to arrive."_s);
        return whole;
    });
}

QFuture<Result<SpanArrivals>> FakeSpanSource::arrivals(TraceId) {
    return reply<SpanArrivals>(u"arrivals"_s, [this]() -> Result<SpanArrivals> {
        return arrivalsFault ? Result<SpanArrivals>(std::unexpected(*arrivalsFault)) : arrived;
    });
}

QFuture<Result<SpanDetail>> FakeSpanSource::span(TraceId id, SpanKey key) {
    return reply<SpanDetail>(
        u"span %1/%2"_s.arg(key.request).arg(key.ordinal), [this, id, key]() -> Result<SpanDetail> {
            std::optional<SpanDetail> found;
            forEach(id, [&](const Span& span, SpanKey k) {
                if (k != key)
                    return;
                found = SpanDetail{m_batches[static_cast<std::size_t>(key.request)], &span, jsonOf(span).toUtf8(),
                    span.end, Transport::Http, u"OTel-OTLP-Exporter-Python/1.39.0"_s, u"127.0.0.1:51234"_s};
            });
            if (!found)
                return failure(ErrorCode::NotFound, u"The span is not here."_s);
            return *found;
        });
}

QFuture<Result<std::vector<SpanKey>>> FakeSpanSource::search(TraceId id, FilterPtr filter) {
    return reply<std::vector<SpanKey>>(u"search"_s, [this, id, filter]() -> Result<std::vector<SpanKey>> {
        std::vector<SpanKey> keys;
        forEach(id, [&](const Span& span, SpanKey key) {
            if (!filter || spanMatches(*filter, span))
                keys.push_back(key);
        });
        return keys;
    });
}

QFuture<Result<std::vector<BackLink>>> FakeSpanSource::linksTo(TraceId id) {
    return reply<std::vector<BackLink>>(u"linksTo"_s, [this, id]() -> Result<std::vector<BackLink>> {
        std::vector<BackLink> links;
        for (const auto& batch : m_batches)
            for (const Span& span : batch->spans)
                for (const SpanLink& link : span.links)
                    if (link.traceId == id && span.traceId != id)
                        links.push_back({span.traceId, span.spanId, textOf(span.name), link.spanId});
        return links;
    });
}

QFuture<Result<std::vector<TraceId>>> FakeSpanSource::present(std::vector<TraceId> traces) {
    return reply<std::vector<TraceId>>(u"present"_s, [this, traces]() mutable -> Result<std::vector<TraceId>> {
        std::erase_if(traces, [this](TraceId id) {
            bool any = false;
            forEach(id, [&](const Span&, SpanKey) { any = true; });
            return !any;
        });
        return traces;
    });
}

QFuture<Result<TraceNotesPtr>> FakeSpanSource::notes(TraceId) {
    return reply<TraceNotesPtr>(u"notes"_s, [this]() -> Result<TraceNotesPtr> {
        if (notesFault)
            return std::unexpected(*notesFault);
        return keepsNotes ? std::make_shared<const TraceNotes>(written) : nullptr;
    });
}

QFuture<Result<TraceRecordsPtr>> FakeSpanSource::records(TraceId) {
    return reply<TraceRecordsPtr>(u"records"_s, [this]() -> Result<TraceRecordsPtr> {
        return keepsNotes ? std::make_shared<const TraceRecords>(logged) : nullptr;
    });
}

} // namespace spanglass::test
