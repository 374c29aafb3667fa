#include "services/warehouse/StoreSpanSource.h"
#include "tests/warehouse/FilledStore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

constexpr const char* OddKey = "odd \"key\"'; DROP TABLE local.store.spans; --";
constexpr const char* OddValue = "it's '; DELETE FROM local.store.spans; --";

/// Four traces: 1 a web request, 2 a failed payment, 3 an agent, 4 oddities without a root.
void fill(FilledStore& store) {
    store.add(SpanBuilder()
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
    store.add(SpanBuilder()
                  .resource({{"service.name", Value::string("payments")},
                      {"deployment.environment", Value::string("Production")}})
                  .span("POST /pay")
                  .ids(2, 3)
                  .kind(SpanKind::Server)
                  .at(1'000_ms)
                  .lasts(300_ms)
                  .error("Gateway Timeout")
                  .attribute("http.status_code", 504)
                  .attribute("retry", "many")
                  .event("exception", 1'100_ms));
    store.add(SpanBuilder()
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
                  .attribute("score", 0.75));
    store.add(SpanBuilder()
                  .resource({})
                  .span("O'Brien \"x\" Köln")
                  .ids(4, 7, 99)
                  .kind(static_cast<SpanKind>(99))
                  .at(3'000_ms)
                  .lasts(0_ms)
                  .attribute(OddKey, OddValue)
                  .attribute("Größe", "GRÖßE")
                  .attribute("retry", 3));
}

} // namespace

class TestFilterStore : public QObject {
    Q_OBJECT

    FilledStore m_store;
    std::unique_ptr<StoreSpanSource> m_source;

    QString matches(const QString& text) {
        const auto filter = parseFilter(text);
        if (!filter)
            return filter.error().message;
        TraceQuery query;
        query.filter = *filter;
        query.descending = false;
        const auto page = m_source->traces(query, 0, 100).result();
        if (!page)
            return page.error().oneLine();
        QStringList numbers;
        for (const TraceSummary& row : page->rows)
            numbers += QString::number(row.id.low);
        const TraceCount count = wait(m_source->count(query));
        return count.traces == page->rows.size() ? numbers.join(u' ') : u"the count differs"_s;
    }

private Q_SLOTS:
    void initTestCase() {
        fill(m_store);
        m_source = std::make_unique<StoreSpanSource>(m_store.store());
    }
    void cleanupTestCase() { m_source.reset(); }

    void everyConditionFindsItsTraces_data() {
        QTest::addColumn<QString>("traces");
        const auto row
            = [](const QString& filter, const QString& traces) { QTest::newRow(qPrintable(filter)) << traces; };
        row(u""_s, u"1 2 3 4"_s);
        row(u"service = shop"_s, u"1"_s);
        row(u"service = Shop"_s, u""_s);
        row(u"service != shop"_s, u"2 3 4"_s);
        row(u"service ~ ^(shop|agent)$"_s, u"1 3"_s);
        row(u"service !~ a"_s, u"1 4"_s);
        row(u"service exists"_s, u"1 2 3"_s);
        row(u"name = plan"_s, u"3"_s);
        row(u"name != plan"_s, u"1 2 3 4"_s);
        row(u"name ~ ^(GET|POST)"_s, u"1 2"_s);
        row(u"name ~ (?i)^get"_s, u"1"_s);
        row(u"name !~ [a-z]{4}"_s, u"2"_s);
        row(u"status = error"_s, u"2"_s);
        row(u"status = ok"_s, u"3"_s);
        row(u"status != error"_s, u"1 3 4"_s);
        row(u"status = unset"_s, u"1 3 4"_s);
        row(u"status = 2"_s, u"2"_s);
        row(u"kind = server"_s, u"1 2"_s);
        row(u"kind = client"_s, u"1"_s);
        row(u"kind = producer"_s, u"3"_s);
        row(u"kind = consumer"_s, u"3"_s);
        row(u"kind = internal"_s, u"3"_s);
        row(u"kind = 99"_s, u"4"_s);
        row(u"kind = 2"_s, u"1 2"_s);
        row(u"kind != server"_s, u"1 3 4"_s);
        row(u"duration > 250ms"_s, u"2 3"_s);
        row(u"duration >= 300ms"_s, u"2 3"_s);
        row(u"duration < 3ms"_s, u"1 3 4"_s);
        row(u"duration <= 0"_s, u"4"_s);
        row(u"duration = 5ms"_s, u"1"_s);
        row(u"duration != 1ms"_s, u"1 2 3 4"_s);
        row(u"type = tool"_s, u"3"_s);
        row(u"type = AGENT"_s, u"3"_s);
        row(u"type ~ ^ag"_s, u"3"_s);
        row(u"type exists"_s, u"3"_s);
        row(u"span.id = 0000000000000003"_s, u"2"_s);
        row(u"span.id != 0000000000000003"_s, u"1 3 4"_s);
        row(u"trace.id = tr-5350414e474c41530000000000000003"_s, u"3"_s);
        row(u"trace.id != tr-5350414e474c41530000000000000003"_s, u"1 2 4"_s);
        row(u"trace.duration > 1s"_s, u"3"_s);
        row(u"trace.duration <= 5ms"_s, u"1 4"_s);
        row(u"trace.spans = 3"_s, u"3"_s);
        row(u"trace.spans < 2"_s, u"2 4"_s);
        row(u"trace.errors > 0"_s, u"2"_s);
        row(u"trace.errors = 0"_s, u"1 3 4"_s);
        row(u"root = plan"_s, u"3"_s);
        row(u"root ~ cart"_s, u"1"_s);
        row(u"root exists"_s, u"1 2 3"_s);
        row(u"NOT root exists"_s, u"4"_s);
        row(u"http.status_code = 200"_s, u"1"_s);
        row(u"http.status_code = 200.0"_s, u"1"_s);
        row(u"http.status_code = \"200.0\""_s, u""_s);
        row(u"http.status_code != 200"_s, u"2"_s);
        row(u"http.status_code > 200"_s, u"2"_s);
        row(u"http.status_code >= 200"_s, u"1 2"_s);
        row(u"http.status_code < 504"_s, u"1"_s);
        row(u"http.status_code <= 504"_s, u"1 2"_s);
        row(u"http.status_code ~ ^5"_s, u"2"_s);
        row(u"http.status_code !~ ^5"_s, u"1"_s);
        row(u"http.status_code exists"_s, u"1 2"_s);
        row(u"score = 0.75"_s, u"3"_s);
        row(u"score > 0.5"_s, u"3"_s);
        row(u"cache.hit = true"_s, u"1"_s);
        row(u"db.system < q"_s, u"1"_s);
        row(u"db.system > q"_s, u""_s);
        // Stored text that is no number stands in no order to one, but differs from it.
        row(u"retry > 1"_s, u"4"_s);
        row(u"retry != 3"_s, u"2"_s);
        row(u"retry = many"_s, u"2"_s);
        row(u"user.number = 9007199254740993"_s, u"1"_s);
        row(u"user.number = 9007199254740992"_s, u""_s);
        row(u"gen_ai.usage.input_tokens > 1e3"_s, u"3"_s);
        row(u"deployment.environment = Production"_s, u"2"_s);
        row(u"deployment.environment exists"_s, u"2"_s);
        row(u"service.name = agent"_s, u"3"_s);
        row(u"nothing.like.it = 1"_s, u""_s);
        row(u"timeout"_s, u"2"_s);
        row(u"\"gateway timeout\""_s, u"2"_s);
        row(u"CART"_s, u"1"_s);
        row(u"KÖLN"_s, u"4"_s);
        row(u"POSTGRESQL"_s, u"1"_s);
        row(u"größe"_s, u"4"_s);
        row(u"GRÖSS"_s, u""_s);
        row(u"\"drop table\""_s, u"4"_s);
        row(u"production"_s, u"2"_s);
        row(u"payments"_s, u"2"_s);
        row(u"input_tokens"_s, u"3"_s);
        row(u"exception"_s, u"2"_s);
        row(u"0000000000000007"_s, u"4"_s);
        row(u"5350414e474c41530000000000000002"_s, u"2"_s);
        row(u"100%"_s, u""_s);
        row(u"p_stgresql"_s, u""_s);
        row(u"NOT service = shop"_s, u"2 3 4"_s);
        row(u"NOT http.status_code = 200"_s, u"1 2 3 4"_s);
        row(u"service = shop OR status = error"_s, u"1 2"_s);
        row(u"kind = server status = error"_s, u"2"_s);
        // One span has to meet both conditions.
        row(u"name = plan type = tool"_s, u""_s);
        row(u"(service = shop OR service = agent) AND kind = client"_s, u"1"_s);
        row(u"trace.spans > 1 AND kind = client"_s, u"1"_s);
        row(u"trace.spans > 2 OR kind = client"_s, u"1 3"_s);
        row(u"NOT (trace.errors > 0 OR kind = client)"_s, u"1 3 4"_s);
    }
    void everyConditionFindsItsTraces() {
        QFETCH(QString, traces);
        QCOMPARE(matches(QString::fromUtf8(QTest::currentDataTag())), traces);
    }

    void whatLooksLikeSqlIsOnlyText() {
        const QString key = QString::fromLatin1(OddKey).replace(u'"', u"\\\""_s);
        QCOMPARE(matches(u"attr.\"%1\" = \"%2\""_s.arg(key, QString::fromLatin1(OddValue))), u"4"_s);
        QCOMPARE(matches(u"attr.\"%1\" exists"_s.arg(key)), u"4"_s);
        QCOMPARE(matches(u"\"%1\""_s.arg(QString::fromLatin1(OddValue))), u"4"_s);
        QCOMPARE(matches(u"name = \"O'Brien \\\"x\\\" Köln\""_s), u"4"_s);
        QCOMPARE(matches(u"service = \"x' OR '1'='1\""_s), u""_s);
        QCOMPARE(matches(u"attr.\"x'] = '1' OR true --\" = 1"_s), u""_s);
        QCOMPARE(matches(u"root = \"'); DROP TABLE local.store.trace_fragments; --\""_s), u""_s);
        QCOMPARE(matches(u""_s), u"1 2 3 4"_s);
    }

    void aRegexThatOnlyTheStoreRefusesIsAClearError() {
        QVERIFY2(matches(u"name ~ a{1001}"_s).contains(u"repetition"_s), qPrintable(matches(u"name ~ a{1001}"_s)));
    }

    void aSearchInATraceGivesTheKeysOfItsSpans() {
        const TraceId agent = traceId(3);
        const auto keys
            = [&](const QString& text) { return wait(m_source->search(agent, parseFilter(text).value())).size(); };
        QCOMPARE(keys(u"name = search"_s), std::size_t(2));
        QCOMPARE(keys(u"tool"_s), std::size_t(1));
        QCOMPARE(keys(u"trace.spans = 3 type = agent"_s), std::size_t(1));
        QCOMPARE(keys(u"service = shop"_s), std::size_t(0));
        QCOMPARE(keys(u""_s), std::size_t(3));
        const TracePtr trace = wait(m_source->trace(agent));
        for (const SpanKey key : wait(m_source->search(agent, parseFilter(u"name = search").value())))
            QCOMPARE(trace->text(trace->nodes()[trace->rowOf(key)].name), u"search"_s);
    }
};

QTEST_GUILESS_MAIN(TestFilterStore)
#include "tst_filterstore.moc"
