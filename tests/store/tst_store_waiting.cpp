#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QtTest>

#include <random>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What waits to be passed on, and the store's limits.
class StoreWaitingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<StoreHarness>();
        m_shift = 0s;
        m_store->options().clock.wall
            = [this] { return UnixNanos::now() + Nanos{std::chrono::nanoseconds(m_shift.load()).count()}; };
        m_store->options().clock.steady = [this] { return std::chrono::steady_clock::now() + m_shift.load(); };
        m_store->open();
    }
    void cleanup() { m_store.reset(); }

    void whatWaitsIsNotTooOld() {
        fill(3, 1);
        forwardFrom(1);
        grow(31 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), (QStringList{u"2"_s, u"3"_s}), 20'000);
        QCOMPARE(m_store->store().control().status().waitingRemoved, 0u);
    }

    void whatTheTargetTookMayGo() {
        fill(3, 1);
        forwardFrom(0);
        parcel(1, 1, u"taken"_s);
        parcel(2, 2, u"waiting"_s);
        parcel(3, 3, u"refused"_s);
        grow(31 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), (QStringList{u"2"_s, u"3"_s}), 20'000);
        parcel(2, 2, u"taken"_s, 2);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), QStringList(), 20'000);
    }

    void whatAnEndedForwardingLeftMayGo() {
        fill(3, 1);
        forwardFrom(0);
        sql(u"UPDATE local.store.replay_jobs SET ended_unix_nano = 1"_s);
        grow(31 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), QStringList(), 20'000);
    }

    void theSizeLimitTakesFirstWhatDoesNotWait() {
        fill(120, 20);
        forwardFrom(100);
        m_store->store().control().setRetention({15u << 20, std::nullopt});
        QTRY_VERIFY_WITH_TIMEOUT(m_store->store().control().status().tracesRemoved > 0, 20'000);
        QVERIFY(requests().contains(u"101"_s));
        QCOMPARE(m_store->store().control().status().waitingRemoved, 0u);
    }

    void whatTheSizeLimitTakesOfWhatWaitsIsCounted() {
        fill(120, 20);
        forwardFrom(0);
        m_store->store().control().setRetention({15u << 20, std::nullopt});
        QTRY_VERIFY_WITH_TIMEOUT(m_store->store().control().status().tracesRemoved > 0
                && m_store->store().control().status().bytes <= 15u << 20,
            20'000);
        QTRY_COMPARE(m_store->store().control().status().waitingRemoved, std::uint64_t(120 - requests().size()));
    }

    void theSizeLimitHoldsWhereWhatWaitsIsTooOld() {
        fill(120, 20);
        forwardFrom(0);
        grow(31 * 24h);
        const Retention both{15u << 20, Retention().maxAge};
        QTRY_VERIFY_WITH_TIMEOUT(
            (m_store->store().control().setRetention(both), m_store->store().control().status().bytes <= 15u << 20),
            20'000);
        QVERIFY(m_store->store().control().status().waitingRemoved > 0);
    }

    void importsAreNotPassedOn() {
        fill(3, 1);
        sql(u"UPDATE local.store.requests SET transport = 'import'"_s);
        forwardFrom(0);
        grow(31 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), QStringList(), 20'000);
    }

    void whatAPausedReplayHasToSendIsNotTooOld() {
        fill(3, 1);
        pausedReplay();
        parcel(1, 2, u"waiting"_s);
        grow(31 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), (QStringList{u"2"_s, u"3"_s}), 20'000);
        parcel(1, 2, u"taken"_s, 2);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), QStringList(), 20'000);
    }

    void whatTheSizeLimitTakesOfAReplayIsNotLostToPassingOn() {
        fill(120, 20);
        pausedReplay();
        parcel(1, 1, u"waiting"_s);
        m_store->store().control().setRetention({15u << 20, std::nullopt});
        QTRY_VERIFY_WITH_TIMEOUT(m_store->store().control().status().tracesRemoved > 0, 20'000);
        QCOMPARE(m_store->store().control().status().waitingRemoved, 0u);
    }

    void whatCameAfterTheEndOfAForwardingMayGo() {
        fill(3, 1);
        forwardFrom(0);
        sql(u"UPDATE local.store.replay_jobs SET plan = '{\"selection\":{\"last_request\":1}}'"_s);
        parcel(1, 1, u"taken"_s);
        grow(31 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT((checkAge(), requests()), QStringList(), 20'000);
    }

    void commitsAreToldToThoseWhoWatch() {
        std::atomic<int> commits = 0;
        auto token = m_store->store().watchCommits([&commits] { ++commits; });
        fill(2, 1);
        QCOMPARE(commits.load(), 2);
        token.reset();
        fill(3, 1);
        QCOMPARE(commits.load(), 2);
    }

private:
    void fill(std::uint64_t traces, std::uint64_t spans) {
        for (std::uint64_t trace = 1; trace <= traces; ++trace) {
            std::mt19937_64 random(trace);
            SpanBuilder builder;
            builder.service("s");
            for (std::uint64_t i = 1; i <= spans; ++i) {
                std::string text;
                while (text.size() < 10'000)
                    text += std::to_string(random());
                builder.span("bulky").ids(m_nextTrace, i).attribute("text", text);
            }
            ++m_nextTrace;
            QVERIFY(m_store->ingest(builder.batch(), spans * 10'000));
        }
    }
    void sql(const QString& statement) {
        const auto done = m_store->store().newReader()->execute(statement.toStdString());
        QVERIFY2(done, done ? "" : qPrintable(done.error().oneLine()));
    }
    void forwardFrom(int request) {
        sql(u"INSERT INTO local.store.replay_jobs (job, forward, state, last_request, removed) "
            "VALUES (1, true, 'running', %1, false)"_s.arg(request));
    }
    void pausedReplay() {
        sql(u"INSERT INTO local.store.replay_jobs (job, forward, state, removed) VALUES (1, false, 'paused', false)"_s);
    }
    void parcel(int number, int request, const QString& state, int step = 1) {
        if (step == 1) {
            sql(u"INSERT INTO local.store.replay_parcels (job, number, first_piece, last_piece) VALUES (1, %1, %1, %1)"_s
                    .arg(number));
            sql(u"INSERT INTO local.store.replay_pieces (job, piece, request_id) VALUES (1, %1, %2)"_s.arg(number).arg(
                request));
            sql(u"UPDATE local.store.replay_jobs SET last_request = %1"_s.arg(request));
        }
        sql(u"INSERT INTO local.store.replay_log (job, number, step, state) VALUES (1, %1, %2, '%3')"_s.arg(number)
                .arg(step)
                .arg(state));
    }
    void grow(std::chrono::nanoseconds by) { m_shift = m_shift.load() + by; }
    /// Setting the limits makes the writer look at once.
    void checkAge() { m_store->store().control().setRetention(Retention()); }
    QStringList requests() {
        QStringList ids;
        for (const QStringList& row : m_store->rows(u"SELECT id FROM local.store.requests ORDER BY id"_s))
            ids += row;
        return ids;
    }

    std::atomic<std::chrono::nanoseconds> m_shift;
    std::uint64_t m_nextTrace = 1;
    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreWaitingTest)
#include "tst_store_waiting.moc"
