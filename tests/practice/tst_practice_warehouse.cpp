#include "services/warehouse/tables/TableTail.h"
#include "services/warehouse/tables/TraceTableFinder.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/practice/ConnectedWorkspace.h"
#include "tests/practice/PracticeTables.h"
#include "tests/support/SpanBuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;
using namespace std::chrono_literals;

class TestPracticeWarehouse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStatementAnswers() {
        ConnectedWorkspace workspace;
        const SqlTable table
            = must(workspace.warehouse()->run(query(u"SELECT 9223372036854775807 AS n, map('k', 'v') AS m"_s)));
        QCOMPARE(table.text(0, 0), u"9223372036854775807"_s);
        QCOMPARE(table.text(0, 1), u"{\"k\":\"v\"}"_s);
        QCOMPARE(SqlType::parse(table.columns[1].type).kind, SqlType::Kind::Map);
        QVERIFY(!table.facts.statementId.isEmpty());
    }

    void anAnswerTooLargeForOneReplyComesByLinks() {
        ConnectedWorkspace workspace;
        const SqlTable table = must(workspace.warehouse()->run(
            query(u"SELECT id AS n, repeat('x', 300) AS x FROM range(0, 100000)"_s, 200'000)));
        QCOMPARE(table.rowCount(), std::size_t(100'000));
        QCOMPARE(table.text(99'999, 0), u"99999"_s);
    }

    void linksThatHaveExpiredAreAskedForAgain() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"link-expired"_s, true));
        const SqlTable table = must(workspace.warehouse()->run(
            query(u"SELECT id AS n, repeat('x', 300) AS x FROM range(0, 100000)"_s, 200'000)));
        QCOMPARE(table.rowCount(), std::size_t(100'000));
    }

    void aColdStartIsShown() {
        PracticeOptions options;
        options.pace.coldStart = 2'500ms;
        ConnectedWorkspace workspace(options);
        const auto warehouse = workspace.warehouse(StoppedWarehouse);
        QFuture<Result<SqlTable>> future = warehouse->run(query(u"SELECT 1"_s));
        QStringList texts;
        QTRY_VERIFY_WITH_TIMEOUT((texts += future.progressText(), future.isFinished()), 20'000);
        QVERIFY(future.result());
        QVERIFY2(texts.filter(QRegularExpression(u"^SQL warehouse .+ is starting, "_s)).size() > 0,
            qPrintable(texts.join(u'|')));
    }

    void aWarehouseThatNeedsArrowIsNamed() {
        ConnectedWorkspace workspace;
        const auto warehouse = workspace.warehouse(ArrowOnlyWarehouse);
        QVERIFY(errorOf(got(warehouse->run(query(u"SELECT 1"_s)))).message.contains(u"Arrow format only"));
        QVERIFY(warehouse->isArrowOnly());
    }

    void aWarehouseThatStopsMidQueryIsNamed() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"warehouse-stops-mid-query"_s, true));
        const Error error = errorOf(got(workspace.warehouse()->run(query(u"SELECT 1"_s))));
        QVERIFY2(error.code != ErrorCode::Bug && !error.remedy.isEmpty(), qPrintable(error.oneLine()));
    }

    void aMissingTableAndAMissingWarehouseAreNamed() {
        ConnectedWorkspace workspace;
        QCOMPARE(errorOf(got(workspace.warehouse()->run(query(u"SELECT * FROM main.default.nope"_s)))).code,
            ErrorCode::NotFound);
        QCOMPARE(errorOf(got(workspace.warehouse(u"feedfeedfeedfeed"_s)->run(query(u"SELECT 1"_s)))).code,
            ErrorCode::NotFound);
    }

    void tablesAreFoundAndRead_data() {
        QTest::addColumn<int>("generation");
        QTest::newRow("v1") << static_cast<int>(TableShape::Generation::V1);
        QTest::newRow("v2") << static_cast<int>(TableShape::Generation::V2);
    }
    void tablesAreFoundAndRead() {
        QFETCH(int, generation);
        const auto shape = static_cast<TableShape::Generation>(generation);
        ConnectedWorkspace workspace;
        const auto warehouse = workspace.warehouse();
        must(warehouse->run(query(u"CREATE TABLE main.default.orders (id INT)"_s)));
        must(warehouse->run(query(ddl(u"main.default.bot_otel_spans"_s, shape))));
        must(warehouse->run(query(insertTrace(u"main.default.bot_otel_spans"_s, shape, 300))));

        const auto found = must(TraceTableFinder(*warehouse).inSchema(u"main"_s, u"default"_s));
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].tables.prefix, u"bot"_s);
        QCOMPARE(found[0].shape.generation, shape);
        QCOMPARE(found[0].shape.findings.size(), std::size_t(0));

        WarehouseSourceOptions options;
        options.now = [] { return Morning + 1'000_ms; };
        WarehouseSpanSource source(*warehouse, found[0].shape, options);
        TraceQuery asked;
        asked.filter = *parseFilter(u"number = 299 AND service = agent AND trace.spans = 300"_s);
        const TracePage page = must(source.traces(asked, 0, 10));
        QCOMPARE(page.rows.size(), std::size_t(1));
        QCOMPARE(page.rows[0].rootName, u"step 0"_s);
        QCOMPARE(page.rows[0].services, QStringList{u"agent"_s});
        QCOMPARE(must(source.count(asked)).spans, std::uint64_t(300));
        const TracePtr trace = must(source.trace(page.rows[0].id));
        QCOMPARE(trace->size(), std::size_t(300));
        const SpanDetail detail = must(source.span(page.rows[0].id, trace->nodes()[5].key));
        QCOMPARE(detail.span->scope->name, std::string_view("lib"));
        QVERIFY(findAttribute(detail.span->attributes, "number") != nullptr);
        QCOMPARE(must(source.search(page.rows[0].id, *parseFilter(u"number > 297"_s))).size(), std::size_t(2));
        QCOMPARE(must(source.present({traceId(1), traceId(2)})), std::vector{traceId(1)});
    }

    void aLargeTraceComesWhole() {
        ConnectedWorkspace workspace;
        const auto warehouse = workspace.warehouse();
        must(warehouse->run(query(ddl(u"main.default.big_otel_spans"_s, TableShape::Generation::V2))));
        must(warehouse->run(query(insertTrace(u"main.default.big_otel_spans"_s, TableShape::Generation::V2, 32'843))));
        TraceLocation location;
        location.catalog = u"main"_s;
        location.schema = u"default"_s;
        location.prefix = u"big"_s;
        const FoundTraceTable found = must(TraceTableFinder(*warehouse).ofExperiment(location));
        WarehouseSpanSource source(*warehouse, found.shape);
        QFuture<Result<TracePtr>> future = source.trace(traceId(1));
        const TracePtr trace = must(future);
        QCOMPARE(trace->spanCount(), 32'843u);
        QVERIFY2(future.progressText().endsWith(u" of 32,843 rows read"_s), qPrintable(future.progressText()));
        QCOMPARE(must(source.spans(traceId(1)))->spans.size(), std::size_t(32'843));
    }

    void anExperimentWhoseTableIsGoneSaysSo() {
        ConnectedWorkspace workspace;
        const auto warehouse = workspace.warehouse();
        TraceLocation location;
        location.catalog = u"main"_s;
        location.schema = u"default"_s;
        const auto found = got(TraceTableFinder(*warehouse).ofExperiment(location));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestPracticeWarehouse)
#include "tst_practice_warehouse.moc"
