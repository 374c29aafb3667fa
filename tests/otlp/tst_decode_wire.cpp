#include "services/otlp/ContentHash.h"
#include "tests/otlp/Requests.h"
#include "tests/support/Load.h"
#include "tests/support/SpanBuilder.h"

#include "logs.pb.h"
#include "metrics.pb.h"
#include "trace.pb.h"

#include <QTest>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/unknown_field_set.h>

#include <functional>
#include <random>

using namespace spanglass;
using namespace spanglass::test;

namespace {

Decoded<SpanBatch> fromProtobuf(std::string payload) {
    return decodeTraces(std::move(payload), PayloadFormat::Protobuf);
}

bool parses(const std::string& payload) {
    // The program's limit is its own; libprotobuf's of 100 would hide what is compared here.
    google::protobuf::io::CodedInputStream in(
        reinterpret_cast<const std::uint8_t*>(payload.data()), static_cast<int>(payload.size()));
    in.SetRecursionLimit(10'000);
    otlp::ExportTraceServiceRequest request;
    return request.ParseFromCodedStream(&in) && in.ConsumedEntireMessage();
}

} // namespace

class TestDecodeWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptyBodyIsAnEmptyRequest() {
        const auto batch = fromProtobuf("");
        QVERIFY(batch);
        QVERIFY((*batch)->spans.empty());
        QVERIFY(decodeLogs("", PayloadFormat::Protobuf));
        QVERIFY(decodeMetrics("", PayloadFormat::Protobuf));
    }

    void envelopesWithoutSpansAreIgnored() {
        SpanBuilder builder;
        builder.service("a").scope("x").service("b");
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        QVERIFY((*batch)->spans.empty());
        QCOMPARE((*batch)->rejected, 0u);
    }

    void aSpanOutsideAnyEnvelopeFieldHasAResourceAndAScope() {
        otlp::ExportTraceServiceRequest request;
        otlp::Span& span = *request.add_resource_spans()->add_scope_spans()->add_spans();
        span.set_trace_id(std::string(16, 'a'));
        span.set_span_id(std::string(8, 'b'));
        const auto batch = fromProtobuf(request.SerializeAsString());
        QVERIFY(batch);
        QVERIFY((*batch)->spans.at(0).resource && (*batch)->spans.at(0).scope);
        QVERIFY((*batch)->spans[0].resource->serviceName.empty());
    }

