// Captured requests with other ids, times and attributes.
#include "logs.pb.h"
#include "metrics.pb.h"
#include "services/otlp/Encode.h"
#include "services/otlp/WireEdit.h"
#include "tests/support/SpanBuilder.h"
#include "trace.pb.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using Action = AttributeEdit::Action;

namespace {

constexpr std::uint64_t Seed = 42;

std::string changed(const std::string& payload, WireChanges changes, Signal signal = Signal::Traces) {
    const auto out = WireEdit(std::move(changes)).apply(payload, PayloadFormat::Protobuf, signal);
    if (!out)
        qFatal("%s", qPrintable(out.error().oneLine()));
    return *out;
}

template <class Message> Message parsed(const std::string& bytes) {
    Message out;
    if (!out.ParseFromString(bytes))
        qFatal("no request");
    return out;
}

otlp::ExportTraceServiceRequest traces(const std::string& bytes) {
    return parsed<otlp::ExportTraceServiceRequest>(bytes);
}

const otlp::Span& span(const otlp::ExportTraceServiceRequest& request, int number = 0) {
    return request.resource_spans(0).scope_spans(0).spans(number);
}

std::string idBytes(TraceId id) {
    const auto bytes = id.bytes();
    return {bytes.data(), bytes.size()};
}

/// "key=value key=value", texts only.
template <class List> std::string outline(const List& attributes) {
    std::string out;
    for (const auto& one : attributes)
        out += (out.empty() ? "" : " ") + one.key() + '=' + one.value().string_value();
    return out;
}

WireChanges attributeChanges(QList<AttributeEdit> edits) { return {.attributes = std::move(edits)}; }

/// One span with the attribute "secret" wherever there can be one.
SpanBuilder secretEverywhere() {
    const Attribute secret{"secret", Value::string("s")};
    SpanBuilder out;
    out.resource({{"service.name", Value::string("shop")}, secret});
    out.scope("scope").span("span").attribute("secret", "s").attribute("kept", "k");
    out.event("event", {}, {secret}).link(traceId(9), spanId(9), {secret});
    auto& scope = *out.message().mutable_resource_spans(0)->mutable_scope_spans(0)->mutable_scope();
    auto& entry = *scope.add_attributes();
    entry.set_key("secret");
    entry.mutable_value()->set_string_value("s");
    return out;
}

} // namespace

class TestWireEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutChangesTheBytesStay() {
        auto builder = secretEverywhere();
        auto& message = builder.lastSpan();
        message.GetReflection()->MutableUnknownFields(&message)->AddVarint(900, 7);
        QCOMPARE(changed(builder.payload(), {}), builder.payload());
    }

    void newIdsAreTheSameForTheSameSeed() {
        const std::string payload
            = SpanBuilder().span("a").ids(1, 1).span("b").ids(1, 2, 1).span("c").ids(2, 1).payload();
        const auto request = traces(changed(payload, {.idSeed = Seed}));
        QCOMPARE(span(request, 0).trace_id(), idBytes(newTraceId(traceId(1), Seed)));
        QCOMPARE(span(request, 1).trace_id(), span(request, 0).trace_id());
        QCOMPARE(span(request, 2).trace_id(), idBytes(newTraceId(traceId(2), Seed)));
        QVERIFY(newTraceId(traceId(1), Seed) != newTraceId(traceId(1), Seed + 1));
        QVERIFY(newTraceId(traceId(1), Seed) != traceId(1));
    }

    void newIdsLeaveEverythingElse() {
        auto builder = secretEverywhere();
        auto expected = traces(builder.payload());
        auto& group = *expected.mutable_resource_spans(0)->mutable_scope_spans(0);
        group.mutable_spans(0)->set_trace_id(idBytes(newTraceId(traceId(1), Seed)));
        group.mutable_spans(0)->mutable_links(0)->set_trace_id(idBytes(newTraceId(traceId(9), Seed)));
        QCOMPARE(changed(builder.payload(), {.idSeed = Seed}), expected.SerializeAsString());
    }

    void linksToTracesThatAreNotSentKeepTheirIds() {
        const std::string payload
            = SpanBuilder().span("a").link(traceId(2), spanId(1)).link(traceId(3), spanId(1)).payload();
        const auto request
            = traces(changed(payload, {.idSeed = Seed, .follows = [](const TraceId& id) { return id == traceId(2); }}));
        QCOMPARE(span(request).links(0).trace_id(), idBytes(newTraceId(traceId(2), Seed)));
        QCOMPARE(span(request).links(1).trace_id(), idBytes(traceId(3)));
    }

    void theRequestIdOfMlflowFollows_data() {
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::string>("after");
        QTest::newRow("classic") << std::string("\"tr-") << std::string("\"");
        QTest::newRow("of a place") << std::string("trace:/main.a/") << std::string();
        QTest::newRow("bare") << std::string() << std::string();
    }
    void theRequestIdOfMlflowFollows() {
        QFETCH(std::string, before);
        QFETCH(std::string, after);
        const std::string payload = SpanBuilder()
                                        .span("a")
                                        .attribute("mlflow.traceRequestId", before + traceId(1).hex() + after)
                                        .attribute("other", traceId(1).hex())
                                        .payload();
        const auto request = traces(changed(payload, {.idSeed = Seed}));
        QCOMPARE(
            span(request).attributes(0).value().string_value(), before + newTraceId(traceId(1), Seed).hex() + after);
        QCOMPARE(span(request).attributes(1).value().string_value(), traceId(1).hex());
    }

    void idsThatAreNoneStay() {
        const std::string payload
            = SpanBuilder().span("a").rawIds("short", "x").span("b").rawIds(std::string(16, '\0'), "y").payload();
        QCOMPARE(changed(payload, {.idSeed = Seed}), payload);
    }

    void allTimesMoveByTheSame() {
        const std::string payload = SpanBuilder().span("a").lasts(5_ms).event("e", 2_ms).payload();
        const auto request = traces(changed(payload, {.shift = 1_s}));
        const std::uint64_t start = Morning.value + 1'000'000'000;
        QCOMPARE(span(request).start_time_unix_nano(), start);
        QCOMPARE(span(request).end_time_unix_nano(), start + 5'000'000);
        QCOMPARE(span(request).events(0).time_unix_nano(), start + 2'000'000);
    }

    void timesThatAreNotSetStaySo() {
        const std::string payload = SpanBuilder().span("a").times({0}, {10}).payload();
        const auto request = traces(changed(payload, {.shift = Nanos{-100}}));
        QCOMPARE(span(request).start_time_unix_nano(), 0u);
        QCOMPARE(span(request).end_time_unix_nano(), 1u);
    }

    void removedAttributesGoEverywhere() {
        const auto request
            = traces(changed(secretEverywhere().payload(), attributeChanges({{Action::Remove, u"secret"_s, {}}})));
        QVERIFY(!request.SerializeAsString().contains("secret"));
        QCOMPARE(outline(span(request).attributes()), "kept=k");
        QCOMPARE(outline(request.resource_spans(0).resource().attributes()), "service.name=shop");
    }

    void redactedValuesAreHiddenEverywhere() {
        const auto request
            = traces(changed(secretEverywhere().payload(), attributeChanges({{Action::Redact, u"sec*"_s, {}}})));
        const auto& group = request.resource_spans(0);
        QCOMPARE(outline(span(request).attributes()), "secret=[redacted] kept=k");
        QCOMPARE(outline(span(request).events(0).attributes()), "secret=[redacted]");
        QCOMPARE(outline(span(request).links(0).attributes()), "secret=[redacted]");
        QCOMPARE(outline(group.resource().attributes()), "service.name=shop secret=[redacted]");
        QCOMPARE(outline(group.scope_spans(0).scope().attributes()), "secret=[redacted]");
    }

    void aSetAttributeIsAddedToSpansOnly() {
        const auto request
            = traces(changed(secretEverywhere().payload(), attributeChanges({{Action::Set, u"env"_s, u"test"_s}})));
        QCOMPARE(outline(span(request).attributes()), "secret=s kept=k env=test");
        QCOMPARE(outline(span(request).events(0).attributes()), "secret=s");
        QCOMPARE(outline(request.resource_spans(0).resource().attributes()), "service.name=shop secret=s");
    }

    void aSetAttributeOfTheResourceIsChangedThere() {
        const auto request = traces(
            changed(secretEverywhere().payload(), attributeChanges({{Action::Set, u"service.name"_s, u"other"_s}})));
        QCOMPARE(outline(request.resource_spans(0).resource().attributes()), "service.name=other secret=s");
        QCOMPARE(outline(span(request).attributes()), "secret=s kept=k");
    }

    void theLastRuleForAKeyCounts() {
        const auto request = traces(changed(secretEverywhere().payload(),
            attributeChanges({{Action::Set, u"kept"_s, u"new"_s}, {Action::Remove, u"*"_s, {}},
                {Action::Set, u"secret"_s, u"open"_s}})));
        QCOMPARE(outline(span(request).attributes()), "secret=open");
        QCOMPARE(request.resource_spans(0).resource().attributes_size(), 1);
    }

    void lengthsFollowWhereValuesGrow() {
        const QString text(70'000, u'x');
        auto builder = secretEverywhere();
        auto& message = builder.lastSpan();
        message.GetReflection()->MutableUnknownFields(&message)->AddVarint(900, 7);
        const auto request = traces(changed(builder.payload(), attributeChanges({{Action::Set, u"kept"_s, text}})));
        QCOMPARE(span(request).attributes(1).value().string_value().size(), 70'000u);
        QCOMPARE(span(request).GetReflection()->GetUnknownFields(span(request)).field_count(), 1);
        auto expected = traces(builder.payload());
        expected.mutable_resource_spans(0)
            ->mutable_scope_spans(0)
            ->mutable_spans(0)
            ->mutable_attributes(1)
            ->mutable_value()
            ->set_string_value(text.toStdString());
        QCOMPARE(request.SerializeAsString(), expected.SerializeAsString());
    }

    void logRecordsFollowTheirTrace() {
        otlp::ExportLogsServiceRequest logs;
        auto& record = *logs.add_resource_logs()->add_scope_logs()->add_log_records();
        record.set_time_unix_nano(100);
        record.set_observed_time_unix_nano(200);
        record.set_trace_id(idBytes(traceId(1)));
        const auto out = parsed<otlp::ExportLogsServiceRequest>(
            changed(logs.SerializeAsString(), {.idSeed = Seed, .shift = 10_ns}, Signal::Logs));
        const auto& moved = out.resource_logs(0).scope_logs(0).log_records(0);
        QCOMPARE(moved.time_unix_nano(), 110u);
        QCOMPARE(moved.observed_time_unix_nano(), 210u);
        QCOMPARE(moved.trace_id(), idBytes(newTraceId(traceId(1), Seed)));
    }

    void dataPointsMoveWithTheirExemplars() {
        otlp::ExportMetricsServiceRequest metrics;
        auto& point = *metrics.add_resource_metrics()
                           ->add_scope_metrics()
                           ->add_metrics()
                           ->mutable_histogram()
                           ->add_data_points();
        point.set_time_unix_nano(100);
        auto& exemplar = *point.add_exemplars();
        exemplar.set_time_unix_nano(90);
        exemplar.set_trace_id(idBytes(traceId(1)));
        const auto out = parsed<otlp::ExportMetricsServiceRequest>(
            changed(metrics.SerializeAsString(), {.idSeed = Seed, .shift = 10_ns}, Signal::Metrics));
        const auto& moved = out.resource_metrics(0).scope_metrics(0).metrics(0).histogram().data_points(0);
        QCOMPARE(moved.time_unix_nano(), 110u);
        QCOMPARE(moved.exemplars(0).time_unix_nano(), 100u);
        QCOMPARE(moved.exemplars(0).trace_id(), idBytes(newTraceId(traceId(1), Seed)));
    }

    void capturedJsonIsTranscodedFirst() {
        const std::string payload = SpanBuilder().span("a").payload();
        const auto out = WireEdit({.idSeed = Seed})
                             .apply(requestJson(payload, Signal::Traces), PayloadFormat::Json, Signal::Traces);
        QVERIFY(out);
        QCOMPARE(span(traces(*out)).trace_id(), idBytes(newTraceId(traceId(1), Seed)));
        QCOMPARE(span(traces(*out)).name(), "a");
    }

    void whatCannotBeReadIsRefused() {
        const std::string payload = secretEverywhere().payload();
        const WireEdit edit({.idSeed = Seed, .shift = 1_s, .attributes = {{Action::Set, u"a"_s, u"b"_s}}});
        int refused = 0;
        for (std::size_t size = 1; size < payload.size(); ++size)
            refused += !edit.apply(payload.substr(0, size), PayloadFormat::Protobuf, Signal::Traces);
        QCOMPARE(refused, static_cast<int>(payload.size()) - 1);
        QCOMPARE(
            edit.apply("{\"resourceSpans\":", PayloadFormat::Json, Signal::Traces).error().code, ErrorCode::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestWireEdit)
#include "tst_wire_edit.moc"
