#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QSignalSpy>
#include <QtTest>

#include <future>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class StoreWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<StoreHarness>(); }
    void cleanup() { m_store.reset(); }

    void theAnswerComesAfterTheRowsCanBeRead() {
        m_store->open();
        auto reader = m_store->store().newReader();
        std::promise<std::vector<QStringList>> seen;
        QVERIFY(m_store->store().sink().submit(requestOf(span(1), [&](const auto& receipt) {
            seen.set_value(
                receipt ? textRows(*reader, u"SELECT count(*) FROM local.store.spans"_s) : std::vector<QStringList>());
        })));
        QCOMPARE(seen.get_future().get(), (std::vector<QStringList>{{u"1"_s}}));
    }

    void requestsThatWaitTogetherAreCommittedTogether() {
        m_store->open();
        const Gate gate = holdWriter();
        std::atomic<int> answered = 0;
        for (std::uint64_t i = 2; i <= 41; ++i)
            QVERIFY(
                m_store->store().sink().submit(requestOf(span(i), [&](const auto& r) { answered += r.has_value(); })));
        gate->set_value();
        QTRY_COMPARE(answered.load(), 40);
        // One stamp a commit.
        QCOMPARE(m_store->number(u"SELECT count(DISTINCT stored_unix_nano) FROM local.store.requests"_s), 2);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.spans"_s), 41);
    }

    void aFullQueueRefusesAndLosesNothing() {
        m_store->options().queueBytes = 20'000;
        m_store->open();
        const Gate gate = holdWriter();
        std::atomic<int> answered = 0;
        int taken = 0;
        for (std::uint64_t i = 2; i < 500; ++i) {
            if (!m_store->store().sink().submit(requestOf(span(i), [&](const auto&) { ++answered; })))
                break;
            ++taken;
        }
        QVERIFY2(taken > 0 && taken < 100, qPrintable(QString::number(taken)));
        QVERIFY(m_store->store().sink().queuedBytes() <= 20'000);
        gate->set_value();
        QTRY_COMPARE(answered.load(), taken);
        QTRY_COMPARE(m_store->store().sink().queuedBytes(), 0u);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.spans"_s), taken + 1);
    }

    void aRequestLargerThanTheQueueIsTakenWhenNothingWaits() {
        m_store->options().queueBytes = 1'000;
        m_store->open();
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("a").ids(1, 1).attribute("big", std::string(100'000, 'x')).batch()));
    }

    void whatWaitsAtTheEndIsCommitted() {
        m_store->open();
        std::atomic<int> answered = 0;
        for (std::uint64_t i = 1; i <= 50; ++i)
            QVERIFY(
                m_store->store().sink().submit(requestOf(span(i), [&](const auto& r) { answered += r.has_value(); })));
        m_store->close();
        QCOMPARE(answered.load(), 50);
        m_store->open();
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.spans"_s), 50);
    }

    void anEmptyRequestIsAnswered() {
        m_store->open();
        const auto receipt = m_store->ingest(std::make_shared<const SpanBatch>(std::string()));
        QCOMPARE(receipt->stored, 0u);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.requests"_s), 0);
    }

    void aCommitIsTold() {
        m_store->open();
        std::vector<CommitSummary> told;
        connect(&m_store->store().control(), &StoreControl::committed, this,
            [&](const CommitSummary& s) { told.push_back(s); });
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("a").ids(1, 1).span("b").ids(2, 2).span("c").ids(1, 3).batch()));
        QTRY_COMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].spans, 3u);
        QCOMPARE(told[0].traces, (std::vector<TraceId>{traceId(1), traceId(2)}));
        QVERIFY(!told[0].removed);
    }

    void newsComesThirtyTimesASecondAtMost() {
        m_store->open();
        std::uint64_t spans = 0;
        int times = 0;
        connect(&m_store->store().control(), &StoreControl::committed, this, [&](const CommitSummary& s) {
            spans += s.spans;
            ++times;
        });
        QElapsedTimer timer;
        timer.start();
        std::uint64_t sent = 0;
        while (timer.elapsed() < 500) {
            QVERIFY(m_store->ingest(span(++sent)));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(spans, sent);
        QVERIFY2(times <= timer.elapsed() / 30 + 1, qPrintable(QString::number(times)));
    }

    void theStatusCounts() {
        m_store->open();
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("a").ids(1, 1).span("b").ids(2, 2).batch()));
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("c").ids(1, 3).batch()));
        QTRY_COMPARE(m_store->store().control().status().spans, 3u);
        const StoreStatus status = m_store->store().control().status();
        QCOMPARE(status.traces, 2u);
        QCOMPARE(status.requests, 2u);
        QCOMPARE(status.file, m_store->file());
        QVERIFY(status.bytes > 0);
        QVERIFY(!status.problem);
    }

    void aProblemOfUpkeepGoesWhenUpkeepSucceedsAgain() {
        std::atomic<std::chrono::seconds> shift{};
        m_store->options().clock.steady = [&] { return std::chrono::steady_clock::now() + shift.load(); };
        m_store->options().checkpointBytes = 1;
        m_store->open();
        const auto problem = [this] { return m_store->store().control().status().upkeepProblem; };
        auto other = m_store->store().newReader();
        QVERIFY(other->execute("BEGIN"));
        QVERIFY(other->execute("INSERT INTO local.store.meta VALUES ('colour', 'blue')"));
        QVERIFY(m_store->ingest(span(1)));
        QTRY_VERIFY(problem());
        QVERIFY(!m_store->store().control().status().problem);
        QVERIFY(m_store->ingest(span(2)));
        QVERIFY(problem());
        QVERIFY(other->execute("ROLLBACK"));
        shift = std::chrono::seconds(11);
        QVERIFY(m_store->ingest(span(3)));
        QTRY_VERIFY(!problem());
        m_store->close(); // while the clock is there
    }

    void logsAndMetricsAreKeptAndCounted() {
        m_store->open();
        auto logs = std::make_shared<LogBatch>(std::string());
        logs->resources.emplace_back().serviceName = "s";
        logs->scopes.emplace_back();
        LogRecord record;
        record.time = Morning;
        record.severityNumber = 10;
        record.body = Value::integer(12);
        record.traceId = traceId(1);
        record.resource = &logs->resources.front();
        record.scope = &logs->scopes.front();
        logs->records.push_back(record);
        QVERIFY(m_store->ingest(std::shared_ptr<const LogBatch>(logs)));

        auto metrics = std::make_shared<MetricBatch>(std::string());
        metrics->resources.emplace_back().serviceName = "s";
        metrics->scopes.emplace_back();
        static constexpr std::uint64_t counts[] = {1, 2, 3};
        static constexpr double bounds[] = {0.5, 1.5};
        MetricPoint point;
        point.name = "latency";
        point.type = MetricType::Histogram;
        point.temporality = 1;
        point.time = Morning;
        point.count = 6;
        point.sum = 4.5;
        point.hasSum = true;
        point.bucketCounts = counts;
        point.explicitBounds = bounds;
        point.resource = &metrics->resources.front();
        point.scope = &metrics->scopes.front();
        metrics->points.push_back(point);
        QVERIFY(m_store->ingest(std::shared_ptr<const MetricBatch>(metrics)));

        QCOMPARE(m_store->rows(
                     u"SELECT severity_number, body, body_type, service_name FROM mlflow_experiment_trace_otel_logs"_s),
            (std::vector<QStringList>{{u"SEVERITY_NUMBER_INFO2"_s, u"12"_s, u"i"_s, u"s"_s}}));
        QCOMPARE(
            m_store->rows(
                u"SELECT name, metric_type, histogram.count, histogram.sum, histogram.min, histogram.bucket_counts, "
                "histogram.explicit_bounds, histogram.aggregation_temporality, gauge, sum FROM mlflow_experiment_trace_otel_metrics"_s),
            (std::vector<QStringList>{{u"latency"_s, u"histogram"_s, u"6"_s, u"4.5"_s, u"NULL"_s, u"[1, 2, 3]"_s,
                u"[0.5, 1.5]"_s, u"AGGREGATION_TEMPORALITY_DELTA"_s, u"NULL"_s, u"NULL"_s}}));
        QTRY_COMPARE(m_store->store().control().status().metricPoints, 1u);
        QCOMPARE(m_store->store().control().status().logs, 1u);
    }

private:
    using Gate = std::unique_ptr<std::promise<void>>;

    /// Lets one request through, and keeps the writer in its answer until the gate is set.
    Gate holdWriter() {
        auto gate = std::make_unique<std::promise<void>>();
        auto opened = std::make_shared<std::future<void>>(gate->get_future());
        std::promise<void> inside;
        m_store->store().sink().submit(requestOf(span(1), [opened, &inside](const auto&) {
            inside.set_value();
            opened->wait();
        }));
        inside.get_future().wait();
        return gate;
    }

    static std::shared_ptr<const SpanBatch> span(std::uint64_t n) {
        return SpanBuilder().service("s").span("a").ids(n, n).batch();
    }

    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreWriterTest)
#include "tst_store_writer.moc"
