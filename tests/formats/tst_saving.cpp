#include "tests/formats/ImportProbe.h"
#include "tests/support/SpanBuilder.h"

#include "services/formats/Exporter.h"
#include "services/otlp/ContentHash.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <limits>
#include <set>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

/// Two services, two traces, and a bit of everything that OTLP has.
std::string rich() {
    const Value list[]{Value::string("a"), Value::integer(1), Value::real(2), Value()};
    const Attribute entries[]{{"k", Value::string("v")}, {"n", Value::integer(INT64_MIN)}};
    SpanBuilder builder;
    builder.service("shop").resourceSchema("https://schema/1").scope("http", "1.0", {});
    builder.span("GET /cart \"1\", \u20ac\n").ids(1, 1).at(1_ns).lasts(10_ms).kind(SpanKind::Server);
    builder.attribute("text", "line\r\nbreak").attribute("int", INT64_MAX).attribute("real", 0.1);
    builder.attribute("whole", 2.0).attribute("yes", true).attribute("list", Value::array(list));
    builder.attribute("map", Value::keyValues(entries)).attribute("bytes", Value::bytes(std::string_view("\0\xff", 2)));
    builder.attribute("nan", std::numeric_limits<double>::quiet_NaN()).status(StatusCode::Ok);
    builder.event("started", 3_ns, {{"n", Value::integer(7)}}).event("done", 9_ms);
    builder.link(traceId(2), spanId(9), {{"why", Value::string("retry")}}).traceState("a=b").flags(0x301);
    builder.span("child").ids(1, 2, 1).at(2_ms).lasts(3_ms).kind(SpanKind::Client).error("dead lock").dropped(1, 2, 3);
    builder.service("db").scope("sql", "2").span("SELECT").ids(1, 3, 2).at(3_ms).lasts(1_ms).kind(SpanKind::Server);
    builder.span("other trace").ids(2, 9).at(5_ms);
    return builder.payload();
}

std::multiset<std::uint64_t> hashes(const MemoryStore& store) {
    std::multiset<std::uint64_t> all;
    for (const Span* span : store.spans())
        all.insert(contentHash(*span));
    return all;
}

/// A store with the rich spans, and one more for what comes back.
struct RoundTrip {
    ImportProbe from;
    ImportProbe to;
    ExportReport report;

    explicit RoundTrip(std::string_view payload = rich()) { from.import(u"rich.pb"_s, payload); }

