#include "models/sql/SavedQueries.h"
#include "models/sql/SqlCatalog.h"
#include "models/sql/SqlParameters.h"
#include "services/warehouse/LocalWarehouse.h"
#include "tests/warehouse/FilledStore.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

/// The queries that come with the program, run on a store.
class TestBuiltInQueries : public QObject {
    Q_OBJECT

    FilledStore m_store;
    std::unique_ptr<LocalWarehouse> m_warehouse;

    static QString query(const QString& words, SqlTableShape shape) {
        const QTemporaryDir dir;
        QSettings settings(dir.filePath(u"q.ini"_s), QSettings::IniFormat);
        SavedQueries queries(settings);
        queries.setShape(shape);
        queries.search(words);
        return queries.index(0).data(SavedQueries::TextRole).toString();
    }

    Result<SqlTable> run(const QString& sql, const QHash<QString, QString>& values = {}) {
        SqlRequest request;
        request.sql = sql;
        for (const SqlNeed& need : sqlNeeds(sql)) {
            const QString given = need.name == u"table"_s ? u"local.traces.mlflow_experiment_trace_otel_spans"_s
                                                          : values.value(need.name, need.value);
            request.parameters.push_back(sqlParameter(need, given));
        }
        return m_warehouse->run(request).result();
    }
    QStringList lines(
        const QString& words, const QHash<QString, QString>& values = {}, SqlTableShape shape = SqlTableShape::Store) {
        const auto table = run(query(words, shape), values);
        if (!table)
            return {table.error().oneLine()};
        QStringList out;
        for (std::size_t row = 0; row < table->rowCount(); ++row) {
            QStringList cells;
            for (std::size_t column = 0; column < table->columns.size(); ++column)
                cells << table->text(row, column);
            out << cells.join(u'|');
        }
        return out;
    }
    const QHash<QString, QString> m_always{{u"days"_s, u"30000"_s}, {u"hours"_s, u"800000"_s}};

private Q_SLOTS:
    void initTestCase() {
        SpanBuilder request;
        request.service("shop");
        for (std::uint64_t n = 1; n <= 12; ++n) {
            request.span("checkout").ids(n, n).lasts(n == 1 ? 12'500_ms : 20_ms);
            if (n <= 3)
                request.error("declined");
        }
        request.span("llm")
            .ids(1, 50, 1)
            .at(1_ms)
            .lasts(40_ms)
            .attribute("mlflow.llm.model", "\"large-1\"")
            .attribute("mlflow.chat.tokenUsage", "{\"input_tokens\": 12, \"output_tokens\": 3}");
        request.span("llm")
            .ids(1, 51, 1)
            .at(1_ms)
            .lasts(40_ms)
            .attribute("gen_ai.request.model", "large-1")
            .attribute("gen_ai.usage.input_tokens", std::int64_t(5))
            .attribute("gen_ai.usage.output_tokens", std::int64_t(6));
        m_store.add(request);
        m_warehouse = std::make_unique<LocalWarehouse>(m_store.store());
    }
    void cleanupTestCase() { m_warehouse.reset(); }

    void tracesAreCountedADay() { QCOMPARE(lines(u"a day"_s, m_always), QStringList{u"2026-02-16|12|14|3"_s}); }

    void slowTracesAreListed() {
        const QStringList found = lines(u"slow traces"_s, m_always);
        QCOMPARE(found.size(), 1);
        QVERIFY2(
            found[0].contains(u"|checkout|2026-02-16T09:00:"_s) && found[0].endsWith(u"|12.5"_s), qPrintable(found[0]));
    }

    void errorRatesAreGivenByName() { QCOMPARE(lines(u"error rate"_s, m_always), QStringList{u"checkout|25|3|12"_s}); }

    void durationsAreGivenByName() {
        const QStringList found = lines(u"p50 p95"_s, m_always);
        QCOMPARE(found.size(), 2);
        QVERIFY2(found[0].startsWith(u"checkout|20|"_s), qPrintable(found[0]));
        QCOMPARE(found[1], u"llm|40|40|40|2"_s);
    }

    void tokensAreAddedUpByModel() {
        QCOMPARE(lines(u"tokens"_s, m_always), QStringList{u"large-1|17|9|2"_s});
        QCOMPARE(lines(u"tokens"_s, m_always, SqlTableShape::Variant), QStringList{u"large-1|17|9|2"_s});
    }

    void spansAreCountedByServiceAndMinute() {
        const QStringList found = lines(u"minute by service"_s, m_always);
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].endsWith(u"|shop|14"_s), qPrintable(found[0]));
        QCOMPARE(lines(u"minute by service"_s, m_always, SqlTableShape::Variant), found);
    }

    void theDelayOfArrivalIsTold() {
        const auto table = run(query(u"ingest"_s, SqlTableShape::Store), m_always);
        QVERIFY2(table, table ? "" : qPrintable(table.error().oneLine()));
        QCOMPARE(table->columns.size(), std::size_t(4));
    }

    void theirDefaultsRunToo() {
        for (const QString& words : {u"a day"_s, u"slow"_s, u"error rate"_s, u"p50 p95"_s, u"tokens"_s, u"ingest"_s,
                 u"minute by"_s, u"how long traces"_s}) {
            const auto table = run(query(words, SqlTableShape::Store));
            QVERIFY2(table, table ? "" : qPrintable(words + table.error().oneLine()));
        }
    }

    void completionKnowsTheStoresTablesAndColumns() {
        SqlCatalog catalog(std::shared_ptr<SqlWarehouse>(std::shared_ptr<void>(), m_warehouse.get()));
        catalog.allowAsking();
        const QString spans = u"local.traces.mlflow_experiment_trace_otel_spans"_s;
        QVERIFY(catalog.tables().isEmpty());
        QTRY_VERIFY(catalog.tables().contains(spans));
        QTRY_VERIFY(catalog.columns(spans));
        QCOMPARE(catalog.columns(spans)->front().name, u"trace_id"_s);
    }

    void durationsMakeAHistogram() {
        const auto table = run(query(u"how long traces"_s, SqlTableShape::Store), m_always);
        QVERIFY(table);
        QCOMPARE(table->columns.size(), std::size_t(1));
        QVERIFY(table->columns[0].isNumber);
    }
};

QTEST_GUILESS_MAIN(TestBuiltInQueries)
#include "tst_builtin_queries.moc"
