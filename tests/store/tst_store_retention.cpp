#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QtTest>

#include <future>
#include <random>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StoreRetentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<StoreHarness>();
        m_wallShift = 0s;
        m_steadyShift = 0s;
        m_store->options().clock.wall
            = [this] { return UnixNanos::now() + Nanos{std::chrono::nanoseconds(m_wallShift.load()).count()}; };
        m_store->options().clock.steady = [this] { return std::chrono::steady_clock::now() + m_steadyShift.load(); };
        m_store->open();
    }
    void cleanup() { m_store.reset(); }

    void theLimitsAreKeptAcrossRestarts() {
        const Retention wanted{std::nullopt, Nanos{7}};
        m_store->store().control().setRetention(wanted);
        QTRY_COMPARE(m_store->store().control().status().retention, wanted);
        m_store->reopen();
        QCOMPARE(m_store->store().control().status().retention, wanted);
    }

    void theOldestWholeTracesGoWhenTheStoreIsTooLarge() {
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("long lived").ids(1000, 1).batch()));
        for (std::uint64_t trace = 1; trace <= 40; ++trace)
            QVERIFY(m_store->ingest(bulky(trace)));
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("long lived").ids(1000, 2).batch()));
        const std::uint64_t limit = 5u << 20;
        m_store->store().control().setRetention({limit, std::nullopt});
        QTRY_VERIFY_WITH_TIMEOUT(bytes() <= limit && m_store->store().control().status().tracesRemoved > 0, 20'000);

        const auto left
            = m_store->rows(u"SELECT trace_id, count(*) FROM local.store.spans GROUP BY trace_id ORDER BY min(seq)"_s);
        QVERIFY(left.size() > 2 && left.size() < 41);
        QCOMPARE(left.front(), (QStringList{hex(1000), u"2"_s}));
        // Without gaps from the end, and every one of them whole.
        for (std::size_t i = 1; i < left.size(); ++i)
            QCOMPARE(left[i], (QStringList{hex(41 - left.size() + i), u"20"_s}));
        QCOMPARE(m_store->number(u"SELECT count(DISTINCT trace_id) FROM local.store.trace_fragments"_s),
            qint64(left.size()));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.requests"_s), qint64(left.size()) + 1);
        QCOMPARE(m_store->store().control().status().traces, left.size());
    }

    void tracesGoWhenTheyAreTooOld() {
        ingestThen(small(1), [this] { m_wallShift = m_steadyShift = 20 * 24h; });
        ingestThen(small(2), [this] { m_wallShift = m_steadyShift = 31 * 24h; });
        checkNow();
        QTRY_COMPARE(traces(), QStringList{hex(2)});
        QTRY_COMPARE(m_store->store().control().status().tracesRemoved, 1u);
    }

    void nothingGoesWhenTheLimitsAreOff() {
        m_store->store().control().setRetention({std::nullopt, std::nullopt});
        QVERIFY(m_store->ingest(small(1)));
        m_wallShift = m_steadyShift = 1000 * 24h;
        QVERIFY(m_store->ingest(small(2)));
        QCOMPARE(traces().size(), 2);
    }

    void aClockThatJumpsAheadRemovesNothingUntilItHasRunEvenly() {
        ingestThen(small(1), [this] { m_wallShift = 31 * 24h; });
        checkNow();
        QVERIFY(m_store->ingest(small(2)));
        QCOMPARE(traces(), (QStringList{hex(1), hex(2)}));
        ingestThen(small(3), [this] {
            m_wallShift = 31 * 24h + 11min;
            m_steadyShift = 11min;
        });
        checkNow();
        QTRY_COMPARE(traces(), (QStringList{hex(2), hex(3)}));
    }

    void aClockThatJumpsBackKeepsTheOrder() {
        QVERIFY(m_store->ingest(small(1)));
        m_wallShift = -365 * 24h;
        QVERIFY(m_store->ingest(small(2)));
        QCOMPARE(
            m_store->rows(
                u"SELECT count(*) FROM (SELECT stored_unix_nano < lag(stored_unix_nano) OVER (ORDER BY id) AS back "
                "FROM local.store.requests) WHERE back"_s),
            (std::vector<QStringList>{{u"0"_s}}));
        checkNow();
        QCOMPARE(traces().size(), 2);
    }

    void deletedTracesLeaveNothingBehind() {
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("a").ids(1, 1).link(traceId(2), spanId(2)).span("b").ids(2, 2).batch()));
        QVERIFY(m_store->ingest(small(1, 7)));
        auto deleted = m_store->store().control().deleteTraces({traceId(1), traceId(77)});
        deleted.waitForFinished();
        QCOMPARE(deleted.result().value(), 1u);
        QCOMPARE(traces(), QStringList{hex(2)});
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.span_links"_s), 0);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.trace_fragments"_s), 1);
        // The first request still holds the other trace.
        QCOMPARE(m_store->rows(u"SELECT id FROM local.store.requests"_s), (std::vector<QStringList>{{u"1"_s}}));
        QTRY_COMPARE(m_store->store().control().status().traces, 1u);
    }

    void aDeletionIsTold() {
        QVERIFY(m_store->ingest(small(1)));
        bool removed = false;
        connect(&m_store->store().control(), &StoreControl::committed, this,
            [&](const CommitSummary& s) { removed |= s.removed; });
        m_store->store().control().deleteTraces({traceId(1)});
        QTRY_VERIFY(removed);
    }

    void aClearedStoreIsEmptyAndSmallAndGoesOn() {
        for (std::uint64_t trace = 1; trace <= 20; ++trace)
            QVERIFY(m_store->ingest(bulky(trace)));
        m_store->reopen();
        const qint64 before = QFileInfo(m_store->file()).size();
        auto cleared = m_store->store().control().clear();
        cleared.waitForFinished();
        QVERIFY(cleared.result());
        QVERIFY(traces().isEmpty());
        QTRY_COMPARE(m_store->store().control().status().spans, 0u);
        QVERIFY2(QFileInfo(m_store->file()).size() < before / 2,
            qPrintable(QString::number(QFileInfo(m_store->file()).size())));
        QCOMPARE(m_store->ingest(bulky(1))->stored, 20u);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 20);
    }

