#include "services/auth/SharedToken.h"

#include "services/auth/AuthThread.h"
#include "services/auth/WhenDone.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace spanglass {

namespace {

constexpr qint64 RenewBeforeSeconds = 300;

} // namespace

/// Lives on the sign-in thread but for its construction.
class SharedToken::State : public std::enable_shared_from_this<State> {
public:
    State(std::shared_ptr<TokenSource> source, AuthPorts ports)
        : m_source(std::move(source))
        , m_ports(std::move(ports)) { }

    void ask(const Promised<TokenResult>& promise, const std::optional<Token>& rejected) {
        const bool refused = rejected && m_token && m_token->value.matches(rejected->value.reveal());
        if (m_token && !refused && isGood())
            return promise.give(*m_token);
        m_waiters.push_back(promise);
        whenCancelled(m_ports.thread.context(), promise.future(), [self = weak_from_this()] {
            if (const auto state = self.lock())
                state->dropAbandoned();
        });
        if (!m_fetching)
            fetch(m_token || rejected);
    }

    void forget() { m_token.reset(); }

private:
    bool isGood() const { return !m_renewAt || m_ports.now() < *m_renewAt; }

    void fetch(bool renew) {
        m_fetching = true;
        m_fetch = m_source->fetch(renew);
        whenDone(m_ports.thread.context(), m_fetch,
            [self = shared_from_this()](const std::optional<TokenResult>& result) { self->fetched(result); });
    }

    void fetched(const std::optional<TokenResult>& result) {
        m_fetching = false;
        const bool dropped = std::exchange(m_dropped, false);
        const std::vector<Promised<TokenResult>> waiters = std::move(m_waiters);
        m_waiters.clear();
        if (result && *result)
            keep(**result);
        for (const auto& waiter : waiters) {
            if (result)
                waiter.give(*result);
            else if (waiter.isAbandoned() || !dropped)
                waiter.withdraw();
            else // came while the fetch that nobody wanted was being ended
                ask(waiter, std::nullopt);
        }
    }

    void keep(const Token& token) {
        m_token = token;
        m_renewAt.reset();
        if (const auto& ends = token.facts.expires) {
            const qint64 left = m_ports.now().secsTo(*ends);
            m_renewAt = ends->addSecs(-std::min(RenewBeforeSeconds, std::max<qint64>(left / 2, 0)));
        }
    }

    void dropAbandoned() {
        if (m_fetching && std::ranges::all_of(m_waiters, &Promised<TokenResult>::isAbandoned)) {
            m_dropped = true;
            m_fetch.cancel();
        }
    }

    const std::shared_ptr<TokenSource> m_source;
    const AuthPorts m_ports;
    std::optional<Token> m_token;
    std::optional<QDateTime> m_renewAt; ///< unset for a token that does not end
    std::vector<Promised<TokenResult>> m_waiters;
    QFuture<TokenResult> m_fetch;
    bool m_fetching = false;
    bool m_dropped = false; ///< the fetch under way has been cancelled from here
};

SharedToken::SharedToken(std::shared_ptr<TokenSource> source, AuthPorts ports)
    : m_ports(ports)
    , m_state(std::make_shared<State>(std::move(source), std::move(ports))) { }

QFuture<TokenResult> SharedToken::token() {
    const Promised<TokenResult> promise;
    m_ports.thread.run([state = m_state, promise] { state->ask(promise, std::nullopt); });
    return promise.future();
}

QFuture<TokenResult> SharedToken::renewed(Token rejected) {
    const Promised<TokenResult> promise;
    m_ports.thread.run([state = m_state, promise, rejected = std::move(rejected)] { state->ask(promise, rejected); });
    return promise.future();
}

void SharedToken::forget() {
    m_ports.thread.run([state = m_state] { state->forget(); });
}

} // namespace spanglass
