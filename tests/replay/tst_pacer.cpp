#include "services/replay/Pacer.h"
#include "services/replay/TargetPace.h"

#include <QtTest>

using namespace spanglass;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class PacerTest : public QObject {
    Q_OBJECT

    using Moment = Pacer::Moment;

private Q_SLOTS:
    void withoutLimitsEverythingMayLeaveAtOnce() {
        Pacer pacer({});
        for (int i = 0; i < 1'000; ++i)
            pacer.sent(m_now, 50, 1u << 20);
        QVERIFY(pacer.readyAt(m_now, 50, 1u << 20) <= m_now);
    }

    void aLimitOfTracesHoldsOverTime() { QCOMPARE(sentWithin(Pacer({100, 0}), 10, 1'000), 1'010); }

    void aLimitOfBytesHoldsOverTime() { QCOMPARE(sentWithin(Pacer({0, 10'000}), 10, 1'000), 101); }

    void whatHoldsNoTraceIsNotHeldUpByALimitOfThem() {
        Pacer pacer({1, 0});
        pacer.sent(m_now, 100, 10);
        QVERIFY(pacer.readyAt(m_now, 1, 10) > m_now);
        QVERIFY(pacer.readyAt(m_now, 0, 10) <= m_now);
    }

    void twoRunsToOneTargetShareItsLimits() {
        TargetPaces paces;
        ReplayPlan plan;
        plan.target.url = u"http://127.0.0.1:4318"_s;
        plan.pace.tracesPerSecond = 100;
        const auto one = paces.of(plan);
        plan.pace.tracesPerSecond = 10;
        const auto other = paces.of(plan);
        QCOMPARE(one.get(), other.get());
        QVERIFY(one->take(m_now, 10, 1) <= m_now);
        QCOMPARE(other->take(m_now, 10, 1), m_now + 900ms);
        QVERIFY(other->take(m_now + 900ms, 10, 1) <= m_now + 900ms);
        QVERIFY(one->take(m_now + 900ms, 10, 1) > m_now + 900ms);
    }

    void anotherTargetHasItsOwnLimits() {
        TargetPaces paces;
        ReplayPlan plan;
        plan.target.url = u"http://127.0.0.1:4318"_s;
        const auto one = paces.of(plan);
        plan.target.url = u"http://127.0.0.1:4319"_s;
        QVERIFY(paces.of(plan) != one);
    }

    void theTargetsWaitIsHonoured() {
        Pacer pacer({});
        pacer.answered(m_now, later(Nanos{12'000'000'000}));
        QCOMPARE(pacer.readyAt(m_now, 1, 1), m_now + 12s);
    }

    void askedForLessItGoesHalfAsFast() {
        Pacer pacer({});
        for (int i = 0; i < 100; ++i)
            pacer.sent(m_now += 40ms, 1, 1);
        pacer.answered(m_now, later());
        QVERIFY(pacer.gap() > 75ms && pacer.gap() < 85ms);
        QCOMPARE(pacer.readyAt(m_now, 1, 1), m_now + pacer.gap());
    }

    void answersToWhatWasUnderWayAtOnceCountAsOne() {
        Pacer pacer({});
        pacer.answered(m_now, later());
        const auto gap = pacer.gap();
        pacer.answered(m_now + 10ms, later());
        QCOMPARE(pacer.gap(), gap);
        pacer.answered(m_now + 2s, later());
        QCOMPARE(pacer.gap(), 2 * gap);
    }

    void itComesBackSlowly() {
        Pacer pacer({});
        pacer.answered(m_now, later());
        ExportAnswer taken;
        taken.outcome = ExportOutcome::Taken;
        pacer.answered(m_now + 100ms, taken);
        QCOMPARE(pacer.gap(), std::chrono::nanoseconds(10ms));
        pacer.answered(m_now + 2s, taken);
        QCOMPARE(pacer.gap(), std::chrono::nanoseconds(8ms));
        for (int i = 0; i < 20; ++i)
            pacer.answered(m_now + 4s + i * 2s, taken);
        QCOMPARE(pacer.gap(), std::chrono::nanoseconds(0));
    }

private:
    static ExportAnswer later(std::optional<Nanos> wait = {}) {
        ExportAnswer answer;
        answer.outcome = ExportOutcome::Later;
        answer.wantsLess = true;
        answer.wait = wait;
        return answer;
    }

    /// How many requests of one trace and `bytes` bytes leave within so many seconds.
    int sentWithin(Pacer pacer, int seconds, std::uint64_t bytes) {
        const Moment end = m_now + std::chrono::seconds(seconds);
        // What may be sent at once at the beginning is of the second before it.
        int sent = 0;
        for (Moment now = m_now; now < end; now = std::max(now, pacer.readyAt(now, 1, bytes))) {
            if (pacer.readyAt(now, 1, bytes) > now)
                continue;
            pacer.sent(now, 1, bytes);
            ++sent;
        }
        return sent;
    }

    Moment m_now = Moment() + 1h;
};

QTEST_GUILESS_MAIN(PacerTest)

#include "tst_pacer.moc"
