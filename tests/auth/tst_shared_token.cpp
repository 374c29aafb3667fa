#include "services/auth/SharedToken.h"
#include "services/auth/WhenDone.h"
#include "tests/auth/AuthFixture.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

/// Answers when the test says so. Used on the sign-in thread but for `finish`, which posts there.
class SlowSource final : public TokenSource {
public:
    explicit SlowSource(AuthThread& thread)
        : m_thread(thread) { }

    QFuture<TokenResult> fetch(bool renew) override {
        ++fetches;
        renewals += renew ? 1 : 0;
        m_promise.emplace();
        whenCancelled(m_thread.context(), m_promise->future(), [this] {
            ++cancels;
            m_promise->withdraw();
        });
        return m_promise->future();
    }
    void finish(TokenResult result) {
        m_thread.run([this, result] { m_promise->give(result); });
    }

    std::atomic<int> fetches = 0;
    std::atomic<int> renewals = 0;
    std::atomic<int> cancels = 0;

private:
    AuthThread& m_thread;
    std::optional<Promised<TokenResult>> m_promise;
};

Token token(const QByteArray& value, std::optional<qint64> lasts) {
    Token out{Secret(value), {}};
    if (lasts)
        out.facts.expires = AuthFixture::start().addSecs(*lasts);
    return out;
}

} // namespace

class tst_shared_token : public QObject {
    Q_OBJECT
private:
    struct Scene : AuthFixture {
        std::shared_ptr<SlowSource> source = std::make_shared<SlowSource>(thread);
        SharedToken shared{source, ports()};

        QByteArray value(QFuture<TokenResult> future) { return got(future).value().value.reveal(); }
        /// Brings the first token in.
        void begin(const QByteArray& text, std::optional<qint64> lasts) {
            auto first = shared.token();
            QTRY_COMPARE(source->fetches.load(), 1);
            source->finish(token(text, lasts));
            QCOMPARE(value(first), text);
        }
    };

private Q_SLOTS:
    void everyWaiterGetsTheOneToken() {
        Scene s;
        QList<QFuture<TokenResult>> waiters;
        for (int i = 0; i < 20; ++i)
            waiters += s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 1);
        s.settle();
        s.source->finish(token("one", 3600));
        for (const auto& waiter : waiters)
            QCOMPARE(s.value(waiter), QByteArray("one"));
        QCOMPARE(s.source->fetches.load(), 1);
    }

    void aGoodTokenIsKept() {
        Scene s;
        s.begin("one", 3600);
        *s.seconds = 3600 - 301;
        QCOMPARE(s.value(s.shared.token()), QByteArray("one"));
        QCOMPARE(s.source->fetches.load(), 1);
    }

    void itRenewsFiveMinutesBeforeTheEndOnceForAll() {
        Scene s;
        s.begin("one", 3600);
        *s.seconds = 3600 - 299;
        auto a = s.shared.token();
        auto b = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 2);
        s.settle();
        s.source->finish(token("two", 7200));
        QCOMPARE(s.value(a), QByteArray("two"));
        QCOMPARE(s.value(b), QByteArray("two"));
        QCOMPARE(s.source->fetches.load(), 2);
        QCOMPARE(s.source->renewals.load(), 1);
    }

    void aShortLivedTokenServesHalfItsTime() {
        Scene s;
        s.begin("one", 100);
        *s.seconds = 49;
        QCOMPARE(s.value(s.shared.token()), QByteArray("one"));
        *s.seconds = 51;
        auto next = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 2);
        s.source->finish(token("two", 200));
        QCOMPARE(s.value(next), QByteArray("two"));
    }

    void aTokenWithoutAnEndIsNotRenewed() {
        Scene s;
        s.begin("one", std::nullopt);
        *s.seconds = 1'000'000'000;
        QCOMPARE(s.value(s.shared.token()), QByteArray("one"));
    }

    void aFailedRenewalReachesEveryWaiterAndTheNextCallTriesAgain() {
        Scene s;
        auto a = s.shared.token();
        auto b = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 1);
        s.settle();
        s.source->finish(std::unexpected(signInError(SignInFault::RefreshExpired)));
        QCOMPARE(got(a).error().fault, SignInFault::RefreshExpired);
        QCOMPARE(got(b).error().fault, SignInFault::RefreshExpired);
        auto c = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 2);
        s.source->finish(token("two", 3600));
        QCOMPARE(s.value(c), QByteArray("two"));
    }

    void cancellingOneWaiterLeavesTheOthers() {
        Scene s;
        auto a = s.shared.token();
        auto b = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 1);
        a.cancel();
        s.settle();
        s.source->finish(token("one", 3600));
        QCOMPARE(s.value(b), QByteArray("one"));
        a.waitForFinished();
        QCOMPARE(a.resultCount(), 0);
        QCOMPARE(s.source->cancels.load(), 0);
    }

    void whenNobodyWaitsTheFetchIsCancelled() {
        Scene s;
        auto a = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 1);
        a.cancel();
        QTRY_COMPARE(s.source->cancels.load(), 1);
        a.waitForFinished();
        auto b = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 2);
        s.source->finish(token("two", 3600));
        QCOMPARE(s.value(b), QByteArray("two"));
    }

    void aRefusedTokenIsRenewedOnceForAllWhoHadIt() {
        Scene s;
        s.begin("one", 3600);
        auto a = s.shared.renewed(token("one", {}));
        auto b = s.shared.renewed(token("one", {}));
        QTRY_COMPARE(s.source->fetches.load(), 2);
        s.settle();
        QCOMPARE(s.source->renewals.load(), 1);
        s.source->finish(token("two", 3600));
        QCOMPARE(s.value(a), QByteArray("two"));
        QCOMPARE(s.value(b), QByteArray("two"));
        // Somebody whose call was slower comes with the old one: it has been replaced already.
        QCOMPARE(s.value(s.shared.renewed(token("one", {}))), QByteArray("two"));
        QCOMPARE(s.source->fetches.load(), 2);
    }

    void aForgottenTokenIsFetchedAgain() {
        Scene s;
        s.begin("one", 3600);
        s.shared.forget();
        auto next = s.shared.token();
        QTRY_COMPARE(s.source->fetches.load(), 2);
        s.source->finish(token("two", 3600));
        QCOMPARE(s.value(next), QByteArray("two"));
    }

    void theThreadsEndEndsTheWaiting() {
        QFuture<TokenResult> waiting;
        {
            Scene s;
            waiting = s.shared.token();
            QTRY_COMPARE(s.source->fetches.load(), 1);
        }
        waiting.waitForFinished();
        QCOMPARE(waiting.resultCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_shared_token)
#include "tst_shared_token.moc"
