#include "services/otlp/Decode.h"

#include "logs.pb.h"
#include "metrics.pb.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace spanglass;

namespace {

otlp::ScopeLogs& scopeLogs(otlp::ExportLogsServiceRequest& request) {
    otlp::ResourceLogs& resource = *request.add_resource_logs();
    otlp::KeyValue& name = *resource.mutable_resource()->add_attributes();
    name.set_key("service.name");
    name.mutable_value()->set_string_value("shop");
    otlp::ScopeLogs& scope = *resource.add_scope_logs();
    scope.mutable_scope()->set_name("lib");
    return scope;
}

otlp::ScopeMetrics& scopeMetrics(otlp::ExportMetricsServiceRequest& request) {
    otlp::ScopeMetrics& scope = *request.add_resource_metrics()->add_scope_metrics();
    scope.mutable_scope()->set_name("lib");
    return scope;
}

void addTag(google::protobuf::RepeatedPtrField<otlp::KeyValue>& list) {
    otlp::KeyValue& tag = *list.Add();
    tag.set_key("tag");
    tag.mutable_value()->set_int_value(1);
}

bool hasTag(Attributes list) { return list.size() == 1 && list[0] == Attribute{"tag", Value::integer(1)}; }

/// The points of one metric of a request that holds only it.
std::shared_ptr<const MetricBatch> decoded(const otlp::Metric& metric) {
    otlp::ExportMetricsServiceRequest request;
    *scopeMetrics(request).add_metrics() = metric;
    const auto batch = decodeMetrics(request.SerializeAsString(), PayloadFormat::Protobuf);
    return batch && (*batch)->points.size() == 1 ? *batch : nullptr;
}

otlp::Metric named() {
    otlp::Metric metric;
    metric.set_name("m");
    metric.set_description("d");
    metric.set_unit("s");
    addTag(*metric.mutable_metadata());
    return metric;
}

} // namespace

class TestDecodeLogsMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldOfALogRecordArrives() {
        otlp::ExportLogsServiceRequest request;
        otlp::LogRecord& log = *scopeLogs(request).add_log_records();
        log.set_time_unix_nano(1);
        log.set_observed_time_unix_nano(2);
        log.set_severity_number(otlp::SEVERITY_NUMBER_ERROR);
        log.set_severity_text("ERROR");
        log.set_event_name("event");
        log.mutable_body()->set_string_value("hello");
        addTag(*log.mutable_attributes());
        log.set_dropped_attributes_count(3);
        log.set_flags(0x80000001u);
        log.set_trace_id(std::string(15, '\0') + '\x01');
        log.set_span_id(std::string(7, '\0') + '\x02');
        const auto batch = decodeLogs(request.SerializeAsString(), PayloadFormat::Protobuf);
        QVERIFY(batch);
        QCOMPARE((*batch)->records.size(), std::size_t(1));
        const LogRecord& record = (*batch)->records[0];
        QCOMPARE(record.time.value, 1u);
        QCOMPARE(record.observed.value, 2u);
        QCOMPARE(record.severityNumber, 17);
        QCOMPARE(record.severityText, std::string_view("ERROR"));
        QCOMPARE(record.eventName, std::string_view("event"));
        QVERIFY(record.body == Value::string("hello"));
        QVERIFY(hasTag(record.attributes));
        QCOMPARE(record.droppedAttributes, 3u);
        QCOMPARE(record.flags, 0x80000001u);
        QCOMPARE(record.traceId, (TraceId{0, 1}));
        QCOMPARE(record.spanId, SpanId{2});
        QCOMPARE(record.resource->serviceName, std::string_view("shop"));
        QCOMPARE(record.scope->name, std::string_view("lib"));
    }

    void aLogRecordWithAWrongTraceIdBelongsToNoTrace() {
        otlp::ExportLogsServiceRequest request;
        scopeLogs(request).add_log_records()->set_trace_id("short");
        const auto batch = decodeLogs(request.SerializeAsString(), PayloadFormat::Protobuf);
        QVERIFY(batch);
        QCOMPARE((*batch)->records.size(), std::size_t(1));
        QVERIFY(!(*batch)->records[0].traceId.isValid());
    }

    void badTextInALogIsRepairedAndNoted() {
        otlp::ExportLogsServiceRequest request;
        scopeLogs(request).add_log_records()->mutable_body()->set_string_value("a\xff");
        const auto batch = decodeLogs(request.SerializeAsString(), PayloadFormat::Protobuf);
        QVERIFY(batch);
        QVERIFY((*batch)->records[0].body == Value::string("a\xEF\xBF\xBD"));
        QCOMPARE((*batch)->notes.size(), std::size_t(1));
        QCOMPARE((*batch)->notes[0].refusal, Refusal::InvalidUtf8);
    }

    void millionsOfEmptyRecordsAreRefused() {
        std::string records;
        for (int i = 0; i < 3'000'000; ++i)
            records.append("\x12\x00", 2);
        const auto wrapped = [](char tag, const std::string& content) {
            std::string out(1, tag);
            for (std::size_t rest = content.size();; rest >>= 7) {
                out += static_cast<char>(rest < 0x80 ? rest : (rest & 0x7F) | 0x80);
                if (rest < 0x80)
                    break;
            }
            return out + content;
        };
        const auto batch = decodeLogs(wrapped('\x0a', wrapped('\x12', records)), PayloadFormat::Protobuf);
        QVERIFY(!batch);
        QVERIFY2(
            batch.error().message.find("too many small parts") != std::string::npos, batch.error().message.c_str());
    }

    void aSumArrivesWithItsMetricsFacts() {
        otlp::Metric metric = named();
        metric.mutable_sum()->set_aggregation_temporality(otlp::AGGREGATION_TEMPORALITY_DELTA);
        metric.mutable_sum()->set_is_monotonic(true);
        otlp::NumberDataPoint& p = *metric.mutable_sum()->add_data_points();
        p.set_start_time_unix_nano(1);
        p.set_time_unix_nano(2);
        p.set_as_int(-7);
        p.set_flags(1);
        addTag(*p.mutable_attributes());
        otlp::Exemplar& e = *p.add_exemplars();
        e.set_time_unix_nano(3);
        e.set_as_double(1.5);
        e.set_trace_id(std::string(15, '\0') + '\x01');
        e.set_span_id(std::string(7, '\0') + '\x02');
        addTag(*e.mutable_filtered_attributes());
        const auto batch = decoded(metric);
        QVERIFY(batch);
        const MetricPoint& point = batch->points[0];
        QCOMPARE(point.name, std::string_view("m"));
        QCOMPARE(point.description, std::string_view("d"));
        QCOMPARE(point.unit, std::string_view("s"));
        QVERIFY(hasTag(point.metadata));
        QCOMPARE(point.type, MetricType::Sum);
        QCOMPARE(point.temporality, 1);
        QVERIFY(point.monotonic);
        QCOMPARE(point.start.value, 1u);
        QCOMPARE(point.time.value, 2u);
        QCOMPARE(point.value, -7.0);
        QCOMPARE(point.flags, 1u);
        QVERIFY(hasTag(point.attributes));
        QCOMPARE(point.exemplars.size(), std::size_t(1));
        QCOMPARE(point.exemplars[0].value, 1.5);
        QCOMPARE(point.exemplars[0].traceId, (TraceId{0, 1}));
        QCOMPARE(point.exemplars[0].spanId, SpanId{2});
        QVERIFY(hasTag(point.exemplars[0].filteredAttributes));
    }

    void aGaugeArrives() {
        otlp::Metric metric = named();
        metric.mutable_gauge()->add_data_points()->set_as_double(2.5);
        const auto batch = decoded(metric);
        QVERIFY(batch);
        QCOMPARE(batch->points[0].type, MetricType::Gauge);
        QCOMPARE(batch->points[0].value, 2.5);
    }

    void aHistogramArrives() {
        otlp::Metric metric = named();
        metric.mutable_histogram()->set_aggregation_temporality(otlp::AGGREGATION_TEMPORALITY_CUMULATIVE);
        otlp::HistogramDataPoint& p = *metric.mutable_histogram()->add_data_points();
        p.set_count(6);
        p.set_sum(0);
        p.set_max(9);
        for (const std::uint64_t n : {1u, 2u, 3u})
            p.add_bucket_counts(n);
        p.add_explicit_bounds(0.5);
        p.add_explicit_bounds(1);
        p.add_exemplars()->set_as_int(4);
        addTag(*p.mutable_attributes());
        const auto batch = decoded(metric);
        QVERIFY(batch);
        const MetricPoint& point = batch->points[0];
        QCOMPARE(point.type, MetricType::Histogram);
        QCOMPARE(point.temporality, 2);
        QCOMPARE(point.count, 6u);
        QVERIFY(point.hasSum && !point.hasMin && point.hasMax);
        QCOMPARE(point.max, 9.0);
        QVERIFY(std::ranges::equal(point.bucketCounts, std::vector<std::uint64_t>{1, 2, 3}));
        QVERIFY(std::ranges::equal(point.explicitBounds, std::vector<double>{0.5, 1}));
        QCOMPARE(point.exemplars[0].value, 4.0);
        QVERIFY(hasTag(point.attributes));
    }

    void anExponentialHistogramArrives() {
        otlp::Metric metric = named();
        otlp::ExponentialHistogramDataPoint& p = *metric.mutable_exponential_histogram()->add_data_points();
        p.set_scale(-3);
        p.set_count(10);
        p.set_zero_count(1);
        p.set_zero_threshold(0.25);
        p.set_min(-1);
        p.mutable_positive()->set_offset(-2);
        p.mutable_positive()->add_bucket_counts(4);
        p.mutable_positive()->add_bucket_counts(300);
        p.mutable_negative()->set_offset(5);
        p.mutable_negative()->add_bucket_counts(6);
        addTag(*p.mutable_attributes());
        const auto batch = decoded(metric);
        QVERIFY(batch);
        const MetricPoint& point = batch->points[0];
        QCOMPARE(point.type, MetricType::ExponentialHistogram);
        QCOMPARE(point.scale, -3);
        QCOMPARE(point.zeroCount, 1u);
        QCOMPARE(point.zeroThreshold, 0.25);
        QVERIFY(point.hasMin && !point.hasSum);
        QCOMPARE(point.positiveOffset, -2);
        QVERIFY(std::ranges::equal(point.positiveCounts, std::vector<std::uint64_t>{4, 300}));
        QCOMPARE(point.negativeOffset, 5);
        QVERIFY(std::ranges::equal(point.negativeCounts, std::vector<std::uint64_t>{6}));
        QVERIFY(hasTag(point.attributes));
    }

    void aSummaryArrives() {
        otlp::Metric metric = named();
        otlp::SummaryDataPoint& p = *metric.mutable_summary()->add_data_points();
        p.set_count(2);
        p.set_sum(3);
        p.add_quantile_values()->set_quantile(0.5);
        p.mutable_quantile_values(0)->set_value(7);
        const auto batch = decoded(metric);
        QVERIFY(batch);
        QCOMPARE(batch->points[0].type, MetricType::Summary);
        QCOMPARE(batch->points[0].quantiles.size(), std::size_t(1));
        QCOMPARE(batch->points[0].quantiles[0].value, 7.0);
    }

    void numbersMayComeUnpacked() {
        otlp::ExportMetricsServiceRequest request;
        otlp::Metric& metric = *scopeMetrics(request).add_metrics();
        otlp::HistogramDataPoint& point = *metric.mutable_histogram()->add_data_points();
        point.add_bucket_counts(1);
        point.add_bucket_counts(2);
        const std::string packed = point.SerializeAsString();
        // Bucket counts 1 and 2 as two fixed64 fields of their own: by chance as long as the packed form.
        const std::string single = std::string("\x31\x01\0\0\0\0\0\0\0", 9) + std::string("\x31\x02\0\0\0\0\0\0\0", 9);
        QCOMPARE(packed.size(), single.size());
        std::string payload = request.SerializeAsString();
        payload.replace(payload.find(packed), packed.size(), single);
        const auto batch = decodeMetrics(payload, PayloadFormat::Protobuf);
        QVERIFY(batch);
        QVERIFY(std::ranges::equal((*batch)->points[0].bucketCounts, std::vector<std::uint64_t>{1, 2}));
    }
};

QTEST_APPLESS_MAIN(TestDecodeLogsMetrics)
#include "tst_decode_logs_metrics.moc"
