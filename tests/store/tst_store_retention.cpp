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
        fillBulky(120);
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("long lived").ids(1000, 2).batch()));
        setSizeLimit(15u << 20);
        QTRY_VERIFY_WITH_TIMEOUT(removed() > 0 && bytes() <= 15u << 20, 20'000);

        const auto left
            = m_store->rows(u"SELECT trace_id, count(*) FROM local.store.spans GROUP BY trace_id ORDER BY min(seq)"_s);
        QVERIFY(left.size() > 2 && left.size() < 121);
        QCOMPARE(left.front(), (QStringList{hex(1000), u"2"_s}));
        // Without gaps from the end, and every one of them whole.
        for (std::size_t i = 1; i < left.size(); ++i)
            QCOMPARE(left[i], (QStringList{hex(121 - left.size() + i), u"20"_s}));
        QCOMPARE(m_store->number(u"SELECT count(DISTINCT trace_id) FROM local.store.trace_fragments"_s),
            qint64(left.size()));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.requests"_s), qint64(left.size()) + 1);
        QCOMPARE(m_store->store().control().status().traces, left.size());
    }

    void noMoreGoesThanIsTooMuch() {
        fillBulky(120);
        setSizeLimit(15u << 20);
        QTRY_VERIFY_WITH_TIMEOUT(removed() > 0 && bytes() <= 15u << 20, 20'000);
        // The log held 24 MB, the file holds less for the same traces: far fewer than half have to go.
        QVERIFY2(bytes() > 11u << 20, qPrintable(QString::number(bytes())));
        const std::uint64_t gone = removed();
        setSizeLimit(15u << 20);
        QVERIFY(m_store->ingest(small(1000)));
        QCOMPARE(removed(), gone);
    }

    void largeTracesAreWeighedByTheirBytes() {
        QVERIFY(m_store->ingest(bulky(1, 1'500), 1'500 * 10'000));
        for (std::uint64_t trace = 2; trace <= 40; ++trace)
            QVERIFY(m_store->ingest(small(trace), 200));
        for (std::uint64_t trace = 41; trace <= 60; ++trace)
            QVERIFY(m_store->ingest(bulky(trace), 20 * 10'000));
        setSizeLimit(11u << 20);
        QTRY_VERIFY_WITH_TIMEOUT(removed() > 0 && bytes() <= 11u << 20, 20'000);
        QCOMPARE(removed(), 1u);
    }

    void aLimitBelowWhatAStoreNeedsRemovesNothingFromASmallStore() {
        for (std::uint64_t trace = 1; trace <= 50; ++trace)
            QVERIFY(m_store->ingest(small(trace)));
        m_store->reopen();
        setSizeLimit(1);
        QVERIFY(m_store->ingest(small(51)));
        QCOMPARE(traces().size(), 51);
        QVERIFY2(bytes() < StoreStatus::LeastLimit / 2, qPrintable(QString::number(bytes())));
    }

    void theNewestTraceStaysHoweverLargeItIs() {
        QVERIFY(m_store->ingest(small(1)));
        QVERIFY(m_store->ingest(bulky(2, 3'000), 3'000 * 10'000));
        setSizeLimit(9u << 20);
        QTRY_COMPARE_WITH_TIMEOUT(removed(), 1u, 20'000);
        setSizeLimit(9u << 20);
        QVERIFY(m_store->ingest(small(2, 77'777)));
        QCOMPARE(traces(), QStringList{hex(2)});
    }

    void aTraceThatStillGrowsDoesNotHideTheSizeLimit() {
        m_store->store().control().setRetention({std::nullopt, std::nullopt}); // it is not to go before it has grown
        ingestThen(small(1000), [this] { m_wallShift = m_steadyShift = 31 * 24h; });
        fillBulky(120);
        QVERIFY(m_store->ingest(small(1000, 2)));
        // The writer waits by the true clock: it has to be told to look.
        QTRY_VERIFY_WITH_TIMEOUT((m_store->store().control().setRetention({15u << 20, Retention().maxAge}),
                                     letTheWriterTurn(), removed() > 0 && bytes() <= 15u << 20),
            20'000);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.spans WHERE trace_id = '%1'"_s.arg(hex(1000))), 2);
    }

    void whileAReaderHoldsDeletedRowsNoMoreIsRemoved() {
        fillBulky(120);
        auto reader = m_store->store().newReader();
        QVERIFY(reader->execute("BEGIN TRANSACTION READ ONLY"));
        QCOMPARE(
            textRows(*reader, u"SELECT count(*) FROM local.store.spans"_s), (std::vector<QStringList>{{u"2400"_s}}));
        setSizeLimit(15u << 20);
        QTRY_VERIFY_WITH_TIMEOUT(removed() > 0, 20'000);
        const std::uint64_t gone = removed();
        for (int i = 0; i < 5; ++i) {
            setSizeLimit(15u << 20);
            letTheWriterTurn();
        }
        QCOMPARE(removed(), gone);
        QVERIFY(reader->execute("ROLLBACK"));
        setSizeLimit(15u << 20);
        QTRY_VERIFY_WITH_TIMEOUT(bytes() <= 15u << 20, 20'000);
        QCOMPARE(removed(), gone);
    }

    void tracesGoWhenTheyAreTooOld() {
        ingestThen(small(1), [this] { m_wallShift = m_steadyShift = 20 * 24h; });
        ingestThen(small(2), [this] { m_wallShift = m_steadyShift = 31 * 24h; });
        checkNow();
        QTRY_COMPARE(traces(), QStringList{hex(2)});
        QTRY_COMPARE(m_store->store().control().status().tracesRemoved, 1u);
    }

    void aSpanThatWasRemovedMayComeAgain() {
        ingestThen(small(1), [this] { m_wallShift = m_steadyShift = 20 * 24h; });
        ingestThen(small(2), [this] { m_wallShift = m_steadyShift = 31 * 24h; });
        checkNow();
        QTRY_COMPARE(traces(), QStringList{hex(2)});
        QCOMPARE(m_store->ingest(small(1))->stored, 1u);
        QCOMPARE(traces().size(), 2);
        QTRY_COMPARE(m_store->store().control().status().traces, 2u);
    }

    void nothingGoesWhenTheLimitsAreOff() {
        m_store->store().control().setRetention({std::nullopt, std::nullopt});
        QVERIFY(m_store->ingest(small(1)));
        m_wallShift = m_steadyShift = 1000 * 24h;
        QVERIFY(m_store->ingest(small(2)));
        m_store->store().control().setRetention({std::nullopt, std::nullopt}); // makes the writer look
        letTheWriterTurn();
        letTheWriterTurn();
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

    void aResourceAndAScopeGoWithTheLastThatNamesThem() {
        const auto another = [](std::uint64_t trace) {
            return SpanBuilder().service("another").scope("its scope").span("a").ids(trace, 1).batch();
        };
        QVERIFY(m_store->ingest(another(1)));
        QVERIFY(m_store->ingest(small(2)));
        m_store->store().control().deleteTraces({traceId(1)}).waitForFinished();
        const QString services = u"SELECT service_name FROM local.store.resources ORDER BY ALL"_s;
        QCOMPARE(m_store->rows(services), (std::vector<QStringList>{{u"s"_s}}));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.scopes WHERE name = 'its scope'"_s), 0);

        QVERIFY(m_store->ingest(another(3))); // it is written again when it comes again
        QCOMPARE(m_store->rows(services), (std::vector<QStringList>{{u"another"_s}, {u"s"_s}}));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 2);
    }

    void deletedTracesGiveTheirSpaceBack() {
        fillBulky(120);
        m_store->reopen();
        QTRY_COMPARE(m_store->store().control().status().traces, 120u);
        const std::uint64_t before = bytes();
        std::vector<TraceId> most;
        for (std::uint64_t trace = 1; trace <= 120; ++trace) {
            if (trace % 10 != 0)
                most.push_back(traceId(trace));
        }
        m_store->store().control().deleteTraces(most);
        QTRY_VERIFY2_WITH_TIMEOUT(bytes() < before / 2, qPrintable(QString::number(bytes())), 20'000);
        QCOMPARE(traces().size(), 12);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.requests"_s), 12);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans "
                                 "WHERE strlen(attributes['text']) >= 10000"_s),
            240);
    }

    void smallRowGroupsThatCheckpointsLeaveArePutTogether() {
        m_store->options().checkpointBytes = 1;
        for (std::uint64_t trace = 1; trace <= 30; ++trace) {
            m_store->reopen();
            QVERIFY(m_store->ingest(small(trace)));
        }
        const auto groups = [this] {
            return m_store->number(
                u"SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('local.store.spans')"_s);
        };
        QVERIFY(groups() >= 30);
        m_store->reopen();
        QVERIFY(m_store->ingest(small(31)));
        m_steadyShift = 10s;
        QTRY_VERIFY((checkNow(), groups() < 5));
        QCOMPARE(traces().size(), 31);
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
    /// Spans of 10 KB each that compress badly.
    static std::shared_ptr<const SpanBatch> bulky(std::uint64_t trace, std::uint64_t spans = 20) {
        std::mt19937_64 random(trace);
        SpanBuilder builder;
        builder.service("s");
        for (std::uint64_t i = 1; i <= spans; ++i) {
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
    void letTheWriterTurn() { QVERIFY(m_store->ingest(std::make_shared<const SpanBatch>(std::string()))); }
    void fillBulky(std::uint64_t count) {
        for (std::uint64_t trace = 1; trace <= count; ++trace)
            QVERIFY(m_store->ingest(bulky(trace)));
    }
    /// Setting the limits makes the writer look at once.
    void setSizeLimit(std::uint64_t limit) { m_store->store().control().setRetention({limit, std::nullopt}); }
    std::uint64_t bytes() { return m_store->store().control().status().bytes; }
    std::uint64_t removed() { return m_store->store().control().status().tracesRemoved; }
    /// Runs `move` on the writer's thread, between two looks of its at the clocks.
    void ingestThen(std::shared_ptr<const SpanBatch> batch, std::function<void()> move) {
        std::promise<bool> moved;
        QVERIFY(m_store->store().sink().submit(requestOf(std::move(batch), [&](const auto& receipt) {
            move();
            moved.set_value(receipt.has_value());
        })));
        QVERIFY(moved.get_future().get());
    }
    void checkNow() { m_store->store().control().setRetention(Retention()); }

    std::atomic<std::chrono::nanoseconds> m_wallShift;
    std::atomic<std::chrono::nanoseconds> m_steadyShift;
    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreRetentionTest)
#include "tst_store_retention.moc"
