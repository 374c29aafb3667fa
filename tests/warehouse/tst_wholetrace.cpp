#include "services/core/TraceComparison.h"
#include "services/warehouse/LocalWarehouse.h"
#include "services/warehouse/StoreSpanSource.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/warehouse/ShapeTables.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

/// Whole traces and their arrivals, from the store and from tables of every generation.
class TestWholeTrace : public QObject {
    Q_OBJECT

    static SpanBuilder plan() {
        return std::move(SpanBuilder()
                             .service("agent")
                             .span("plan")
                             .ids(1, 1)
                             .lasts(5_ms)
                             .attribute("model", "m")
                             .attribute("tokens", 200)
                             .event("retry", 1_ms)
                             .span("call")
                             .ids(1, 2, 1));
    }
    static std::vector<ComparedSpan> compared(const WholeTracePtr& whole) {
        std::vector<ComparedSpan> spans;
        for (const Span* span : whole->spans)
            spans.push_back({span, {}});
        return spans;
    }
    static void execute(FilledStore& store, const char* sql) {
        const auto done = store.store().newReader()->executeScript(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().oneLine()));
    }

private Q_SLOTS:
    void theStoreGivesEverySpanOfEveryRequest() {
        FilledStore store;
        store.add(SpanBuilder().span("root").ids(1, 1).attribute("x", 1).span("of another").ids(2, 9));
        store.add(SpanBuilder().span("late").ids(1, 2, 1).event("retry", 1_ms));
        StoreSpanSource source(store.store());
        const WholeTracePtr whole = wait(source.wholeTrace(traceId(1)));
        QCOMPARE(whole->spans.size(), std::size_t(2));
        QCOMPARE(whole->spans[0]->name, std::string_view("root"));
        QCOMPARE(whole->spans[0]->attributes[0].value, Value::integer(1));
        QCOMPARE(whole->spans[1]->events.size(), std::size_t(1));
    }

    void aTraceThatTheStoreDoesNotHoldIsNotFound() {
        FilledStore store;
        store.add(plan());
        StoreSpanSource source(store.store());
        QCOMPARE(source.wholeTrace(traceId(3)).result().error().code, ErrorCode::NotFound);
    }

    void aSpanArrivedWithTheFirstRequestThatHadIt() {
        FilledStore store;
        store.arrival = Morning;
        store.add(plan());
        store.arrival = Morning + 900_ms;
        store.add(SpanBuilder().span("plan, said otherwise").ids(1, 1).span("late").ids(1, 3, 1));
        StoreSpanSource source(store.store());
        const SpanArrivals arrivals = wait(source.arrivals(traceId(1)));
        QCOMPARE(arrivals.size(), std::size_t(3));
        QCOMPARE(arrivals.at(spanId(1)), Morning);
        QCOMPARE(arrivals.at(spanId(3)), Morning + 900_ms);
    }

    void importedSpansHaveNotArrived() {
        FilledStore store;
        store.transport = Transport::Import;
        store.add(plan());
        StoreSpanSource source(store.store());
        QVERIFY(wait(source.arrivals(traceId(1))).empty());
    }

    void aTableWithJsonGivesTheSameAsTheStore() {
        FilledStore store;
        ShapeTables tables(store);
        tables.add(plan());
        LocalWarehouse warehouse(store.store());
        WarehouseSpanSource table(warehouse, ShapeTables::shape(u"v2"_s));
        StoreSpanSource ours(store.store());
        const WholeTracePtr sent = wait(ours.wholeTrace(traceId(1))), kept = wait(table.wholeTrace(traceId(1)));
        QVERIFY(compareTraces(compared(sent), compared(kept)).isEqual());
    }

    void aTableWithMapLosesTypesAlone() {
        FilledStore store;
        ShapeTables tables(store);
        tables.add(plan());
        LocalWarehouse warehouse(store.store());
        WarehouseSpanSource table(warehouse, ShapeTables::shape(u"v1"_s));
        StoreSpanSource ours(store.store());
        const WholeTracePtr sent = wait(ours.wholeTrace(traceId(1))), kept = wait(table.wholeTrace(traceId(1)));
        const TraceComparison comparison = compareTraces(compared(sent), compared(kept));
        QCOMPARE(comparison.changed(ChangedValue::How::Type), std::uint64_t(1));
        QCOMPARE(comparison.changed(ChangedValue::How::Value), std::uint64_t(0));
        QVERIFY(comparison.lost.empty() && comparison.extra.empty());
    }

    void aSpanIsInTheTableFromTheTimeOfItsFirstFile() {
        FilledStore store;
        ShapeTables tables(store);
        tables.add(plan());
        // A table's own column of that name stands before the files'.
        execute(store,
            "ALTER TABLE local.traces.v2_otel_spans ADD COLUMN _metadata "
            "STRUCT(file_modification_time TIMESTAMPTZ);"
            "UPDATE local.traces.v2_otel_spans SET _metadata = "
            "{file_modification_time: TIMESTAMPTZ '2026-02-16 09:00:01.5+00'} WHERE name = 'plan'");
        LocalWarehouse warehouse(store.store());
        WarehouseSpanSource table(warehouse, ShapeTables::shape(u"v2"_s));
        const SpanArrivals arrivals = wait(table.arrivals(traceId(1)));
        QCOMPARE(arrivals.size(), std::size_t(1));
        QCOMPARE(arrivals.at(spanId(1)), Morning + 1'500_ms);
    }

    void aTableWithoutFilesSaysThatItHasNoTimes() {
        FilledStore store;
        ShapeTables tables(store);
        tables.add(plan());
        LocalWarehouse warehouse(store.store());
        WarehouseSpanSource table(warehouse, ShapeTables::shape(u"v1"_s));
        const auto arrivals = table.arrivals(traceId(1)).result();
        QVERIFY(!arrivals);
        QVERIFY2(arrivals.error().message.contains(u"_metadata"_s), qPrintable(arrivals.error().message));
    }
};

QTEST_GUILESS_MAIN(TestWholeTrace)
#include "tst_wholetrace.moc"
