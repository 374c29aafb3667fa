#include "services/net/RetryPolicy.h"

#include <QTest>

using namespace spanglass;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestRetryPolicy : public QObject {
    Q_OBJECT

    const QDateTime m_now{QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};

    std::optional<milliseconds> wait(TryOutcome outcome, const RetryRule& rule = {}, double random = 0) const {
        outcome.untilDeadline = 10min;
        return waitBeforeRetry(rule, outcome, random, m_now);
    }

private Q_SLOTS:
    void retryAfterIsReadInSecondsAndAsDate() {
        QCOMPARE(retryAfter("7", m_now), milliseconds(7s));
        QCOMPARE(retryAfter("Sun, 01 Mar 2026 12:00:09 GMT", m_now), milliseconds(9s));
        QCOMPARE(retryAfter("Sun, 01 Mar 2026 11:00:00 GMT", m_now), milliseconds(0));
        QVERIFY(!retryAfter("soon", m_now));
        QVERIFY(!retryAfter("-3", m_now));
        QVERIFY(!retryAfter("", m_now));
    }

    void tooManyRequestsIsRetriedWithAnyMethod() {
        QVERIFY(wait({.method = "POST", .status = 429}));
        QVERIFY(wait({.method = "GET", .status = 429}));
    }

    void postAfter503IsRetriedOnlyWhenTheServerSaysWhen() {
        QVERIFY(!wait({.method = "POST", .status = 503}));
        QCOMPARE(wait({.method = "POST", .status = 503, .retryAfter = "2"}), milliseconds(2s));
        QVERIFY(wait({.method = "GET", .status = 503}));
    }

    void otherStatusesAreAnswers() {
        for (const int status : {200, 400, 401, 404, 409, 500, 502, 504})
            QVERIFY(!wait({.method = "GET", .status = status}));
    }

    void refusedConnectionIsTriedThreeTimesForMethodsThatMayBeRepeated() {
        const TryOutcome refused{.method = "GET", .fault = TransportFault::Refused};
        QVERIFY(wait(refused));
        TryOutcome third = refused;
        third.tries = 3;
        QVERIFY(!wait(third));
        QVERIFY(!wait({.method = "POST", .fault = TransportFault::Refused}));
    }

    void cutConnectionIsRetriedOnlyWhenNothingWasSent() {
        QVERIFY(wait({.method = "GET", .fault = TransportFault::CutOff, .nothingSent = true}));
        QVERIFY(!wait({.method = "GET", .fault = TransportFault::CutOff}));
    }

    void waitDoublesUpToTenSecondsAndIsSpread() {
        TryOutcome outcome{.method = "GET", .status = 503};
        RetryRule rule{.maxTries = 20};
        QList<qint64> least;
        QList<qint64> most;
        for (outcome.tries = 1; outcome.tries <= 7; ++outcome.tries) {
            least.append(wait(outcome, rule, 0)->count());
            most.append(wait(outcome, rule, 1)->count());
        }
        QCOMPARE(most, (QList<qint64>{500, 1000, 2000, 4000, 8000, 10000, 10000}));
        QCOMPARE(least, (QList<qint64>{250, 500, 1000, 2000, 4000, 5000, 5000}));
    }

    void serversWaitIsNeverCutShort() {
        const TryOutcome outcome{.method = "GET", .status = 429, .retryAfter = "20"};
        QCOMPARE(wait(outcome, {}, 0), milliseconds(20s));
        QCOMPARE(wait(outcome, {}, 1), milliseconds(21s));
    }

    void triesAndTimeAreLimited() {
        QVERIFY(!wait({.method = "GET", .tries = 5, .status = 429}));
        QVERIFY(!wait({.method = "GET", .status = 429, .retryAfter = "61"}));
        QVERIFY(!wait({.method = "GET", .status = 429, .retryAfter = "5", .sinceFirst = 56s}));
        QVERIFY(!wait({.method = "GET", .status = 429}, RetryRule::never()));
    }

    void noWaitOutlastsTheDeadline() {
        const TryOutcome outcome{.method = "GET", .status = 429, .retryAfter = "3", .untilDeadline = 3s};
        QVERIFY(!waitBeforeRetry({}, outcome, 0, m_now));
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retry_policy.moc"
