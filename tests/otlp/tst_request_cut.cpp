// Requests cut down to some of their spans.
#include "services/otlp/RequestCut.h"
#include "tests/support/SpanBuilder.h"
#include "trace.pb.h"

#include <QJsonDocument>
#include <QTest>

using namespace spanglass;
using namespace spanglass::test;

namespace {

using Ordinals = std::vector<std::uint32_t>;

/// Spans 0 to 5: two scopes with two each in one resource, and a resource with one scope of two.
SpanBuilder sixSpans() {
    SpanBuilder out;
    out.service("a").resourceSchema("urn:a").scope("s1").span("0").span("1").scope("s2").span("2").span("3");
    out.service("b").scope("s3").span("4").span("5");
    return out;
}

/// A field that OTLP does not know, of number 500.
const std::string Unknown("\xa2\x1f\x03xyz", 6);

otlp::ExportTraceServiceRequest parsed(const std::optional<std::string>& bytes) {
    otlp::ExportTraceServiceRequest out;
    if (!bytes || !out.ParseFromString(*bytes))
        qFatal("no request");
    return out;
}

/// "a/s1:1 b/s3:4": what is left, in order.
std::string outline(const otlp::ExportTraceServiceRequest& request) {
    std::string out;
    for (const auto& group : request.resource_spans())
        for (const auto& scope : group.scope_spans())
            for (const auto& span : scope.spans())
                out += (out.empty() ? "" : " ") + group.resource().attributes(0).value().string_value() + '/'
                    + scope.scope().name() + ':' + span.name();
    return out;
}

} // namespace

class TestRequestCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheChosenSpansInTheirPlaces_data() {
        QTest::addColumn<Ordinals>("ordinals");
        QTest::addColumn<std::string>("left");
        QTest::newRow("one") << Ordinals{3} << std::string("a/s2:3");
        QTest::newRow("of several groups") << Ordinals{1, 2, 5} << std::string("a/s1:1 a/s2:2 b/s3:5");
        QTest::newRow("all") << Ordinals{0, 1, 2, 3, 4, 5} << std::string("a/s1:0 a/s1:1 a/s2:2 a/s2:3 b/s3:4 b/s3:5");
    }
    void keepsTheChosenSpansInTheirPlaces() {
        QFETCH(Ordinals, ordinals);
        QFETCH(std::string, left);
        const auto cut = parsed(cutWire(sixSpans().payload(), ordinals));
        QCOMPARE(outline(cut), left);
        QCOMPARE(cut.resource_spans(0).schema_url(),
            sixSpans().message().resource_spans(cut.resource_spans(0).schema_url().empty() ? 1 : 0).schema_url());
    }

    void groupsThatKeepNothingGo() {
        const auto cut = parsed(cutWire(sixSpans().payload(), Ordinals{4}));
        QCOMPARE(cut.resource_spans_size(), 1);
        QCOMPARE(cut.resource_spans(0).scope_spans_size(), 1);
    }

    void allOfARequestIsTheSameBytes() {
        const std::string payload = sixSpans().payload() + Unknown;
        QCOMPARE(cutWire(payload, Ordinals{0, 1, 2, 3, 4, 5}), payload);
    }

    void fieldsThatOtlpDoesNotKnowStay() {
        auto builder = sixSpans();
        auto* group = builder.message().mutable_resource_spans(0);
        std::string bytes;
        for (google::protobuf::Message* message :
            std::initializer_list<google::protobuf::Message*>{group, group->mutable_resource(),
                group->mutable_scope_spans(1), group->mutable_scope_spans(1)->mutable_spans(0), &builder.message()})
            message->GetReflection()->MutableUnknownFields(message)->AddLengthDelimited(500, "xyz");
        const std::string cut = *cutWire(builder.payload(), Ordinals{2});
        QCOMPARE(QByteArray::fromStdString(cut).count(QByteArray::fromStdString(Unknown)), 5);
    }

    void largeSpansAreCutWhole() {
        SpanBuilder builder;
        builder.span("small").span("large").attribute("text", Value::string(std::string(3 << 20, 'x'))).span("after");
        const auto cut = parsed(cutWire(builder.payload(), Ordinals{1}));
        QCOMPARE(cut.resource_spans(0).scope_spans(0).spans(0).attributes(0).value().string_value().size(), 3u << 20);
    }

    void aSpanThatIsNotThereGivesNothing() {
        QVERIFY(!cutWire(sixSpans().payload(), Ordinals{2, 6}));
        QVERIFY(!cutJson("{\"resourceSpans\":[]}", Signal::Traces, Ordinals{0}));
    }

    void aRequestThatBreaksOffBeforeTheSpanGivesNothing() {
        std::string payload = sixSpans().payload();
        payload.resize(payload.size() - 3);
        QVERIFY(!cutWire(payload, Ordinals{5}));
    }

    void jsonIsCutWithEverythingBesideTheSpans() {
        const std::string json = "{\"x\": 1, \"resourceSpans\": [{\"resource\":{\"k\":[1, 2]},\"scopeSpans\":"
                                 "[{\"spans\":[{\"name\":\"a\"},{\"name\" : \"b\"}]},{\"spans\":[{\"name\":\"c\"}]}]},"
                                 "{\"scopeSpans\":[{\"scope\":{\"name\":\"s\"},\"spans\":[{\"name\":\"d\"}]}]}]}";
        const auto cut = cutJson(json, Signal::Traces, Ordinals{1, 3});
        QCOMPARE(cut,
            "{\"x\":1,\"resourceSpans\":[{\"resource\":{\"k\":[1, 2]},\"scopeSpans\":[{\"spans\":[{\"name\" : "
            "\"b\"}]}]},{\"scopeSpans\":[{\"scope\":{\"name\":\"s\"},\"spans\":[{\"name\":\"d\"}]}]}]}");
        QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(*cut)).isNull());
    }

    void logRecordsAreCutToo() {
        const auto cut = cutRequest("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"body\":1}]}]}]}",
            PayloadFormat::Json, Signal::Logs, Ordinals{1});
        QCOMPARE(cut, "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":1}]}]}]}");
    }

    void jsonThatBreaksOffBehindTheSpanIsStillCutToSoundJson() {
        const auto cut = cutJson(
            "{\"resource_spans\":[{\"scope_spans\":[{\"spans\":[{\"name\":\"a\"},{\"na", Signal::Traces, Ordinals{0});
        QVERIFY(!cut || !QJsonDocument::fromJson(QByteArray::fromStdString(*cut)).isNull());
    }
};

QTEST_GUILESS_MAIN(TestRequestCut)
#include "tst_request_cut.moc"
