#include "services/core/TraceComparison.h"
#include "services/warehouse/tables/TraceTableFinder.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/practice/ConnectedWorkspace.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

SpanBuilder agentRun() {
    return std::move(SpanBuilder()
                         .service("agent")
                         .span("run")
                         .ids(1, 1)
                         .lasts(9_ms)
                         .attribute("tokens", 200)
                         .span("ask")
                         .ids(1, 2, 1)
                         .lasts(3_ms)
                         .event("retry", 1_ms));
}

/// A workspace whose trace table of one generation took a trace over OTLP.
struct Ingested {
    ConnectedWorkspace workspace;
    std::unique_ptr<DatabricksWarehouse> warehouse = workspace.warehouse();
    QString path; ///< as the REST API names the place
    std::unique_ptr<WarehouseSpanSource> source;

    explicit Ingested(bool second) {
        const QJsonObject schema{{u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"default"_s}};
        QJsonObject prefixed = schema;
        prefixed[u"table_prefix"_s] = u"bot"_s;
        const QJsonObject made{{second ? u"uc_table_prefix"_s : u"uc_schema"_s, second ? prefixed : schema},
            {u"sql_warehouse_id"_s, RunningWarehouse}};
        workspace.client().post(
            second ? u"/api/5.0/mlflow/tracing/locations"_s : u"/api/4.0/mlflow/traces/location"_s, made);
        path = second ? u"main.default.bot"_s : u"main.default"_s;
        const QByteArray table
            = second ? "main.default.bot_otel_spans" : "main.default.mlflow_experiment_trace_otel_spans";
        const auto sent = workspace.client().call("POST", u"/api/2.0/otel/v1/traces"_s,
            QByteArray::fromStdString(agentRun().payload()),
            "Content-Type: application/x-protobuf\r\nX-Databricks-UC-Table-Name: " + table + "\r\n");
        if (sent.status != 200)
            qFatal("%s", sent.body.constData());
        const auto found = must(TraceTableFinder(*warehouse).inSchema(u"main"_s, u"default"_s));
        WarehouseSourceOptions options;
        options.tables = found.at(0).tables;
        source = std::make_unique<WarehouseSpanSource>(*warehouse, found.at(0).shape, options);
    }
    QString trace(const QString& what) const {
        return u"/api/4.0/mlflow/traces/"_s + path + u'/' + traceId(1).text() + what;
    }
    void write() {
        PracticeClient& client = workspace.client();
        QVERIFY(client.patch(trace(u"/tags"_s), {{u"key"_s, u"team"_s}, {u"value"_s, u"search"_s}}).status == 200);
        const QJsonObject judged{{u"assessment_name"_s, u"correct"_s},
            {u"feedback"_s, QJsonObject{{u"value"_s, false}}}, {u"rationale"_s, u"It missed the point."_s},
            {u"span_id"_s, spanId(2).text()},
            {u"source"_s, QJsonObject{{u"source_type"_s, u"LLM_JUDGE"_s}, {u"source_id"_s, u"judge-1"_s}}}};
        const auto answer = client.post(trace(u"/assessments"_s), judged);
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
};

void generations() {
    QTest::addColumn<bool>("second");
    QTest::newRow("v1") << false;
    QTest::newRow("v2") << true;
}

std::vector<ComparedSpan> compared(const std::vector<const Span*>& all) {
    std::vector<ComparedSpan> spans;
    for (const Span* span : all)
        spans.push_back({span, {}});
    return spans;
}

} // namespace