    void whatIsNoProtobufIsRefused_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char* name, const QByteArray& body, Refusal refusal) {
            QTest::newRow(name) << body << static_cast<int>(refusal);
        };
        row("html", "<html><body>Not found</body></html>", Refusal::NotProtobuf);
        row("text", "hello world, this is text", Refusal::NotProtobuf);
        row("random", QByteArray::fromHex("deadbeef0102030405060708090a0b0c"), Refusal::NotProtobuf);
        row("field number 0", QByteArray::fromHex("0001"), Refusal::NotProtobuf);
        row("wire type 7", QByteArray::fromHex("0f"), Refusal::NotProtobuf);
        row("end of no group", QByteArray::fromHex("0c"), Refusal::NotProtobuf);
        row("open group", QByteArray::fromHex("0b0801"), Refusal::NotProtobuf);
        row("crossed groups", QByteArray::fromHex("0b130c14"), Refusal::NotProtobuf);
        row("eleven byte number", QByteArray::fromHex("10ffffffffffffffffffff01"), Refusal::NotProtobuf);
        row("huge length", QByteArray::fromHex("0affffffffffffffffff01"), Refusal::NotProtobuf);
        row("endless groups", QByteArray(100'000, '\x0b'), Refusal::NotProtobuf);
        row("json", "{\"resourceSpans\":[]}", Refusal::JsonAsProtobuf);
        row("json after blanks", " \n {\"resourceSpans\":[]}", Refusal::JsonAsProtobuf);
        row("json list", "[]", Refusal::JsonAsProtobuf);
    }

    void whatIsNoProtobufIsRefused() {
        QFETCH(QByteArray, body);
        QFETCH(int, refusal);
        const auto batch = fromProtobuf(body.toStdString());
        QVERIFY(!batch);
        QCOMPARE(batch.error().refusal, static_cast<Refusal>(refusal));
        QVERIFY(batch.error().message.size() > 20);
    }

    void aFaultIsToldWithItsPlace() {
        SpanBuilder builder;
        builder.span("a").span("b");
        std::string payload = builder.payload();
        payload.resize(payload.size() - 3);
        const auto batch = fromProtobuf(payload);
        QVERIFY(!batch);
        QVERIFY2(batch.error().message.starts_with(
                     "The body is not an OTLP traces message: a length runs past the end at byte "),
            batch.error().message.c_str());
    }

    void everyPrefixIsTakenOnlyWhereLibprotobufTakesIt() {
        const std::string whole = fullSample().payload();
        for (std::size_t size = 1; size <= whole.size(); ++size) {
            const std::string prefix = whole.substr(0, size);
            QCOMPARE(fromProtobuf(prefix).has_value(), parses(prefix));
        }
        QVERIFY(fromProtobuf(whole));
    }

    void whatIsTakenLibprotobufTakesToo() {
        std::mt19937 random(7);
        const std::string whole = fullSample().payload();
        int taken = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::string mutant = whole;
            for (auto n = 1 + random() % 3; n > 0; --n) {
                const std::size_t at = random() % mutant.size();
                switch (random() % 4) {
                case 0:
                    mutant[at] = static_cast<char>(random());
                    break;
                case 1:
                    mutant[at] = static_cast<char>(mutant[at] ^ (1 << random() % 8));
                    break;
                case 2:
                    mutant.erase(at, 1 + random() % 4);
                    break;
                default:
                    mutant.insert(at, 1, static_cast<char>(random()));
                }
                if (mutant.empty())
                    mutant = whole;
            }
            const auto batch = fromProtobuf(mutant);
            if (!batch)
                continue;
            ++taken;
            QVERIFY2(parses(mutant), QByteArray::fromStdString(mutant).toHex().constData());
            QCOMPARE(contentHashes(**batch).size(), (*batch)->spans.size());
        }
        QVERIFY(taken > 1000);
    }

    void unknownFieldsAreIgnored() {
        SpanBuilder builder = fullSample();
        const auto before = contentHashes(*builder.batch());
        auto& request = builder.message();
        for (google::protobuf::Message* message : std::initializer_list<google::protobuf::Message*>{&request,
                 request.mutable_resource_spans(0), request.mutable_resource_spans(0)->mutable_resource(),
                 request.mutable_resource_spans(0)->mutable_scope_spans(0), &builder.lastSpan(),
                 builder.lastSpan().mutable_attributes(0), builder.lastSpan().mutable_attributes(0)->mutable_value(),
                 builder.lastSpan().mutable_events(0), builder.lastSpan().mutable_links(0),
                 builder.lastSpan().mutable_status()}) {
            auto* unknown = message->GetReflection()->MutableUnknownFields(message);
            unknown->AddVarint(1000, 1);
            unknown->AddFixed32(1001, 1);
            unknown->AddFixed64(1002, 1);
            unknown->AddLengthDelimited(1003, "\xff\xff");
            unknown->AddGroup(1004)->AddGroup(1)->AddVarint(1, 1);
        }
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        QVERIFY((*batch)->notes.empty());
        QCOMPARE(contentHashes(**batch), before);
    }

    void fieldsMayComeInAnyOrder() {
        const SpanBuilder builder = fullSample();
        // Scope group before resource, spans before scope: as some encoders write from the end.
        otlp::ExportTraceServiceRequest request;
        QVERIFY(request.ParseFromString(builder.payload()));
        const otlp::ResourceSpans& group = request.resource_spans(0);
        const auto field = [](char tag, const std::string& content) {
            return tag + std::string(1, static_cast<char>((content.size() & 0x7F) | 0x80))
                + std::string(1, static_cast<char>(content.size() >> 7)) + content;
        };
        const std::string scopeGroup = field('\x1a', group.scope_spans(0).schema_url())
            + field('\x12', group.scope_spans(0).spans(0).SerializeAsString())
            + field('\x0a', group.scope_spans(0).scope().SerializeAsString());
        const std::string turned = field('\x0a',
            field('\x12', scopeGroup) + field('\x1a', group.schema_url())
                + field('\x0a', group.resource().SerializeAsString()));
        const auto batch = fromProtobuf(turned);
        QVERIFY(batch);
        QCOMPARE(contentHashes(**batch), contentHashes(*builder.batch()));
    }

    void badTextIsRepairedWhereverItStands() {
        SpanBuilder builder;
        builder.resource({{"service.name", Value::string("a\xff")}}).scope("b\xff").span("c\xff").error("d\xff");
        builder.traceState("e\xff").attribute("f\xff", "g\xff\xfe").event("h\xff").link(traceId(1), spanId(1));
        builder.attribute("good", "ü€\U0001F600");
        builder.span("fine");
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        const Span& span = (*batch)->spans.at(0);
        QCOMPARE(span.resource->serviceName, std::string_view("a\uFFFD"));
        QCOMPARE(span.scope->name, std::string_view("b\uFFFD"));
        QCOMPARE(span.name, std::string_view("c\uFFFD"));
        QCOMPARE(span.statusMessage, std::string_view("d\uFFFD"));
        QCOMPARE(span.traceState, std::string_view("e\uFFFD"));
        QVERIFY(span.attributes[0] == (Attribute{"f\uFFFD", Value::string("g\uFFFD\uFFFD")}));
        QVERIFY(span.attributes[1] == (Attribute{"good", Value::string("ü€\U0001F600")}));
        QCOMPARE(span.events[0].name, std::string_view("h\uFFFD"));
        QVERIFY(span.has(Notice::InvalidUtf8));
        QVERIFY((*batch)->spans.at(1).has(Notice::InvalidUtf8)); // its resource's service.name
        QCOMPARE(noted(**batch, Refusal::InvalidUtf8), 3u); // the resource, the scope, the first span
    }

    void aByteOrderMarkInRepairedTextStays() {
        const auto batch = fromProtobuf(SpanBuilder()
                                            .span("\xEF\xBB\xBF"
                                                  "a\xff")
                                            .payload());
        QVERIFY(batch);
        QCOMPARE((*batch)->spans.at(0).name,
            std::string_view("\uFEFF"
                             "a\uFFFD"));
    }

    void ofEqualKeysTheLastHolds() {
        SpanBuilder builder;
        builder.span("a").attribute("k", 1).attribute("x", 2).attribute("k", 3);
        builder.span("b").attribute("k", 1);
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        const Attribute left[]{{"x", Value::integer(2)}, {"k", Value::integer(3)}};
        QVERIFY(std::ranges::equal((*batch)->spans.at(0).attributes, left));
        QVERIFY((*batch)->spans.at(0).has(Notice::DuplicateKeys));
        QVERIFY(!(*batch)->spans.at(1).has(Notice::DuplicateKeys));
        QCOMPARE(noted(**batch, Refusal::DuplicateKeys), 1u);
    }

    void tenThousandAttributesKeepTheirOrderAndLoseOnlyDoubles() {
        SpanBuilder builder;
        builder.span("a");
        for (int i = 0; i < 10'000; ++i)
            builder.attribute("key." + std::to_string(i * 7919 % 9'999), i);
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        const Attributes attributes = (*batch)->spans.at(0).attributes;
        QCOMPARE(attributes.size(), std::size_t(9'999));
        QVERIFY(*findAttribute(attributes, "key.0") == Value::integer(9'999));
        QVERIFY(std::ranges::is_sorted(attributes, {}, [](const Attribute& a) { return a.value.integer(); }));
    }

    void anAttributeOfTenMegabytesIsKeptWhole() {
        const std::string text(10'000'000, 'x');
        const auto batch = fromProtobuf(SpanBuilder().span("a").attribute("k", text).payload());
        QVERIFY(batch);
        QVERIFY((*batch)->spans.at(0).attributes[0].value == Value::string(text));
    }

    void deepValuesAreCutNeverCrash_data() {
        QTest::addColumn<int>("levels");
        for (const int levels : {0, 48, 63, 64, 1000, 100'000})
            QTest::addRow("%d", levels) << levels;
    }

    void deepValuesAreCutNeverCrash() {
        QFETCH(int, levels);
        const auto batch = fromProtobuf(deepRequest(levels));
        QVERIFY(batch);
        const Span& span = (*batch)->spans.at(0);
        QCOMPARE(span.has(Notice::NestingCut), levels >= 64);
        Value value = span.attributes[0].value;
        for (int i = 0; i < std::min(levels, 64); ++i) {
            QCOMPARE(value.type(), Value::Type::Array);
            value = value.items()[0];
        }
        QVERIFY(value == (levels >= 64 ? Value() : Value::integer(1)));
    }

    void stringIndexFieldsAreAbsentAndNoted() {
        SpanBuilder builder;
        builder.span("a").attribute("k", 1);
        builder.lastSpan().add_attributes()->set_key_strindex(3);
        builder.lastSpan().mutable_attributes(0)->mutable_value()->set_string_value_strindex(4);
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        const Attribute left[]{{"k", {}}};
        QVERIFY(std::ranges::equal((*batch)->spans.at(0).attributes, left));
        QVERIFY((*batch)->spans[0].has(Notice::StringIndexField));
        QCOMPARE(noted(**batch, Refusal::StringIndexField), 1u);
    }

    void timesArriveAsTheyAre() {
        SpanBuilder builder;
        builder.span("backwards").times({10}, {5}).span("none").times({0}, {0}).span("open").times({7}, {0});
        builder.span("far").times({16725225600000000001ull}, {16725225600000000002ull});
        const auto batch = fromProtobuf(builder.payload());
        QVERIFY(batch);
        QCOMPARE((*batch)->spans.at(0).duration().value, -5);
        QVERIFY(!(*batch)->spans.at(1).start.isSet());
        QVERIFY(!(*batch)->spans.at(2).end.isSet());
        QCOMPARE((*batch)->spans.at(3).duration().value, 1);
    }

    void anUnknownKindKeepsItsNumber() {
        const auto batch = fromProtobuf(SpanBuilder().span("a").kind(static_cast<SpanKind>(99)).payload());
        QVERIFY(batch);
        QCOMPARE((*batch)->spans.at(0).kind, static_cast<SpanKind>(99));
    }

    void fiftyThousandSpansDecodeAtOnce() {
        const auto payload = makeLoad({.spans = 50'000, .spansPerRequest = 50'000}).front();
        const auto batch = fromProtobuf(payload);
        QVERIFY(batch);
        QCOMPARE((*batch)->spans.size(), std::size_t(50'000));
        QCOMPARE((*batch)->spans.back().ordinal, 49'999u);
    }
};

QTEST_APPLESS_MAIN(TestDecodeWire)
#include "tst_decode_wire.moc"
