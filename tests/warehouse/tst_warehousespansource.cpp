#include "services/core/TracePrint.h"
#include "services/warehouse/LocalWarehouse.h"
#include "services/warehouse/StoreSpanSource.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"
#include "tests/support/Load.h"
#include "tests/warehouse/ShapeTables.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

constexpr const char* Filters[] = {"", "service = shop", "service != shop", "service ~ ^(shop|agent)$", "service !~ a",
    "service exists", "NOT service exists", "name = plan", "name != plan", "name ~ (?i)^get", "name !~ [a-z]{4}",
    "status = error", "status != error", "status = unset", "status = 2", "kind = server", "kind = 2", "kind != server",
    "kind = internal", "duration > 250ms", "duration >= 300ms", "duration <= 0", "duration != 1ms", "type = tool",
    "type = AGENT", "type = chat_model", "type ~ ^ag", "type exists", "span.id = 0000000000000003",
    "span.id != 0000000000000003", "trace.id = tr-5350414e474c41530000000000000003",
    "trace.id != tr-5350414e474c41530000000000000003", "trace.duration > 1s", "trace.duration <= 5ms",
    "trace.spans = 3", "trace.spans < 2", "trace.errors > 0", "trace.errors = 0", "root = plan", "root ~ cart",
    "root exists", "NOT root exists", "http.status_code = 200", "http.status_code = 200.0",
    "http.status_code = \"200.0\"", "http.status_code != 200", "http.status_code > 200", "http.status_code < 504",
    "http.status_code ~ ^5", "http.status_code !~ ^5", "http.status_code exists", "NOT http.status_code exists",
    "cache.hit = true", "retry = many", "retry != 3", "retry > 1", "score = 0.75", "score > 0.7",
    "user.number = 9007199254740993", "user.number = 9007199254740992", "user.number > 5",
    "deployment.environment = Production", "deployment.environment != Production", "deployment.environment ~ (?i)prod",
    "service.name = payments", "gen_ai.usage.input_tokens >= 1200", "timeout", "TIMEOUT", "cart", "exception",
    "Production", "deployment.environment", "köln", "GRÖSSE OR größe", "5350414e474c4153", "0000000000000007",
    "name = plan OR status = error", "service = agent name = search", "service = shop AND NOT kind = client",
    "NOT (service = shop OR service = agent)", "trace.spans > 1 AND name = search",
    "(trace.spans = 3 AND name = plan) OR status = error", "trace.errors > 0 OR kind = producer", "\"odd%\" OR a_b",
    "retry exists AND trace.spans = 1"};

} // namespace

class TestWarehouseSpanSource : public QObject {
    Q_OBJECT

    FilledStore m_store;
    std::unique_ptr<ShapeTables> m_tables;
    std::unique_ptr<LocalWarehouse> m_warehouse;
    std::unique_ptr<StoreSpanSource> m_ours;
    std::map<QString, std::unique_ptr<WarehouseSpanSource>> m_sources;

    void fill();

    static QString listed(SpanSource& source, const TraceQuery& query) {
        const auto page = source.traces(query, 0, 100).result();
        if (!page)
            return page.error().oneLine();
        QStringList rows;
        for (const TraceSummary& row : page->rows) {
            QStringList services = row.services;
            services.sort();
            rows += u"%1 %2 %3 %4 %5 %6 %7 %8"_s.arg(row.id.low)
                        .arg(row.rootName)
                        .arg(row.start.value)
                        .arg(row.end.value)
                        .arg(row.spans)
                        .arg(row.errors)
                        .arg(row.rootMissing)
                        .arg(services.join(u','));
        }
        const auto count = source.count(query).result();
        if (!count)
            return count.error().oneLine();
        rows += u"%1 traces, %2 spans"_s.arg(count->traces).arg(count->spans);
        return rows.join(u'\n');
    }

    static void shapes() {
        QTest::addColumn<QString>("shape");
        for (const QString& shape : ShapeTables::generations())
            QTest::newRow(qPrintable(shape)) << shape;
    }
    WarehouseSpanSource& source() {
        QFETCH(QString, shape);
        return *m_sources[shape];
    }

private Q_SLOTS:
    void initTestCase() {
        m_tables = std::make_unique<ShapeTables>(m_store);
        fill();
        m_warehouse = std::make_unique<LocalWarehouse>(m_store.store());
        m_ours = std::make_unique<StoreSpanSource>(m_store.store());
        WarehouseSourceOptions options;
        options.window.reset();
        for (const QString& shape : ShapeTables::generations())
            m_sources[shape] = std::make_unique<WarehouseSpanSource>(*m_warehouse, ShapeTables::shape(shape), options);
    }
    void cleanupTestCase() {
        m_sources.clear();
        m_ours.reset();
        m_warehouse.reset();
        m_tables.reset();
    }