    QString save(ExportFormat format, const QString& name, const std::vector<TraceId>& traces = {}) {
        const QString file = from.path(name);
        const auto saved = exportTraces(from.store, traces, format, file);
        if (!saved)
            qFatal("the export failed: %s", qPrintable(saved.error().oneLine()));
        report = *saved;
        return file;
    }
    void run(ExportFormat format, const QString& name) {
        to.importPath(save(format, name));
        if (to.report.problemCount > 0)
            qFatal("the file cannot be read back: %s", qPrintable(to.report.problems[0].message));
    }
};

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSaving : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void otlpGivesBackEverything_data() {
        QTest::addColumn<ExportFormat>("format");
        QTest::addColumn<QString>("name");
        QTest::newRow("lines") << ExportFormat::OtlpJsonLines << u"out.jsonl"_s;
        QTest::newRow("lines, gzip") << ExportFormat::OtlpJsonLines << u"out.jsonl.gz"_s;
        QTest::newRow("protobuf") << ExportFormat::OtlpProtobuf << u"out.pb"_s;
        QTest::newRow("protobuf, zstd") << ExportFormat::OtlpProtobuf << u"out.pb.zst"_s;
    }
    void otlpGivesBackEverything() {
        QFETCH(ExportFormat, format);
        QFETCH(QString, name);
        RoundTrip trip;
        trip.run(format, name);
        QCOMPARE(trip.report.traces, 2u);
        QCOMPARE(trip.report.spans, 4u);
        QCOMPARE(trip.to.report.spans, 4u);
        QVERIFY(hashes(trip.from.store) == hashes(trip.to.store));
    }

    void theEndingOfTheNameCompresses() {
        RoundTrip trip;
        QVERIFY(content(trip.save(ExportFormat::OtlpJsonLines, u"a.jsonl.gz"_s)).startsWith("\x1f\x8b"));
        QVERIFY(content(trip.save(ExportFormat::OtlpJsonLines, u"a.jsonl.zst"_s)).startsWith("\x28\xb5\x2f\xfd"));
        const QByteArray plain = content(trip.save(ExportFormat::OtlpJsonLines, u"a.jsonl"_s));
        QVERIFY(plain.startsWith("{\"resourceSpans\""));
        QCOMPARE(plain.count('\n'), 2);
        QCOMPARE(trip.report.bytes, std::uint64_t(plain.size()));
    }

    void jaegerGivesBackAllButWhatItCannotCarry() {
        RoundTrip trip;
        trip.run(ExportFormat::Jaeger, u"out.json"_s);
        QCOMPARE(trip.to.report.spans, 4u);
        for (const Span* before : trip.from.store.spans()) {
            const Span* after = trip.to.store.find(before->name);
            QVERIFY(after);
            QVERIFY(after->traceId == before->traceId && after->spanId == before->spanId);
            QVERIFY(after->parentSpanId == before->parentSpanId);
            QCOMPARE(after->start.value, before->start.value / 1000 * 1000);
            QCOMPARE(after->end.value, before->end.value / 1000 * 1000);
            QCOMPARE(after->kind, before->kind);
            QCOMPARE(after->status, before->status);
            QCOMPARE(after->statusMessage, before->statusMessage);
            QCOMPARE(after->traceState, before->traceState);
            QCOMPARE(after->scope->name, before->scope->name);
            QCOMPARE(after->scope->version, before->scope->version);
            QVERIFY(std::ranges::equal(after->resource->attributes, before->resource->attributes));
            QCOMPARE(after->links.size(), before->links.size());
            QCOMPARE(after->events.size(), before->events.size());
            for (std::size_t i = 0; i < after->events.size(); ++i)
                QVERIFY(std::ranges::equal(after->events[i].attributes, before->events[i].attributes));
            for (const Attribute& attribute : before->attributes) {
                const Value* value = findAttribute(after->attributes, attribute.key);
                QVERIFY(value);
                if (attribute.key == "list" || attribute.key == "map" || attribute.key == "nan")
                    QCOMPARE(value->type(), Value::Type::String);
                else
                    QVERIFY2(*value == attribute.value, std::string(attribute.key).c_str());
            }
        }
        QCOMPARE(trip.to.store.find("child")->flags, 0u);
    }

    void chromeGivesBackAllButWhatItCannotCarry() {
        RoundTrip trip;
        trip.run(ExportFormat::Chrome, u"out.json"_s);
        QCOMPARE(trip.to.report.spans, 4u);
        for (const Span* before : trip.from.store.spans()) {
            const Span* after = trip.to.store.find(before->name);
            QVERIFY(after);
            QVERIFY(after->traceId == before->traceId && after->spanId == before->spanId);
            QVERIFY(after->parentSpanId == before->parentSpanId);
            QVERIFY(after->start == before->start && after->end == before->end);
            QCOMPARE(after->kind, before->kind);
            QCOMPARE(after->status, before->status);
            QCOMPARE(after->statusMessage, before->statusMessage);
            QCOMPARE(after->traceState, before->traceState);
            QCOMPARE(after->flags, before->flags);
            QCOMPARE(after->scope->name, before->scope->name);
            QVERIFY(std::ranges::equal(after->resource->attributes, before->resource->attributes));
            QCOMPARE(after->links.size(), before->links.size());
            for (std::size_t i = 0; i < after->links.size(); ++i)
                QVERIFY(std::ranges::equal(after->links[i].attributes, before->links[i].attributes));
            QCOMPARE(after->events.size(), before->events.size());
            for (std::size_t i = 0; i < after->events.size(); ++i) {
                QVERIFY(after->events[i].time == before->events[i].time);
                QVERIFY(std::ranges::equal(after->events[i].attributes, before->events[i].attributes));
            }
            for (const Attribute& attribute : before->attributes) {
                const Value* value = findAttribute(after->attributes, attribute.key);
                QVERIFY(value);
                if (attribute.key == "bytes" || attribute.key == "nan")
                    QCOMPARE(value->type(), Value::Type::String);
                else
                    QVERIFY2(*value == attribute.value, std::string(attribute.key).c_str());
            }
        }
    }

    void chromeDrawsAnArrowFromServiceToService() {
        RoundTrip trip;
        const QByteArray text = content(trip.save(ExportFormat::Chrome, u"out.json"_s));
        QCOMPARE(text.count("\"ph\":\"s\""), 1);
        QCOMPARE(text.count("\"ph\":\"f\""), 1);
        QCOMPARE(text.count("\"name\":\"process_name\""), 2);
    }

    void csvHasARowASpanAndQuotesWhatItMust() {
        RoundTrip trip;
        const QByteArray text = content(trip.save(ExportFormat::Csv, u"out.csv"_s));
        QVERIFY(text.startsWith("trace_id,span_id,parent_span_id,service,name,"));
        QCOMPARE(text.count(QByteArray("\r\n" + QByteArray::fromStdString(traceId(1).hex()))), 3);
        QCOMPARE(text.count(QByteArray("\r\n" + QByteArray::fromStdString(traceId(2).hex()))), 1);
        QVERIFY(text.contains("\"GET /cart \"\"1\"\", \u20ac\n\""));
        QVERIFY(text.contains("2026-02-16T09:00:00.000000001Z"));
        QVERIFY(text.contains("\"{\"\"text\"\":\"\"line\\r\\nbreak\"\""));
        QVERIFY(text.endsWith("\r\n"));
    }

    void csvCellsAreNoFormulas() {
        for (const char* name : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"}) {
            RoundTrip trip(SpanBuilder().service("shop").span(name).payload());
            const QByteArray text = content(trip.save(ExportFormat::Csv, u"out.csv"_s));
            QVERIFY2(text.contains(QByteArray(QByteArray(",\"'") + name + "\",")), name);
        }
    }

    void onlyTheChosenTracesAreWritten() {
        RoundTrip trip;
        trip.to.importPath(trip.save(ExportFormat::OtlpJsonLines, u"out.jsonl"_s, {traceId(2)}));
        QCOMPARE(trip.to.report.traceIds, std::vector{traceId(2)});
        QCOMPARE(trip.report.traces, 1u);
    }

    void nothingToWriteLeavesNoFile() {
        ImportProbe probe;
        const QString file = probe.path(u"out.jsonl"_s);
        const auto saved = exportTraces(probe.store, {}, ExportFormat::OtlpJsonLines, file);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(file));
    }

    void aStoppedExportLeavesTheOldFile() {
        RoundTrip trip;
        const QString file = trip.from.file(u"out.jsonl"_s, "old");
        ExportOptions options;
        options.cancelled = [] { return true; };
        const auto saved = exportTraces(trip.from.store, {}, ExportFormat::OtlpJsonLines, file, options);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Cancelled);
        QCOMPARE(content(file), QByteArray("old"));
        QCOMPARE(QDir(trip.from.path({})).entryList({u"out*"_s}, QDir::Files).size(), 1);
    }

    void aFolderThatIsNotThereIsSaid() {
        RoundTrip trip;
        const auto saved = exportTraces(trip.from.store, {}, ExportFormat::Csv, trip.from.path(u"missing/out.csv"_s));
        QVERIFY(!saved);
        QVERIFY(saved.error().message.contains("out.csv"_L1));
        QVERIFY(!saved.error().remedy.isEmpty());
    }

    void formatsAreKnownByNameAndByFile() {
        for (const auto format : {ExportFormat::OtlpJsonLines, ExportFormat::OtlpProtobuf, ExportFormat::Jaeger,
                 ExportFormat::Chrome, ExportFormat::Csv})
            QCOMPARE(exportFormatFromName(QString(exportFormatName(format))), std::optional(format));
        QVERIFY(!exportFormatFromName(u"xml"));
        QCOMPARE(exportFormatFromFile(u"a.JSONL.gz"_s), std::optional(ExportFormat::OtlpJsonLines));
        QCOMPARE(exportFormatFromFile(u"a.pb.zst"_s), std::optional(ExportFormat::OtlpProtobuf));
        QCOMPARE(exportFormatFromFile(u"a.csv"_s), std::optional(ExportFormat::Csv));
        QVERIFY(!exportFormatFromFile(u"a.txt"_s));
    }
};

QTEST_GUILESS_MAIN(TestSaving)
#include "tst_saving.moc"