private:
    static QString hex(std::uint64_t trace) { return QString::fromStdString(traceId(trace).hex()); }
    static std::shared_ptr<const SpanBatch> small(std::uint64_t trace, std::uint64_t span = 1) {
        return SpanBuilder().service("s").span("a").ids(trace, span).batch();
    }
    /// Twenty spans with 200 KB that cannot be compressed.
    static std::shared_ptr<const SpanBatch> bulky(std::uint64_t trace) {
        std::mt19937_64 random(trace);
        SpanBuilder builder;
        builder.service("s");
        for (std::uint64_t i = 1; i <= 20; ++i) {
            std::string text;
            while (text.size() < 10'000)
                text += std::to_string(random());
            builder.span("bulky").ids(trace, i).attribute("text", text);
        }
        return builder.batch();
    }
    QStringList traces() {
        QStringList ids;
        for (const QStringList& row :
            m_store->rows(u"SELECT DISTINCT trace_id FROM local.store.spans ORDER BY trace_id"_s))
            ids += row;
        return ids;
    }
    std::uint64_t bytes() { return m_store->store().control().status().bytes; }
    /// Runs `move` on the writer's thread, between two looks of its at the clocks.
    void ingestThen(std::shared_ptr<const SpanBatch> batch, std::function<void()> move) {
        std::promise<bool> moved;
        QVERIFY(m_store->store().sink().submit(requestOf(std::move(batch), [&](const auto& receipt) {
            move();
            moved.set_value(receipt.has_value());
        })));
        QVERIFY(moved.get_future().get());
    }
    /// Setting the limits makes the writer look at once.
    void checkNow() { m_store->store().control().setRetention(Retention()); }

    std::atomic<std::chrono::nanoseconds> m_wallShift;
    std::atomic<std::chrono::nanoseconds> m_steadyShift;
    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreRetentionTest)
#include "tst_store_retention.moc"
