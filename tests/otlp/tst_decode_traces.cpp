#include "services/otlp/Decode.h"
#include "tests/support/Load.h"
#include "tests/support/SpanBuilder.h"

#include "trace.pb.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;

namespace {

std::shared_ptr<const SpanBatch> decoded(const SpanBuilder& builder) {
    auto result = decodeTraces(builder.payload(), PayloadFormat::Protobuf);
    return result ? *result : nullptr;
}

std::uint64_t noted(const DecodedBatch& batch, Refusal refusal) {
    for (const RefusalNote& note : batch.notes)
        if (note.refusal == refusal)
            return note.count;
    return 0;
}

} // namespace

class TestDecodeTraces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldOfASpanArrives() {
        SpanBuilder builder;
        builder.resource({{"service.name", Value::string("shop")}, {"pid", Value::integer(7)}})
            .resourceSchema("https://example.org/r")
            .scope("lib", "1.2")
            .scopeSchema("https://example.org/s")
            .span("GET /")
            .ids(3, 4, 5)
            .times({100}, {250})
            .kind(SpanKind::Server)
            .status(StatusCode::Error, "boom")
            .traceState("a=b")
            .flags(0xFFFFFF01u)
            .dropped(1, 2, 3)
            .attribute("text", "hello")
            .attribute("int", std::int64_t(-5))
            .attribute("real", 2.5)
            .attribute("yes", true)
            .attribute("bytes", Value::bytes(std::string_view("\0\xff", 2)))
            .event("log", Nanos{5}, {{"e", Value::integer(1)}})
            .link(traceId(9), spanId(8), {{"l", Value::boolean(false)}});
        builder.message().mutable_resource_spans(0)->mutable_resource()->set_dropped_attributes_count(6);

        const auto batch = decoded(builder);
        QVERIFY(batch);
        QCOMPARE(batch->spans.size(), std::size_t(1));
        const Span& span = batch->spans[0];
        QCOMPARE(span.traceId, traceId(3));
        QCOMPARE(span.spanId, spanId(4));
        QCOMPARE(span.parentSpanId, spanId(5));
        QCOMPARE(span.start.value, 100u);
        QCOMPARE(span.end.value, 250u);
        QCOMPARE(span.kind, SpanKind::Server);
        QCOMPARE(span.status, StatusCode::Error);
        QCOMPARE(span.statusMessage, std::string_view("boom"));
        QCOMPARE(span.traceState, std::string_view("a=b"));
        QCOMPARE(span.flags, 0xFFFFFF01u);
        QCOMPARE(span.droppedAttributes, 1u);
        QCOMPARE(span.droppedEvents, 2u);
        QCOMPARE(span.droppedLinks, 3u);
        QCOMPARE(span.attributes.size(), std::size_t(5));
        QVERIFY(*findAttribute(span.attributes, "text") == Value::string("hello"));
        QVERIFY(*findAttribute(span.attributes, "int") == Value::integer(-5));
        QVERIFY(*findAttribute(span.attributes, "real") == Value::real(2.5));
        QVERIFY(*findAttribute(span.attributes, "yes") == Value::boolean(true));
        QVERIFY(*findAttribute(span.attributes, "bytes") == Value::bytes(std::string_view("\0\xff", 2)));
        QCOMPARE(span.events.size(), std::size_t(1));
        QCOMPARE(span.events[0].name, std::string_view("log"));
        QVERIFY(span.events[0].time == Morning + Nanos{5});
        QVERIFY(*findAttribute(span.events[0].attributes, "e") == Value::integer(1));
        QCOMPARE(span.links.size(), std::size_t(1));
        QCOMPARE(span.links[0].traceId, traceId(9));
        QCOMPARE(span.links[0].spanId, spanId(8));
        QVERIFY(*findAttribute(span.links[0].attributes, "l") == Value::boolean(false));
        QCOMPARE(span.resource->serviceName, std::string_view("shop"));
        QCOMPARE(span.resource->droppedAttributes, 6u);
        QCOMPARE(span.resource->schemaUrl, std::string_view("https://example.org/r"));
        QCOMPARE(span.scope->name, std::string_view("lib"));
        QCOMPARE(span.scope->version, std::string_view("1.2"));
        QCOMPARE(span.scope->schemaUrl, std::string_view("https://example.org/s"));
        QVERIFY(batch->notes.empty());
    }

    void aLoadDecodesWhole() {
        std::size_t spans = 0;
        for (std::string& request : makeLoad({.spans = 2000, .spansPerRequest = 512})) {
            const auto batch = decodeTraces(std::move(request), PayloadFormat::Protobuf);
            QVERIFY(batch);
            QCOMPARE((*batch)->rejected, 0u);
            for (const Span& span : (*batch)->spans)
                QVERIFY(span.attributes.size() == 10 && !span.resource->serviceName.empty());
            spans += (*batch)->spans.size();
        }
        QCOMPARE(spans, std::size_t(2000));
    }

    void wrongIdsRejectOnlyTheirSpans() {
        const std::string trace(16, 'a');
        const std::string id(8, 'b');
        SpanBuilder builder;
        builder.span("no trace id").rawIds("", id);
        builder.span("short trace id").rawIds("abc", id);
        builder.span("zero trace id").rawIds(std::string(16, '\0'), id);
        builder.span("long span id").rawIds(trace, id + "c");
        builder.span("zero span id").rawIds(trace, std::string(8, '\0'));
        builder.span("short parent").rawIds(trace, id, "x");
        builder.span("zero parent").rawIds(trace, id, std::string(8, '\0'));
        builder.span("good").rawIds(trace, id, id);
        const auto batch = decoded(builder);
        QVERIFY(batch);
        QCOMPARE(batch->rejected, 6u);
        QCOMPARE(noted(*batch, Refusal::TraceIdInvalid), 3u);
        QCOMPARE(noted(*batch, Refusal::SpanIdInvalid), 2u);
        QCOMPARE(noted(*batch, Refusal::ParentIdInvalid), 1u);
        QCOMPARE(batch->notes[0].example, std::string("span 0 \"no trace id\": trace_id is missing"));
        QCOMPARE(batch->spans.size(), std::size_t(2));
        QCOMPARE(batch->spans[0].ordinal, 6u);
        QVERIFY(!batch->spans[0].parentSpanId.isValid());
        QCOMPARE(batch->spans[1].ordinal, 7u);
    }
};

QTEST_APPLESS_MAIN(TestDecodeTraces)
#include "tst_decode_traces.moc"