/// What stands beside a trace's spans, and the trace itself beside what was sent, read over HTTP from the practice
/// workspace.
class TestPracticeNotes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void notesThatWereWrittenAreRead_data() { generations(); }
    void notesThatWereWrittenAreRead() {
        QFETCH(bool, second);
        Ingested workspace(second);
        workspace.write();
        const TraceNotesPtr notes = must(workspace.source->notes(traceId(1)));
        QCOMPARE(notes->notes.size(), std::size_t(2));
        const auto judged = std::ranges::find(notes->notes, TraceNote::Kind::Feedback, &TraceNote::kind);
        QVERIFY(judged != notes->notes.end());
        QCOMPARE(judged->name, u"correct"_s);
        QCOMPARE(judged->value, u"false"_s);
        QCOMPARE(judged->comment, u"It missed the point."_s);
        QCOMPARE(judged->span, spanId(2));
        QCOMPARE(judged->source, u"LLM_JUDGE"_s);
        QCOMPARE(judged->author, u"judge-1"_s);
        const auto tag = std::ranges::find(notes->notes, TraceNote::Kind::Tag, &TraceNote::kind);
        QVERIFY(tag != notes->notes.end());
        QCOMPARE(tag->name, u"team"_s);
        QCOMPARE(tag->value, u"search"_s);
        QVERIFY(!tag->span.isValid());
    }

    void aTraceOfWhichNothingWasWrittenHasNoNotes_data() { generations(); }
    void aTraceOfWhichNothingWasWrittenHasNoNotes() {
        QFETCH(bool, second);
        Ingested workspace(second);
        const TraceNotesPtr notes = must(workspace.source->notes(traceId(1)));
        QVERIFY(notes && notes->isEmpty());
    }

    void mlflowsOwnRecordsAreNoLogRecords_data() { generations(); }
    void mlflowsOwnRecordsAreNoLogRecords() {
        QFETCH(bool, second);
        Ingested workspace(second);
        workspace.write();
        QVERIFY(must(workspace.source->records(traceId(1)))->records.empty());
    }

    void whatWasSentIsWhatTheTableHolds() {
        Ingested workspace(true);
        const auto sent = agentRun().batch();
        std::vector<const Span*> spans;
        for (const Span& span : sent->spans)
            spans.push_back(&span);
        const WholeTracePtr kept = must(workspace.source->wholeTrace(traceId(1)));
        QVERIFY(compareTraces(compared(spans), compared(kept->spans)).isEqual());
    }

    void aTableOfTheFirstGenerationLosesTypesAlone() {
        Ingested workspace(false);
        const auto sent = agentRun().batch();
        std::vector<const Span*> spans;
        for (const Span& span : sent->spans)
            spans.push_back(&span);
        const WholeTracePtr kept = must(workspace.source->wholeTrace(traceId(1)));
        const TraceComparison comparison = compareTraces(compared(spans), compared(kept->spans));
        QCOMPARE(comparison.changed(ChangedValue::How::Type), std::uint64_t(1));
        QCOMPARE(comparison.changed(ChangedValue::How::Value), std::uint64_t(0));
        QVERIFY(comparison.lost.empty() && comparison.extra.empty());
    }

    void spansAreInTheTableFromTheRequestThatBroughtThem_data() { generations(); }
    void spansAreInTheTableFromTheRequestThatBroughtThem() {
        QFETCH(bool, second);
        const UnixNanos before = UnixNanos::now();
        Ingested workspace(second);
        const UnixNanos after = UnixNanos::now();
        const SpanArrivals arrivals = must(workspace.source->arrivals(traceId(1)));
        QCOMPARE(arrivals.size(), std::size_t(2));
        const UnixNanos at = arrivals.at(spanId(1));
        QVERIFY(at.value >= before.value - 1'000'000 && at <= after); // told in milliseconds
        QCOMPARE(arrivals.at(spanId(2)), at);
    }

    void rowsThatAStatementInsertedHaveNoArrival() {
        Ingested workspace(true);
        must(workspace.warehouse->run(query(u"INSERT INTO main.default.bot_otel_spans (trace_id, span_id, name) "
                                            "VALUES ('5350414e474c41530000000000000007', '0000000000000009', 'x')"_s)));
        QVERIFY(must(workspace.source->arrivals(traceId(7))).empty());
    }

    void whatAStatementReadIsLearnedFromTheHistory() {
        Ingested workspace(true);
        const SqlTable table
            = must(workspace.warehouse->run(query(u"SELECT count(*) FROM main.default.bot_otel_spans"_s)));
        QVERIFY(!table.facts.rowsScanned);
        const SqlFacts facts = must(workspace.warehouse->facts(table.facts.statementId));
        QCOMPARE(facts.rowsScanned, std::optional<std::uint64_t>(2));
        QVERIFY(facts.serverTime);
    }

    void aHistoryThatIsDeniedIsNotAskedAgain() {
        Ingested workspace(true);
        QVERIFY(workspace.workspace.practice().setFault(u"history-denied"_s, true));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(errorOf(got(workspace.warehouse->facts(u"01ef"_s))).code, ErrorCode::NotAllowed);
        QCOMPARE(workspace.workspace.sent("GET", u"/api/2.0/sql/history/queries"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestPracticeNotes)
#include "tst_practice_notes.moc"
