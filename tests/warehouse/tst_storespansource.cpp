#include "services/warehouse/StoreSpanSource.h"
#include "tests/support/Load.h"
#include "tests/warehouse/FilledStore.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

/// Traces 1 to `count`, one a second, with n spans and n milliseconds each; every third has an error.
void addSteps(FilledStore& store, std::uint64_t count) {
    for (std::uint64_t n = 1; n <= count; ++n) {
        SpanBuilder request;
        const Nanos start{static_cast<std::int64_t>(n) * 1'000'000'000};
        request.service(n % 2 == 0 ? "even" : "odd");
        for (std::uint64_t s = 1; s <= n; ++s) {
            request.span(s == 1 ? "root " + std::to_string(n) : "step").ids(n, n * 100 + s, s == 1 ? 0 : n * 100 + 1);
            request.at(start).lasts(Nanos{static_cast<std::int64_t>(s == 1 ? n : 1) * 1'000'000});
            if (s == 1 && n % 3 == 0)
                request.error("third");
        }
        store.add(request);
    }
}

QString numbers(const TracePage& page) {
    QStringList ids;
    for (const TraceSummary& row : page.rows)
        ids += QString::number(row.id.low);
    return ids.join(u' ');
}

} // namespace

class TestStoreSpanSource : public QObject {
    Q_OBJECT

    static TraceQuery ordered(TraceSort sort, bool descending, const QString& filter = {}) {
        TraceQuery query;
        query.sort = sort;
        query.descending = descending;
        query.filter = parseFilter(filter).value();
        return query;
    }

private Q_SLOTS:
    void anEmptyStoreHasNoTraces() {
        FilledStore store;
        StoreSpanSource source(store.store());
        QVERIFY(wait(source.traces({}, 0, 100)).rows.empty());
        QCOMPARE(wait(source.count({})).traces, 0u);
        QVERIFY(wait(source.suggest({FilterField::Attribute, {}, {}, 10})).isEmpty());
        QCOMPARE(source.trace(traceId(1)).result().error().code, ErrorCode::NotFound);
    }

    void everySortWorksBothWays() {
        FilledStore store;
        addSteps(store, 6);
        StoreSpanSource source(store.store());
        const auto order = [&](TraceSort sort, bool descending) {
            return numbers(wait(source.traces(ordered(sort, descending), 0, 100)));
        };
        for (const TraceSort sort : {TraceSort::Start, TraceSort::Duration, TraceSort::Spans, TraceSort::Name}) {
            QCOMPARE(order(sort, false), u"1 2 3 4 5 6"_s);
            QCOMPARE(order(sort, true), u"6 5 4 3 2 1"_s);
        }
        QCOMPARE(order(TraceSort::Errors, true), u"3 6 1 2 4 5"_s);
        QCOMPARE(order(TraceSort::Errors, false), u"1 2 4 5 3 6"_s);
        QCOMPARE(order(TraceSort::Service, false), u"2 4 6 1 3 5"_s);
        QCOMPARE(order(TraceSort::Arrival, true), u"6 5 4 3 2 1"_s);
    }

    void pagesFitTogether_data() {
        QTest::addColumn<QString>("filter");
        QTest::newRow("unfiltered") << u""_s;
        QTest::newRow("by traces") << u"trace.spans > 0"_s;
        QTest::newRow("by spans") << u"name ~ root"_s;
    }
    void pagesFitTogether() {
        QFETCH(QString, filter);
        FilledStore store;
        addSteps(store, 9);
        StoreSpanSource source(store.store());
        const TraceQuery query = ordered(TraceSort::Errors, true, filter);
        QStringList pages;
        for (std::uint64_t offset = 0; offset < 12; offset += 4)
            pages += numbers(wait(source.traces(query, offset, 4)));
        QCOMPARE(pages.join(u'|'), u"3 6 9 1|2 4 5 7|8"_s);
        QCOMPARE(wait(source.position(query, traceId(7))), 7u);
        QCOMPARE(source.position(query, traceId(77)).result().error().code, ErrorCode::NotFound);
    }

