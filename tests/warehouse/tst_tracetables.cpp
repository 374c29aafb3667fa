#include "services/formats/KeepSpans.h"
#include "services/warehouse/LocalWarehouse.h"
#include "services/warehouse/StoreSpanSource.h"
#include "services/warehouse/tables/NoteQueries.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/warehouse/ShapeTables.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

const std::string AnnotationsTable = R"(
    CREATE TABLE local.traces.v2_otel_annotations(annotation_id VARCHAR, target_type VARCHAR, target_id VARCHAR,
        annotation_type VARCHAR, name VARCHAR, value JSON, comment VARCHAR, metadata JSON, created_at TIMESTAMP,
        created_by VARCHAR, updated_at TIMESTAMP, updated_by VARCHAR, deleted_at TIMESTAMP, deleted_by VARCHAR);)";

} // namespace

class TestTraceTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreQuotedWhereTheyMustBe() {
        QCOMPARE(tableName({u"main"_s, u"agent_traces"_s, u"t1"_s}), u"main.agent_traces.t1"_s);
        QCOMPARE(tableName({u"my-cat"_s, u"a`b"_s, u"1t"_s}), u"`my-cat`.`a``b`.`1t`"_s);
        QCOMPARE(tableNameParts(u"`my-cat`.`a``b`.t"_s), (QStringList{u"my-cat"_s, u"a`b"_s, u"t"_s}));
        for (const QString& wrong : {u"a..b"_s, u"a."_s, u"`a"_s, u"a`b.c"_s, u""_s})
            QCOMPARE(tableNameParts(wrong), QStringList());
    }

    void tablesOfASchemaAreGrouped() {
        const auto found = traceTablesIn(u"main"_s, u"traces"_s,
            {u"orders"_s, u"bot_otel_spans"_s, u"bot_otel_logs"_s, u"bot_otel_metrics"_s, u"bot_otel_annotations"_s,
                u"bot_trace_unified"_s, u"bot_trace_metadata"_s, u"mlflow_experiment_trace_otel_spans"_s,
                u"mlflow_experiment_trace_otel_logs"_s, u"mlflow_experiment_trace_unified"_s});
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].prefix, u"bot"_s);
        QCOMPARE(found[0].annotations, u"main.traces.bot_otel_annotations"_s);
        QCOMPARE(found[0].unifiedView, u"main.traces.bot_trace_unified"_s);
        QCOMPARE(found[1].prefix, u"mlflow_experiment_trace"_s);
        QCOMPARE(found[1].spans, u"main.traces.mlflow_experiment_trace_otel_spans"_s);
        QCOMPARE(found[1].unifiedView, u"main.traces.mlflow_experiment_trace_unified"_s);
        QVERIFY(found[1].annotations.isEmpty());
    }

    void theLocationOfAnExperimentNamesItsTables() {
        TraceLocation location;
        location.catalog = u"my-cat"_s;
        location.schema = u"s"_s;
        QCOMPARE(traceTablesOf(location).spans, u"`my-cat`.s.mlflow_experiment_trace_otel_spans"_s);
        location.prefix = u"p"_s;
        location.spansTable = u"my-cat.s.p_otel_spans"_s;
        location.annotationsTable = u"my-cat.s.p_otel_annotations"_s;
        const TraceTables tables = traceTablesOf(location);
        QCOMPARE(tables.spans, u"`my-cat`.s.p_otel_spans"_s);
        QCOMPARE(tables.annotations, u"`my-cat`.s.p_otel_annotations"_s);
        QVERIFY(tables.logs.isEmpty());
    }

    void theLatestAnnotationsAreRead() {
        FilledStore store;
        ShapeTables tables(store);
        auto connection = store.store().newReader();
        const auto made = connection->executeScript(AnnotationsTable + R"(
            INSERT INTO local.traces.v2_otel_annotations
            SELECT a, 'TRACE', '5350414e474c41530000000000000001' || s, k, n, v::JSON, c, NULL, NULL, NULL, u::TIMESTAMP, 'ada',
                d::TIMESTAMP, NULL FROM (VALUES
                ('1', '', 'TAG', 'team', '"search"', NULL, '2026-02-16 09:00:00', NULL),
                ('1', '', 'TAG', 'team', '"payments"', NULL, '2026-02-16 10:00:00', NULL),
                ('2', '', 'TAG', 'old', '"x"', NULL, '2026-02-16 09:00:00', NULL),
                ('2', '', 'TAG', 'old', '"x"', NULL, '2026-02-16 10:00:00', '2026-02-16 10:00:00'),
                ('3', ':0000000000000002', 'FEEDBACK', 'correct', 'false', 'because', '2026-02-16 09:00:00', NULL),
                ('4', '', 'METADATA', 'metadata',
                    '{"request_preview":"hi","response_preview":"ho","client_request_id":"c1","trace_metadata":{"user":"u"}}',
                    NULL, '2026-02-16 09:00:00', NULL),
                ('5', '', 'RUN_LINK', 'run_link', '"run-7"', NULL, '2026-02-16 09:00:00', NULL)) t(a, s, k, n, v, c, u, d);
            INSERT INTO local.traces.v2_otel_annotations
            SELECT '9', 'TRACE', '5350414e474c41530000000000000002', 'TAG', 'other', '"y"', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        QVERIFY2(made, made ? "" : qPrintable(made.error().oneLine()));
        LocalWarehouse warehouse(store.store());
        WarehouseSourceOptions options;
        options.tables.annotations = u"local.traces.v2_otel_annotations"_s;
        WarehouseSpanSource source(warehouse, ShapeTables::shape(u"v2"_s), options);
        const TraceNotesPtr notes = wait(source.notes(traceId(1)));
        QCOMPARE(notes->requestPreview, u"hi"_s);
        QCOMPARE(notes->responsePreview, u"ho"_s);
        QStringList lines;
        for (const TraceNote& note : notes->notes)
            lines += u"%1 %2 %3=%4 %5"_s.arg(static_cast<int>(note.kind))
                         .arg(note.span.value)
                         .arg(note.name, note.value, note.comment);
        QCOMPARE(lines,
            (QStringList{u"0 0 client_request_id=c1 "_s, u"0 0 user=u "_s, u"1 0 team=payments "_s,
                u"2 2 correct=false because"_s, u"4 0 run_link=run-7 "_s}));
        QCOMPARE(notes->notes[2].author, u"ada"_s);
        QCOMPARE(notes->notes[2].updated, Morning + 3'600'000_ms);
    }

    void metadataOfANoteTellsItsSource() {
        FilledStore store;
        ShapeTables tables(store);
        auto connection = store.store().newReader();
        const auto made = connection->executeScript(AnnotationsTable + R"(
            INSERT INTO local.traces.v2_otel_annotations VALUES
            ('1', 'TRACE', '5350414e474c41530000000000000001', 'FEEDBACK', 'correct', '{"score":0.5}', 'half', '{"model":"m","mlflow.x":"y","mlflow.assessment.sourceType":"LLM_JUDGE"}',
                NULL, NULL, '2026-02-16 09:00:00', 'judge', NULL, NULL))");
        QVERIFY2(made, made ? "" : qPrintable(made.error().oneLine()));
        LocalWarehouse warehouse(store.store());
        WarehouseSourceOptions options;
        options.tables.annotations = u"local.traces.v2_otel_annotations"_s;
        WarehouseSpanSource source(warehouse, ShapeTables::shape(u"v2"_s), options);
        const TraceNotesPtr written = wait(source.notes(traceId(1)));
        const TraceNote& note = written->notes.at(0);
        QCOMPARE(note.source, u"LLM_JUDGE"_s);
        QCOMPARE(note.value, u"{\"score\":0.5}"_s);
        QCOMPARE(note.metadata, (std::vector{std::pair(u"model"_s, u"m"_s)}));
    }

    void recordsOfTheLogsTableAreNotesOrLogs() {
        FilledStore store;
        ShapeTables tables(store);
        auto connection = store.store().newReader();
        const auto made = connection->executeScript(R"(
            CREATE TABLE local.traces.v1_logs(event_name VARCHAR, trace_id VARCHAR, span_id VARCHAR, time_unix_nano BIGINT,
                observed_time_unix_nano BIGINT, severity_number VARCHAR, severity_text VARCHAR, body VARCHAR,
                attributes MAP(VARCHAR, VARCHAR), resource STRUCT(attributes MAP(VARCHAR, VARCHAR)));
            INSERT INTO local.traces.v1_logs VALUES
                ('genai.trace.tag', '5350414e474c41530000000000000001', NULL, 1000000, 0, NULL, NULL, '"red"', MAP{'key': 'colour'}, NULL),
                ('genai.trace.tag', '5350414e474c41530000000000000001', NULL, 2000000, 0, NULL, NULL, '"blue"', MAP{'key': 'colour'}, NULL),
                ('genai.assessments.snapshot', '5350414e474c41530000000000000001', NULL, 2000000, 0, NULL, NULL,
                    '{"assessments":[{"assessment_name":"safe","span_id":"0000000000000002","rationale":"why","source":{"source_id":"ada","source_type":"HUMAN"},"feedback":{"value":true}},{"assessment_name":"answer","expectation":{"value":"42"}}]}', MAP{}, NULL),
                ('exception', '5350414e474c41530000000000000001', '0000000000000002', 3000000, 0, '17', NULL, 'boom', MAP{'type': 'E'},
                    {'attributes': MAP{'service.name': 'shop'}}),
                (NULL, '5350414e474c41530000000000000001', NULL, 0, 2000000, NULL, 'Warning', '"quoted"', MAP{}, NULL),
                (NULL, '5350414e474c41530000000000000002', NULL, 1, 0, NULL, NULL, 'of another', MAP{}, NULL))");
        QVERIFY2(made, made ? "" : qPrintable(made.error().oneLine()));
        LocalWarehouse warehouse(store.store());
        WarehouseSourceOptions options;
        options.tables.logs = u"local.traces.v1_logs"_s;
        WarehouseSpanSource source(warehouse, ShapeTables::shape(u"v1"_s), options);
        QStringList notes;
        const TraceNotesPtr written = wait(source.notes(traceId(1)));
        for (const TraceNote& note : written->notes)
            notes += u"%1 %2 %3=%4 %5 %6 %7"_s.arg(static_cast<int>(note.kind))
                         .arg(note.span.value)
                         .arg(note.name, note.value, note.comment, note.source, note.author);
        QCOMPARE(
            notes, (QStringList{u"1 0 colour=blue   "_s, u"2 2 safe=true why HUMAN ada"_s, u"3 0 answer=42   "_s}));
        const TraceRecordsPtr records = wait(source.records(traceId(1)));
        QVERIFY(!records->truncated);
        QStringList lines;
        for (const TraceRecord& each : records->records)
            lines += u"%1 %2 %3 %4 %5 %6 %7"_s.arg(each.time.value)
                         .arg(each.span.value)
                         .arg(each.severity, each.event, each.body, each.service)
                         .arg(each.attributes.size());
        QCOMPARE(
            lines, (QStringList{u"2000000 0 Warning  \"quoted\"  0"_s, u"3000000 2 ERROR exception boom shop 1"_s}));
    }

    void logRecordsOfAV2TableAreRead() {
        FilledStore store;
        ShapeTables tables(store);
        tables.add(SpanBuilder().span("root").ids(1, 1));
        auto connection = store.store().newReader();
        const auto made = connection->executeScript(R"(
            CREATE TABLE local.traces.v2_logs("time" TIMESTAMP, service_name VARCHAR, event_name VARCHAR, trace_id VARCHAR,
                span_id VARCHAR, time_unix_nano BIGINT, observed_time_unix_nano BIGINT, severity_number VARCHAR,
                severity_text VARCHAR, body JSON, attributes JSON);
            INSERT INTO local.traces.v2_logs VALUES
                ('2026-02-16 09:00:00', 'shop', NULL, '5350414e474c41530000000000000001', NULL, 5, 0, 'SEVERITY_NUMBER_INFO', NULL,
                    '"hello"', '{"n":1,"t":"x"}'),
                ('2026-01-16 09:00:00', 'shop', NULL, '5350414e474c41530000000000000001', NULL, 5, 0, NULL, NULL, '"a month early"', NULL))");
        QVERIFY2(made, made ? "" : qPrintable(made.error().oneLine()));
        LocalWarehouse warehouse(store.store());
        WarehouseSourceOptions options;
        options.tables.logs = u"local.traces.v2_logs"_s;
        options.window.reset();
        WarehouseSpanSource source(warehouse, ShapeTables::shape(u"v2"_s), options);
        QCOMPARE(wait(source.records(traceId(1)))->records.size(), std::size_t(2));
        wait(source.traces({}, 0, 10)); // now it is known when the trace was
        const TraceRecordsPtr records = wait(source.records(traceId(1)));
        QCOMPARE(records->records.size(), std::size_t(1));
        QCOMPARE(records->records[0].body, u"hello"_s);
        QCOMPARE(records->records[0].severity, u"INFO"_s);
        QCOMPARE(records->records[0].attributes, (std::vector{std::pair(u"n"_s, u"1"_s), std::pair(u"t"_s, u"x"_s)}));
    }

    void withoutSuchTablesThereAreNoNotes() {
        FilledStore store;
        ShapeTables tables(store);
        LocalWarehouse warehouse(store.store());
        WarehouseSpanSource source(warehouse, ShapeTables::shape(u"v1"_s));
        QVERIFY(wait(source.notes(traceId(1))) == nullptr);
        QVERIFY(wait(source.records(traceId(1))) == nullptr);
    }

    void aFetchedTraceCanBeKept() {
        FilledStore there;
        ShapeTables tables(there);
        tables.add(SpanBuilder().service("shop").span("root").ids(1, 1).span("child").ids(1, 2, 1));
        FilledStore here;
        LocalWarehouse warehouse(there.store());
        WarehouseSpanSource source(warehouse, ShapeTables::shape(u"v2"_s));
        const auto fetched = wait(source.spans(traceId(1)));
        const auto report = keepSpans(*fetched, u"example.cloud.databricks.com v2"_s, here.store().sink());
        QCOMPARE(report->spans, std::uint64_t(2));
        QCOMPARE(report->duplicates, std::uint64_t(0));
        StoreSpanSource ours(here.store());
        const TracePtr trace = wait(ours.trace(traceId(1)));
        QCOMPARE(trace->size(), std::size_t(2));
        const SpanDetail detail = wait(ours.span(traceId(1), trace->nodes()[0].key));
        QCOMPARE(detail.peer, u"example.cloud.databricks.com v2"_s);
        QCOMPARE(detail.transport, Transport::Import);
        QCOMPARE(keepSpans(*fetched, u"again"_s, here.store().sink())->duplicates, std::uint64_t(2));
    }
};

QTEST_GUILESS_MAIN(TestTraceTables)
#include "tst_tracetables.moc"