    void everyFilterFindsWhatTheStoreFinds_data() { shapes(); }
    void everyFilterFindsWhatTheStoreFinds() {
        for (const char* text : Filters) {
            // The words are in an event, which this table has no column for.
            if (!source().shape().has(SpanField::Events) && std::string_view(text) == "exception")
                continue;
            const auto filter = parseFilter(QString::fromUtf8(text));
            QVERIFY2(filter, text);
            TraceQuery query;
            query.filter = *filter;
            const QString expected = listed(*m_ours, query);
            const QString found = listed(source(), query);
            if (found != expected)
                QFAIL(qPrintable(QString::fromUtf8(text) + u"\nexpected\n" + expected + u"\nfound\n" + found));
        }
    }

    void everySortGivesTheStoresOrder_data() { shapes(); }
    void everySortGivesTheStoresOrder() {
        for (const TraceSort sort : {TraceSort::Start, TraceSort::Duration, TraceSort::Spans, TraceSort::Errors,
                 TraceSort::Name, TraceSort::Service}) {
            for (const bool descending : {true, false}) {
                TraceQuery query;
                query.sort = sort;
                query.descending = descending;
                QCOMPARE(listed(source(), query), listed(*m_ours, query));
                const auto all = wait(source().traces(query, 0, 100));
                const auto second = wait(source().traces(query, 1, 2));
                QCOMPARE(second.offset, std::uint64_t(1));
                QCOMPARE(second.rows.size(), std::size_t(2));
                QCOMPARE(second.rows[0].id, all.rows[1].id);
                for (std::size_t i = 0; i < all.rows.size(); ++i)
                    QCOMPARE(wait(source().position(query, all.rows[i].id)), i);
            }
        }
    }