    void aFilteredPositionCountsMatchesOnly() {
        FilledStore store;
        addSteps(store, 9);
        StoreSpanSource source(store.store());
        const TraceQuery query = ordered(TraceSort::Start, false, u"service = even"_s);
        QCOMPARE(wait(source.position(query, traceId(6))), 2u);
        QCOMPARE(source.position(query, traceId(7)).result().error().code, ErrorCode::NotFound);
    }

    void aRangeIsHalfOpenOverTheStart() {
        FilledStore store;
        addSteps(store, 6);
        StoreSpanSource source(store.store());
        for (const QString& filter : {u""_s, u"name ~ root"_s}) {
            TraceQuery query = ordered(TraceSort::Start, false, filter);
            query.range.from = Morning + 2_s;
            query.range.to = Morning + 5_s;
            QCOMPARE(numbers(wait(source.traces(query, 0, 100))), u"2 3 4"_s);
            const TraceCount count = wait(source.count(query));
            QCOMPARE(count.traces, 3u);
            QCOMPARE(count.spans, 9u);
        }
    }

    void aTraceThatComesInPartsIsOneRow() {
        FilledStore store;
        store.add(SpanBuilder().service("b").span("child").ids(1, 2, 1).at(10_ms).lasts(50_ms).error("late"));
        StoreSpanSource source(store.store());
        TraceSummary row = wait(source.traces({}, 0, 10)).rows.at(0);
        QCOMPARE(row.rootName, u"child"_s);
        QVERIFY(row.rootMissing);
        store.add(SpanBuilder().service("a").span("root").ids(1, 1).lasts(20_ms));
        row = wait(source.traces({}, 0, 10)).rows.at(0);
        QCOMPARE(row.rootName, u"root"_s);
        QVERIFY(!row.rootMissing);
        QCOMPARE(row.services, (QStringList{u"b"_s, u"a"_s}));
        QCOMPARE(row.start, Morning);
        QCOMPARE(row.duration(), 60_ms);
        QCOMPARE(row.spans, 2u);
        QCOMPARE(row.errors, 1u);
        QCOMPARE(wait(source.trace(traceId(1)))->size(), std::size_t(2));
    }

    void aTraceIsReadWithEverythingTheTreeNeeds() {
        FilledStore store;
        store.add(SpanBuilder()
                      .service("web")
                      .span("root")
                      .ids(1, 1)
                      .kind(SpanKind::Server)
                      .lasts(10_ms)
                      .attribute("mlflow.spanType", "\"AGENT\"")
                      .event("exception", 4_ms)
                      .event("note", 5_ms)
                      .link(traceId(8), spanId(9))
                      .span("child")
                      .ids(1, 2, 1)
                      .at(1_ms)
                      .lasts(3_ms)
                      .error("no"));
        StoreSpanSource source(store.store());
        const TracePtr trace = wait(source.trace(traceId(1)));
        QCOMPARE(trace->size(), std::size_t(2));
        const TraceNode& root = trace->nodes()[0];
        QCOMPARE(trace->text(root.name), u"root"_s);
        QCOMPARE(trace->text(root.service), u"web"_s);
        QCOMPARE(trace->text(root.type), u"AGENT"_s);
        QCOMPARE(root.kind, SpanKind::Server);
        QCOMPARE(root.linkCount, 1);
        QCOMPARE(root.markerCount, 2);
        QVERIFY(trace->markers()[root.firstMarker].exception);
        QCOMPARE(trace->markers()[root.firstMarker].time, Morning + 4_ms);
        QCOMPARE(trace->nodes()[1].status, StatusCode::Error);
        QCOMPARE(trace->nodes()[1].start, Morning + 1_ms);
        QCOMPARE(trace->nodes()[1].duration(), 3_ms);
    }

