#include "services/practice/tracing/OtlpRows.h"

#include "services/otlp/ValueText.h"
#include "services/practice/sql/ResultBuilder.h"

#include <QDateTime>
#include <QUuid>

#include <cmath>
#include <map>

namespace spanglass::practice {

namespace {

/// One JSON object, key by key.
class Object {
public:
    Object& raw(std::string_view key, std::string_view json) {
        m_text += m_text.empty() ? "{" : ",";
        appendJsonString(m_text, key);
        m_text += ':';
        m_text += json;
        return *this;
    }
    Object& text(std::string_view key, std::string_view value) {
        std::string json;
        appendJsonString(json, value);
        return raw(key, json);
    }
    template <class Number> Object& number(std::string_view key, Number value) {
        return raw(key, std::to_string(value));
    }
    Object& real(std::string_view key, double value) {
        std::string json;
        appendValueJson(json, Value::real(value));
        return raw(key, std::isfinite(value) ? json : "null");
    }
    std::string done() { return m_text.empty() ? "{}" : m_text + '}'; }

private:
    std::string m_text;
};

std::int64_t signedNanos(UnixNanos time) { return static_cast<std::int64_t>(time.value); }

template <class Items, class Write> std::string listed(const Items& items, Write write) {
    std::string out = "[";
    for (const auto& each : items)
        out += (out.size() > 1 ? "," : "") + write(each);
    return out + ']';
}

std::string bucket(std::int32_t offset, std::span<const std::uint64_t> counts) {
    return Object()
        .number("offset", offset)
        .raw("bucket_counts", listed(counts, [](std::uint64_t count) { return std::to_string(count); }))
        .done();
}

std::string reals(std::span<const double> values) {
    return listed(values, [](double value) {
        std::string json;
        appendValueJson(json, Value::real(value));
        return json;
    });
}

} // namespace

std::string OtlpRows::attributes(Attributes attributes) const {
    std::map<std::string_view, const Value*> last; // of a key that comes twice the last value holds
    for (const Attribute& each : attributes)
        last[each.key] = &each.value;
    Object out;
    for (const auto& [key, value] : last) {
        std::string written;
        if (m_asText)
            appendValueText(written, *value);
        else
            appendValueJson(written, *value);
        if (m_asText)
            out.text(key, written);
        else
            out.raw(key, written);
    }
    return out.done();
}

void OtlpRows::addShared(
    std::string& row, const Resource& resource, const Scope& scope, UnixNanos time, const char* urlKey) const {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(signedNanos(time) / 1'000'000, Qt::UTC);
    const QString micros = QString::number(signedNanos(time) / 1'000 % 1'000).rightJustified(3, QLatin1Char('0'));
    Object shared;
    shared.text("record_id", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
        .text("time", when.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")).toStdString() + micros.toStdString())
        .text("date", when.date().toString(Qt::ISODate).toStdString())
        .text("service_name", resource.serviceName)
        .raw("resource",
            Object()
                .raw("attributes", attributes(resource.attributes))
                .number("dropped_attributes_count", resource.droppedAttributes)
                .done())
        .text("resource_schema_url", resource.schemaUrl)
        .raw("instrumentation_scope",
            Object()
                .text("name", scope.name)
                .text("version", scope.version)
                .raw("attributes", attributes(scope.attributes))
                .number("dropped_attributes_count", scope.droppedAttributes)
                .done())
        .text(urlKey, scope.schemaUrl);
    row.back() = ','; // the closing brace
    row += shared.done().substr(1);
}

std::string OtlpRows::spans(const SpanBatch& batch) const {
    return listed(batch.spans, [&](const Span& span) {
        const auto events = listed(span.events, [&](const SpanEvent& event) {
            return Object()
                .number("time_unix_nano", signedNanos(event.time))
                .text("name", event.name)
                .raw("attributes", attributes(event.attributes))
                .number("dropped_attributes_count", event.droppedAttributes)
                .done();
        });
        const auto links = listed(span.links, [&](const SpanLink& link) {
            return Object()
                .text("trace_id", std::string_view(link.traceId.hex()))
                .text("span_id", std::string_view(link.spanId.hex()))
                .text("trace_state", link.traceState)
                .raw("attributes", attributes(link.attributes))
                .number("dropped_attributes_count", link.droppedAttributes)
                .number("flags", link.flags)
                .done();
        });
        std::string parent = span.parentSpanId.isValid() ? std::string(span.parentSpanId.hex()) : std::string();
        if (parent.empty() && m_strayRoots)
            parent = "f00000000000000f";
        std::string row
            = Object()
                  .text("trace_id", std::string_view(span.traceId.hex()))
                  .text("span_id", std::string_view(span.spanId.hex()))
                  .text("trace_state", span.traceState)
                  .text("parent_span_id", parent)
                  .number("flags", static_cast<std::int32_t>(span.flags))
                  .text("name", span.name)
                  .text("kind", spanKindName(span.kind))
                  .number("start_time_unix_nano", signedNanos(span.start))
                  .number("end_time_unix_nano", signedNanos(span.end))
                  .raw("attributes", attributes(span.attributes))
                  .number("dropped_attributes_count", span.droppedAttributes)
                  .raw("events", events)
                  .number("dropped_events_count", span.droppedEvents)
                  .raw("links", links)
                  .number("dropped_links_count", span.droppedLinks)
                  .raw("status",
                      Object().text("message", span.statusMessage).text("code", statusCodeName(span.status)).done())
                  .done();
        addShared(row, *span.resource, *span.scope, span.start, "span_schema_url");
        return row;
    });
}

std::string OtlpRows::logs(const LogBatch& batch) const {
    return listed(batch.records, [&](const LogRecord& record) {
        std::string body;
        if (m_asText) {
            std::string text;
            appendValueText(text, record.body);
            appendJsonString(body, text);
        } else {
            appendValueJson(body, record.body);
        }
        std::string row = Object()
                              .text("event_name", record.eventName)
                              .text("trace_id", record.traceId.isValid() ? std::string(record.traceId.hex()) : "")
                              .text("span_id", record.spanId.isValid() ? std::string(record.spanId.hex()) : "")
                              .number("time_unix_nano", signedNanos(record.time))
                              .number("observed_time_unix_nano", signedNanos(record.observed))
                              .text("severity_number", std::to_string(record.severityNumber))
                              .text("severity_text", record.severityText)
                              .raw("body", body)
                              .raw("attributes", attributes(record.attributes))
                              .number("dropped_attributes_count", record.droppedAttributes)
                              .number("flags", static_cast<std::int32_t>(record.flags))
                              .done();
        addShared(row, *record.resource, *record.scope, record.time, "log_schema_url");
        return row;
    });
}

std::string OtlpRows::exemplars(const MetricPoint& point) const {
    return listed(point.exemplars, [&](const Exemplar& each) {
        return Object()
            .number("time_unix_nano", signedNanos(each.time))
            .real("value", each.value)
            .text("span_id", each.spanId.isValid() ? std::string(each.spanId.hex()) : "")
            .text("trace_id", each.traceId.isValid() ? std::string(each.traceId.hex()) : "")
            .raw("filtered_attributes", attributes(each.filteredAttributes))
            .done();
    });
}

/// The struct of the point's own type. Keys that it does not have in the table are left out by the reader.
std::string OtlpRows::point(const MetricPoint& point) const {
    Object out;
    out.number("start_time_unix_nano", signedNanos(point.start))
        .number("time_unix_nano", signedNanos(point.time))
        .real("value", point.value)
        .raw("exemplars", exemplars(point))
        .raw("attributes", attributes(point.attributes))
        .number("flags", static_cast<std::int32_t>(point.flags))
        .text("aggregation_temporality", temporalityName(point.temporality))
        .raw("is_monotonic", point.monotonic ? "true" : "false")
        .number("count", point.count)
        .raw("bucket_counts", listed(point.bucketCounts, [](std::uint64_t count) { return std::to_string(count); }))
        .raw("explicit_bounds", reals(point.explicitBounds))
        .number("scale", point.scale)
        .number("zero_count", point.zeroCount)
        .real("zero_threshold", point.zeroThreshold)
        .raw("positive_bucket", bucket(point.positiveOffset, point.positiveCounts))
        .raw("negative_bucket", bucket(point.negativeOffset, point.negativeCounts))
        .raw("quantile_values", listed(point.quantiles, [](const Quantile& each) {
            return Object().real("quantile", each.quantile).real("value", each.value).done();
        }));
    if (point.hasSum)
        out.real("sum", point.sum);
    if (point.hasMin)
        out.real("min", point.min);
    if (point.hasMax)
        out.real("max", point.max);
    return out.done();
}

std::string OtlpRows::metrics(const MetricBatch& batch) const {
    return listed(batch.points, [&](const MetricPoint& each) {
        Object out;
        out.text("name", each.name)
            .text("description", each.description)
            .text("unit", each.unit)
            .text("metric_type", metricTypeName(each.type))
            .number("start_time_unix_nano", signedNanos(each.start))
            .number("time_unix_nano", signedNanos(each.time))
            .raw("metadata", attributes(each.metadata));
        if (each.type != MetricType::Empty)
            out.raw(metricTypeName(each.type), point(each));
        std::string row = out.done();
        addShared(row, *each.resource, *each.scope, each.time, "metric_schema_url");
        return row;
    });
}

} // namespace spanglass::practice