    void rangesTakeTracesByTheirStart_data() { shapes(); }
    void rangesTakeTracesByTheirStart() {
        TraceQuery query;
        query.range = {Morning + 1'000_ms, Morning + 3'000_ms};
        QCOMPARE(listed(source(), query), listed(*m_ours, query));
        query.range = {Morning + 1'500_ms, {}};
        QCOMPARE(listed(source(), query), listed(*m_ours, query));
    }

    void aTreeIsTheStoresTree_data() { shapes(); }
    void aTreeIsTheStoresTree() {
        for (std::uint64_t trace = 1; trace <= 5; ++trace) {
            const TracePtr ours = wait(m_ours->trace(traceId(trace)));
            const TracePtr theirs = wait(source().trace(traceId(trace)));
            QCOMPARE(theirs->size(), ours->size());
            for (std::size_t i = 0; i < ours->size(); ++i) {
                const TraceNode& a = ours->nodes()[i];
                const TraceNode& b = theirs->nodes()[i];
                QCOMPARE(b.id, a.id);
                QCOMPARE(b.depth, a.depth);
                QCOMPARE(b.start, a.start);
                QCOMPARE(b.end, a.end);
                QCOMPARE(b.kind, a.kind);
                QCOMPARE(b.status, a.status);
                QCOMPARE(theirs->text(b.name), ours->text(a.name));
                QCOMPARE(theirs->text(b.service), ours->text(a.service));
                QCOMPARE(theirs->text(b.type), ours->text(a.type));
                if (source().shape().has(SpanField::Events)) {
                    QCOMPARE(b.markerCount, a.markerCount);
                    QCOMPARE(b.linkCount, a.linkCount);
                }
            }
        }
    }

    void aTraceThatIsNotThereIsNotFound() {
        const auto trace = m_sources[u"v2"_s]->trace(traceId(404)).result();
        QVERIFY(!trace);
        QCOMPARE(trace.error().code, ErrorCode::NotFound);
    }

    void aSpanIsReadWhole() {
        WarehouseSpanSource& source = *m_sources[u"v2"_s];
        const TracePtr trace = wait(source.trace(traceId(5)));
        const SpanDetail detail = wait(source.span(traceId(5), trace->nodes()[0].key));
        const SpanDetail ours = wait(m_ours->span(traceId(5), wait(m_ours->trace(traceId(5)))->nodes()[0].key));
        QCOMPARE(detail.rawJson, ours.rawJson);
        QVERIFY(detail.rawJson.contains("\"intValue\": \"9007199254740993\""));
        QCOMPARE(detail.peer, u"local.traces.v2_otel_spans"_s);
    }

    void mapsKeepTextsOnly() {
        WarehouseSpanSource& source = *m_sources[u"v1"_s];
        const TracePtr trace = wait(source.trace(traceId(5)));
        const SpanDetail detail = wait(source.span(traceId(5), trace->nodes()[0].key));
        QVERIFY(detail.rawJson.contains("\"stringValue\": \"9007199254740993\""));
        QCOMPARE(detail.span->events.size(), std::size_t(1));
        QCOMPARE(detail.span->events[0].attributes[0].key, std::string_view("exception.type"));
        QCOMPARE(detail.span->links[0].traceId, traceId(1));
        QCOMPARE(detail.span->scope->name, std::string_view("lib"));
        QCOMPARE(detail.span->resource->serviceName, std::string_view("whole"));
    }

    void spansThatShareAnIdAreToldApart_data() { shapes(); }
    void spansThatShareAnIdAreToldApart() {
        const TracePtr trace = wait(source().trace(traceId(6)));
        QCOMPARE(trace->size(), std::size_t(3));
        QStringList names;
        for (const TraceNode& node : trace->nodes()) {
            const SpanDetail detail = wait(source().span(traceId(6), node.key));
            QCOMPARE(QString::fromUtf8(detail.span->name.data(), qsizetype(detail.span->name.size())),
                trace->text(node.name));
        }
    }

    void searchFindsWhatTheStoreFinds_data() { shapes(); }
    void searchFindsWhatTheStoreFinds() {
        for (const char* text :
            {"name = search", "http.status_code > 100", "trace.spans = 3 AND kind = producer", "plan"}) {
            const FilterPtr filter = *parseFilter(QString::fromUtf8(text));
            for (const std::uint64_t id : {1, 3}) {
                const TracePtr ours = wait(m_ours->trace(traceId(id)));
                const TracePtr theirs = wait(source().trace(traceId(id)));
                std::set<std::uint64_t> expected, found;
                for (const SpanKey key : wait(m_ours->search(traceId(id), filter)))
                    expected.insert(ours->nodes()[ours->rowOf(key)].id.value);
                for (const SpanKey key : wait(source().search(traceId(id), filter)))
                    found.insert(theirs->nodes()[theirs->rowOf(key)].id.value);
                QCOMPARE(found, expected);
            }
        }
    }

    void linksToATraceAreFound() {
        for (const QString& shape : {u"v1"_s, u"v2"_s}) {
            const auto links = wait(m_sources[shape]->linksTo(traceId(1)));
            QCOMPARE(links.size(), std::size_t(1));
            QCOMPARE(links[0].fromTrace, traceId(5));
            QCOMPARE(links[0].toSpan, spanId(2));
            QCOMPARE(links[0].fromName, u"whole"_s);
        }
    }

    void presentTracesAreTold_data() { shapes(); }
    void presentTracesAreTold() {
        const auto there = wait(source().present({traceId(9), traceId(3), traceId(1)}));
        QCOMPARE(there, (std::vector<TraceId>{traceId(3), traceId(1)}));
    }

    void suggestionsAreTheStores_data() { shapes(); }
    void suggestionsAreTheStores() {
        const std::pair<FilterField, const char*> asked[] = {{FilterField::Service, ""}, {FilterField::Name, "s"},
            {FilterField::Type, ""}, {FilterField::Attribute, ""}};
        for (const auto& [field, prefix] : asked) {
            SuggestQuery query;
            query.field = field;
            query.prefix = QString::fromUtf8(prefix);
            QStringList ours = wait(m_ours->suggest(query));
            QStringList theirs = wait(source().suggest(query));
            ours.sort();
            theirs.sort();
            if (source().shape().generation == TableShape::Generation::Seed && field == FilterField::Attribute)
                QVERIFY(theirs.contains(u"http.route"_s));
            else
                QCOMPARE(theirs, ours);
        }
        SuggestQuery values;
        values.field = FilterField::Attribute;
        values.key = u"http.status_code"_s;
        QCOMPARE(wait(source().suggest(values)), wait(m_ours->suggest(values)));
    }

    void aKeyThatCouldEndThePathIsRefused() {
        TraceQuery query;
        query.filter = *parseFilter(u"attr.\"a'] OR true --\" = 1"_s);
        const auto page = m_sources[u"v2"_s]->traces(query, 0, 10).result();
        QVERIFY(!page);
        QCOMPARE(page.error().code, ErrorCode::BadInput);
        QVERIFY(m_sources[u"v1"_s]->traces(query, 0, 10).result());
    }

    void listsWithoutABeginningHaveAWindow() {
        WarehouseSourceOptions options;
        options.now = [] { return Morning + 2'500_ms; };
        options.window = 1_s;
        WarehouseSpanSource bounded(*m_warehouse, ShapeTables::shape(u"v2"_s), options);
        QCOMPARE(bounded.effectiveRange({}).from, std::optional(Morning + 1'500_ms));
        const auto page = wait(bounded.traces({}, 0, 100));
        for (const TraceSummary& row : page.rows)
            QVERIFY(row.start >= Morning + 1'500_ms);
        QVERIFY(!page.rows.empty());
    }

    void wholeSpansComeBackAsTheyWere() {
        const auto spans = wait(m_sources[u"v2"_s]->spans(traceId(3)));
        QCOMPARE(spans->spans.size(), std::size_t(3));
        QCOMPARE(spans->spans[0].name, std::string_view("plan"));
    }
};

void TestWarehouseSpanSource::fill() {
    m_tables->add(SpanBuilder()
                      .service("shop")
                      .span("GET /cart")
                      .ids(1, 1)
                      .kind(SpanKind::Server)
                      .lasts(5_ms)
                      .attribute("http.status_code", 200)
                      .attribute("http.route", "/cart")
                      .attribute("cache.hit", true)
                      .span("SELECT cart")
                      .ids(1, 2, 1)
                      .kind(SpanKind::Client)
                      .at(1_ms)
                      .lasts(2_ms)
                      .attribute("db.system", "postgresql")
                      .attribute("user.number", std::int64_t{9'007'199'254'740'993}));
    m_tables->add(SpanBuilder()
                      .resource({{"service.name", Value::string("payments")},
                          {"deployment.environment", Value::string("Production")}})
                      .span("POST /pay")
                      .ids(2, 3)
                      .kind(SpanKind::Server)
                      .at(1'000_ms)
                      .lasts(300_ms)
                      .error("Gateway Timeout")
                      .attribute("http.status_code", 504)
                      .attribute("retry", "many"));
    m_tables->add(SpanBuilder()
                      .service("agent")
                      .span("plan")
                      .ids(3, 4)
                      .kind(SpanKind::Internal)
                      .status(StatusCode::Ok)
                      .at(2'000_ms)
                      .lasts(1'500_ms)
                      .attribute("mlflow.spanType", "\"AGENT\"")
                      .span("search")
                      .ids(3, 5, 4)
                      .kind(SpanKind::Producer)
                      .at(2'100_ms)
                      .attribute("openinference.span.kind", "TOOL")
                      .attribute("gen_ai.usage.input_tokens", 1200)
                      .span("search")
                      .ids(3, 6, 4)
                      .kind(SpanKind::Consumer)
                      .at(2'200_ms)
                      .attribute("gen_ai.operation.name", "chat")
                      .attribute("score", 0.75));
    m_tables->add(SpanBuilder()
                      .resource({})
                      .span("O'Brien x Köln")
                      .ids(4, 7, 99)
                      .at(3'000_ms)
                      .lasts(0_ms)
                      .attribute("Größe", "GRÖßE")
                      .attribute("retry", 3));
    m_tables->add(SpanBuilder()
                      .service("whole")
                      .scope("lib", "1.2")
                      .span("whole")
                      .ids(5, 8)
                      .at(4'000_ms)
                      .traceState("a=b")
                      .flags(0x101)
                      .dropped(1, 2, 3)
                      .attribute("user.number", std::int64_t{9'007'199'254'740'993})
                      .attribute("list", Value::array(std::array{Value::integer(1), Value::string("x")}))
                      .event("exception", 4'100_ms, {{"exception.type", Value::string("E")}})
                      .link(traceId(1), spanId(2), {{"why", Value::string("because")}}));
    m_tables->add(SpanBuilder()
                      .service("twice")
                      .span("root")
                      .ids(6, 10)
                      .at(5'000_ms)
                      .span("first")
                      .ids(6, 11, 10)
                      .at(5'100_ms)
                      .span("second")
                      .ids(6, 11, 10)
                      .at(5'200_ms));
}

QTEST_GUILESS_MAIN(TestWarehouseSpanSource)
#include "tst_warehousespansource.moc"
