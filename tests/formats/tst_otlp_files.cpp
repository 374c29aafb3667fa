#include "tests/formats/ImportProbe.h"
#include "tests/support/SpanBuilder.h"

#include "services/otlp/Encode.h"

#include <QTest>

#include <zstd.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// One line of the collector's file format with one span.
std::string line(std::string_view name, std::uint64_t span) {
    return requestJson(SpanBuilder().service("shop").span(name).ids(1, span).payload(), Signal::Traces);
}

/// The four bytes that stand before a message of the collector's framed files.
std::string framed(std::string_view message) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(message.size() >> shift & 0xff);
    return out.append(message);
}

} // namespace

class TestOtlpFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonLinesAreReadLineByLine() {
        ImportProbe probe;
        probe.import(u"a.jsonl"_s, line("one", 1) + "\n" + line("two", 2) + "\r\n\n" + line("three", 3));
        QCOMPARE(probe.report.spans, 3u);
        QCOMPARE(probe.report.traces, 1u);
        QCOMPARE(probe.report.traceIds, std::vector{traceId(1)});
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.store.requests.size(), 3u);
    }

    void aBadLineIsReportedAndTheRestKept() {
        for (const char* bad : {"{\"resourceSpans\":[{\"scopeSpans", "not json at all", "{\"a\":1}}",
                 "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"unterminated", "}", "[", "\"",
                 "\x01\xff"}) {
            ImportProbe probe;
            probe.import(u"a.jsonl"_s, line("one", 1) + "\n" + bad + "\n" + line("two", 2) + "\n");
            QVERIFY2(probe.report.spans == 2, bad);
            QVERIFY2(probe.report.problemCount == 1, bad);
            QCOMPARE(probe.report.problems[0].line, 2u);
            QVERIFY(!probe.report.problems[0].message.isEmpty());
            QVERIFY(probe.report.problems[0].file.endsWith("a.jsonl"_L1));
        }
    }

    void aBadFirstLineDoesNotHideTheFormat() {
        for (const char* bad : {"{\"resourceSpans\":[{\"scopeSpans", "garbage", "{", "]]"}) {
            ImportProbe probe;
            probe.import(u"a.jsonl"_s, std::string(bad) + "\n" + line("one", 1) + "\n" + line("two", 2) + "\n");
            QVERIFY2(probe.report.spans == 2, bad);
            QVERIFY2(probe.report.problemCount == 1, bad);
            QCOMPARE(probe.report.problems[0].line, 1u);
        }
    }

    void aPrettyPrintedObjectIsOneRequest() {
        ImportProbe probe;
        const std::string payload = SpanBuilder().service("shop").span("one").span("two").payload();
        const std::string pretty = requestJson(payload, Signal::Traces, JsonStyle::Pretty);
        QVERIFY(pretty.find('\n') != std::string::npos);
        probe.import(u"a.json"_s, "\xef\xbb\xbf\n" + pretty + "\n" + pretty);
        QCOMPARE(probe.report.spans, 4u);
        QCOMPARE(probe.report.duplicates, 2u);
        QCOMPARE(probe.report.problemCount, 0u);
    }

    void anArrayOfObjectsIsReadElementByElement() {
        ImportProbe probe;
        probe.import(u"a.json"_s, "[\n" + line("one", 1) + ",\n" + line("two", 2) + "\n]");
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.store.requests.size(), 2u);
    }

    void aBareRequestIsKeptByteForByte() {
        ImportProbe probe;
        const std::string payload = SpanBuilder().service("shop").span("one").span("two").payload();
        probe.import(u"a.bin"_s, payload);
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.store.requests.size(), 1u);
        const CapturedRequest& request = probe.store.requests[0];
        QCOMPARE(request.payloadBytes, payload.size());
        QCOMPARE(request.transport, Transport::Import);
        QCOMPARE(request.peer, std::string("a.bin"));
        std::string back(payload.size(), '\0');
        QCOMPARE(ZSTD_decompress(back.data(), back.size(), request.zstd.data(), request.zstd.size()), payload.size());
        QVERIFY(back == payload);
    }

    void aBareFileThatBeginsLikeABlankLineIsProtobuf() {
        // The first byte of an OTLP request is a line feed, and a length of 0x7b would look like a brace.
        ImportProbe probe;
        std::string payload;
        for (std::size_t length = 1; length < 200; ++length) {
            payload = SpanBuilder().service(std::string(length, 's')).span("one").payload();
            if (payload[1] == '{')
                break;
        }
        QCOMPARE(payload.substr(0, 2), std::string("\n{"));
        probe.import(u"a.pb"_s, payload);
        QCOMPARE(probe.report.spans, 1u);
    }

    void aLongBareFileIsCutBetweenItsFields() {
        ImportProbe probe;
        std::string payload;
        const std::string filler(100'000, 'x');
        for (std::uint64_t i = 1; i <= 100; ++i)
            payload += SpanBuilder().service("shop").span("one").ids(i, i).attribute("filler", filler).payload();
        probe.import(u"a.pb"_s, payload);
        QCOMPARE(probe.report.spans, 100u);
        QCOMPARE(probe.report.problemCount, 0u);
        QVERIFY(probe.store.requests.size() > 1);
        for (const CapturedRequest& request : probe.store.requests)
            QVERIFY(request.payloadBytes < 5'000'000);
    }

    void framedMessagesAreReadOneByOne() {
        ImportProbe probe;
        const std::string one = SpanBuilder().service("shop").span("one").ids(1, 1).payload();
        probe.import(u"a.bin"_s, framed(one) + framed(line("two", 2)) + framed(zstd(line("three", 3))));
        QCOMPARE(probe.report.spans, 3u);
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.store.requests[0].payloadBytes, one.size());
    }

    void aFrameThatBreaksOffIsReported() {
        ImportProbe probe;
        const std::string one = SpanBuilder().service("shop").span("one").payload();
        probe.import(u"a.bin"_s, framed(one) + framed(one).substr(0, 20));
        QCOMPARE(probe.report.spans, 1u);
        QCOMPARE(probe.report.problemCount, 1u);
        QVERIFY(probe.problem(0).find("ends in the middle") != std::string::npos);
    }

    void gzipOfSeveralMembersIsReadToTheEnd() {
        ImportProbe probe;
        probe.import(u"a.jsonl"_s, gzip(line("one", 1) + "\n") + gzip(line("two", 2) + "\n") + std::string(512, '\0'));
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.report.problemCount, 0u);
    }

    void zstdOfSeveralFramesIsReadToTheEnd() {
        ImportProbe probe;
        probe.import(u"whatever"_s, zstd(line("one", 1) + "\n") + zstd(line("two", 2) + "\n"));
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.report.problemCount, 0u);
    }

    void compressedDataThatBreaksOffKeepsWhatCameBefore() {
        ImportProbe probe;
        const std::string second = gzip(line("two", 2));
        probe.import(u"a.gz"_s, gzip(line("one", 1) + "\n") + second.substr(0, second.size() / 2));
        QVERIFY(probe.store.find("one"));
        QVERIFY(probe.report.problemCount >= 1);
        QVERIFY(probe.problem(0).find("breaks off") != std::string::npos || probe.report.problemCount > 1);
    }

    void corruptCompressedDataIsReported() {
        ImportProbe probe;
        std::string bytes = zstd(line("one", 1));
        bytes.resize(12);
        probe.import(u"a.zst"_s, bytes + "garbage that is no zstd block at all");
        QCOMPARE(probe.report.spans, 0u);
        QVERIFY(probe.report.problemCount >= 1);
    }

    void spansThatAreThereAlreadyAreCountedAsDuplicates() {
        ImportProbe probe;
        probe.import(u"a.jsonl"_s, line("one", 1));
        probe.import(u"b.jsonl"_s, line("one", 1) + "\n" + line("two", 2));
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.report.duplicates, 1u);
    }

    void spansWithoutIdsAreReportedAndTheOthersKept() {
        ImportProbe probe;
        probe.import(
            u"a.bin"_s, SpanBuilder().service("shop").span("good").ids(1, 1).span("bad").rawIds({}, {}).payload());
        QCOMPARE(probe.report.spans, 1u);
        QCOMPARE(probe.report.problemCount, 1u);
        QVERIFY(probe.problem(0).starts_with("1 span was left out"));
    }

    void logsAndOddFilesAreNamedAsWhatTheyAre() {
        ImportProbe probe;
        probe.import(u"logs.json"_s, R"({"resourceLogs":[{"scopeLogs":[]}]})");
        QVERIFY(probe.problem(0).find("logs or metrics") != std::string::npos);
        for (const char* nothing : {"", "  \n", "[]", "{}"}) {
            probe.import(u"nothing.json"_s, nothing);
            QVERIFY2(probe.problem(0).find("holds no traces") != std::string::npos, nothing);
        }
        probe.import(u"picture.png"_s, std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
        QVERIFY(probe.problem(0).find("no format") != std::string::npos);
    }

    void aFileThatIsNotThereIsAProblemAndTheOthersAreRead() {
        ImportProbe probe;
        const QString there = probe.file(u"a.jsonl"_s, line("one", 1));
        const auto report = importFiles({probe.path(u"missing.json"_s), there}, probe.store);
        QVERIFY(report);
        QCOMPARE(report->spans, 1u);
        QCOMPARE(report->problemCount, 1u);
        QVERIFY(report->problems[0].file.endsWith("missing.json"_L1));
    }

    void aFullQueueIsWaitedFor() {
        ImportProbe probe;
        probe.store.refusals = 3;
        probe.import(u"a.jsonl"_s, line("one", 1) + "\n" + line("two", 2));
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.store.requests.size(), 2u);
    }

    void aStoreThatFailsEndsTheImport() {
        ImportProbe probe;
        probe.store.fault = Error{ErrorCode::NoSpace, u"The disk is full"_s, {}};
        const auto report
            = importFiles({probe.file(u"a.jsonl"_s, line("one", 1) + "\n" + line("two", 2))}, probe.store);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::NoSpace);
    }

    void anImportCanBeStopped() {
        ImportProbe probe;
        ImportOptions options;
        options.cancelled = [] { return true; };
        const auto report = importFiles({probe.file(u"a.jsonl"_s, line("one", 1))}, probe.store, options);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
    }

    void progressRisesToTheEnd() {
        ImportProbe probe;
        std::string text;
        for (std::uint64_t i = 1; i < 3000; ++i)
            text += line("span", i) + "\n";
        std::vector<int> shown;
        ImportOptions options;
        options.progress = [&](int thousandths) { shown.push_back(thousandths); };
        QVERIFY(importFiles({probe.file(u"a.jsonl"_s, text)}, probe.store, options));
        QVERIFY(shown.size() > 2);
        QVERIFY(std::ranges::is_sorted(shown));
        QCOMPARE(shown.back(), 1000);
    }

    void onlyTheFirstHundredProblemsAreKept() {
        ImportProbe probe;
        std::string text = line("one", 1) + "\n";
        for (int i = 0; i < 250; ++i)
            text += "bad\n";
        probe.import(u"a.jsonl"_s, text);
        QCOMPARE(probe.report.problemCount, 250u);
        QCOMPARE(probe.report.problems.size(), 100u);
        QCOMPARE(probe.report.problems[99].line, 101u);
    }
};

QTEST_GUILESS_MAIN(TestOtlpFiles)
#include "tst_otlp_files.moc"