    void aSpanIsFoundAgainInItsRequest_data() {
        QTest::addColumn<bool>("json");
        QTest::newRow("protobuf") << false;
        QTest::newRow("json") << true;
    }
    void aSpanIsFoundAgainInItsRequest() {
        QFETCH(bool, json);
        FilledStore store;
        if (json)
            store.add(R"({"resourceSpans":[{"scopeSpans":[{"spans":[
                {"traceId":"5350414e474c41530000000000000001","spanId":"0000000000000001","name":"one"},
                {"traceId":"5350414e474c41530000000000000001","spanId":"0000000000000002","name":"two",
                 "attributes":[{"key":"k","value":{"intValue":"7"}}]}]}]}]})",
                PayloadFormat::Json);
        else
            store.add(SpanBuilder().span("one").ids(1, 1).span("two").ids(1, 2).attribute("k", 7));
        StoreSpanSource source(store.store());
        const TracePtr trace = wait(source.trace(traceId(1)));
        const SpanKey key = trace->nodes()[trace->rowOf(spanId(2))].key;
        for (int turn = 0; turn < 2; ++turn) {
            const SpanDetail detail = wait(source.span(traceId(1), key));
            QCOMPARE(detail.span->name, std::string_view("two"));
            QCOMPARE(findAttribute(detail.span->attributes, "k")->integer(), 7);
            QCOMPARE(detail.transport, Transport::Grpc);
            QCOMPARE(detail.arrival, UnixNanos{1'771'232'400'123'456'789ull});
            QCOMPARE(detail.userAgent, u"test-exporter/1.0"_s);
            QCOMPARE(detail.peer, u"127.0.0.1:50000"_s);
            QVERIFY(detail.rawJson.contains("\"two\"") && !detail.rawJson.contains("\"one\""));
        }
        QCOMPARE(source.span(traceId(1), {key.request, 50}).result().error().code, ErrorCode::NotFound);
        QCOMPARE(source.span(traceId(2), key).result().error().code, ErrorCode::NotFound);
        QCOMPARE(source.span(traceId(1), {key.request + 100, 0}).result().error().code, ErrorCode::NotFound);
    }

    void linksAreFoundFromTheirTarget() {
        FilledStore store;
        store.add(SpanBuilder().span("target").ids(1, 1).link(traceId(1), spanId(1)));
        store.add(SpanBuilder().span("source").ids(2, 2).link(traceId(1), spanId(1)));
        StoreSpanSource source(store.store());
        const auto links = wait(source.linksTo(traceId(1)));
        QCOMPARE(links.size(), std::size_t(1));
        QCOMPARE(links[0].fromTrace, traceId(2));
        QCOMPARE(links[0].fromSpan, spanId(2));
        QCOMPARE(links[0].fromName, u"source"_s);
        QCOMPARE(links[0].toSpan, spanId(1));
        QVERIFY(wait(source.linksTo(traceId(2))).empty());
    }

    void presentTellsWhichTracesAreHeld() {
        FilledStore store;
        addSteps(store, 3);
        StoreSpanSource source(store.store());
        const std::vector<TraceId> asked{traceId(9), traceId(3), traceId(1)};
        QCOMPARE(wait(source.present(asked)), (std::vector<TraceId>{traceId(3), traceId(1)}));
        QVERIFY(wait(source.present({})).empty());
    }

    void suggestionsComeFromTheStoredSpans() {
        FilledStore store;
        addSteps(store, 4);
        store.add(SpanBuilder()
                      .service("O'Brien")
                      .span("x")
                      .ids(50, 1)
                      .attribute("http.route", "/cart")
                      .attribute("mlflow.spanType", "\"TOOL\""));
        store.add(SpanBuilder().service("x").span("y").ids(51, 1).attribute("http.route", "/pay"));
        StoreSpanSource source(store.store());
        const auto ask = [&](FilterField field, const QString& key, const QString& prefix) {
            return wait(source.suggest({field, key, prefix, 3}));
        };
        QCOMPARE(ask(FilterField::Service, {}, u"o"_s), (QStringList{u"O'Brien"_s, u"odd"_s}));
        QCOMPARE(ask(FilterField::Name, {}, u"st"_s), QStringList{u"step"_s});
        QCOMPARE(ask(FilterField::Root, {}, u"root"_s).size(), 3);
        QCOMPARE(ask(FilterField::Type, {}, {}), QStringList{u"TOOL"_s});
        QCOMPARE(ask(FilterField::Attribute, {}, u"HTTP"_s), QStringList{u"http.route"_s});
        QVERIFY(ask(FilterField::Attribute, {}, u"service"_s).contains(u"service.name"_s));
        QCOMPARE(ask(FilterField::Attribute, u"http.route"_s, u"/p"_s), QStringList{u"/pay"_s});
        QCOMPARE(ask(FilterField::Status, {}, u"er"_s), QStringList{u"error"_s});
        QVERIFY(ask(FilterField::Duration, {}, {}).isEmpty());
        QVERIFY(ask(FilterField::Attribute, u"x'] FROM t; --"_s, u"' OR 1=1 --"_s).isEmpty());
    }

    void aCancelledAnswerEndsSoonAndTheNextOneComes() {
        FilledStore store;
        for (const std::string& payload : makeLoad({.spans = 60'000, .spansPerRequest = 20'000}))
            store.add(payload, PayloadFormat::Protobuf);
        StoreSpanSource source(store.store());
        for (int i = 0; i < 20; ++i) {
            auto slow = source.count(ordered(TraceSort::Start, true, u"\"nowhere %1\" \"at all\""_s.arg(i)));
            slow.cancel();
        }
        QCOMPARE(wait(source.count({})).spans, 60'000u);
        QVERIFY(wait(source.count(ordered(TraceSort::Start, true, u"service exists"_s))).traces > 0);
    }

    void aLargeTraceReportsItsProgress() {
        FilledStore store;
        for (const std::string& payload :
            makeLoad({.spans = 60'000, .spansPerTrace = 60'000, .spansPerRequest = 20'000}))
            store.add(payload, PayloadFormat::Protobuf);
        StoreSpanSource source(store.store());
        const TraceSummary row = wait(source.traces({}, 0, 1)).rows.at(0);
        auto future = source.trace(row.id);
        QCOMPARE(wait(future)->size(), std::size_t(60'000));
        QCOMPARE(future.progressMaximum(), 60'000);
        QVERIFY(future.progressValue() > 0);
    }

    void logRecordsOfATraceAreReadInTheOrderOfTime() {
        FilledStore store;
        addSteps(store, 1);
        store.addLogs(
            R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
            "scopeLogs":[{"logRecords":[
            {"timeUnixNano":"7000","severityNumber":13,"body":{"stringValue":"late"},"spanId":"0000000000000065",
             "traceId":"5350414e474c41530000000000000001","attributes":[{"key":"n","value":{"intValue":"5"}}]},
            {"observedTimeUnixNano":"6000","severityText":"notice","eventName":"ping","body":{"stringValue":"early"},
             "traceId":"5350414e474c41530000000000000001"},
            {"timeUnixNano":"1","body":{"stringValue":"of no trace"}}]}]}]})",
            PayloadFormat::Json);
        StoreSpanSource source(store.store());
        const TraceRecordsPtr records = wait(source.records(traceId(1)));
        QStringList lines;
        for (const TraceRecord& each : records->records)
            lines += u"%1 %2 %3 %4 %5 %6"_s.arg(each.time.value)
                         .arg(each.span.value)
                         .arg(each.severity, each.event, each.body, each.service);
        QCOMPARE(lines, (QStringList{u"6000 0 notice ping early shop"_s, u"7000 101 WARN  late shop"_s}));
        QCOMPARE(records->records[1].attributes, (std::vector{std::pair(u"n"_s, u"5"_s)}));
        QVERIFY(wait(source.records(traceId(2)))->records.empty());
    }

    void answersThatWaitAreCancelledWhenTheSourceGoes() {
        FilledStore store;
        addSteps(store, 2);
        std::vector<QFuture<Result<TraceCount>>> futures;
        {
            StoreSpanSource source(store.store());
            for (int i = 0; i < 50; ++i)
                futures.push_back(source.count(ordered(TraceSort::Start, true, u"x%1"_s.arg(i))));
        }
        for (auto& future : futures)
            QVERIFY(future.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestStoreSpanSource)
#include "tst_storespansource.moc"
