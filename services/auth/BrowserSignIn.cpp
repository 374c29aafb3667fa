#include "services/auth/BrowserSignIn.h"

#include "services/auth/AuthThread.h"
#include "services/auth/HostProbe.h"
#include "services/auth/LoopbackRedirect.h"
#include "services/auth/Pkce.h"
#include "services/auth/WhenDone.h"

#include <QPointer>
#include <QTimer>
#include <QUrlQuery>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Outcome = SignInResult<OAuthGrant>;

/// One sign-in, on the sign-in thread. Kept alive by what it waits for; ends once.
class BrowserRun : public std::enable_shared_from_this<BrowserRun> {
public:
    BrowserRun(ConnectionSettings settings, BrowserOptions options, AuthPorts ports, Promised<Outcome> promise)
        : m_settings(std::move(settings))
        , m_options(std::move(options))
        , m_ports(std::move(ports))
        , m_promise(std::move(promise)) { }

    void start() {
        whenCancelled(m_ports.thread.context(), m_promise.future(), [self = shared_from_this()] { self->withdraw(); });
        const auto probe = probeHost(m_ports, m_settings.host, m_settings.accountId, abandoned());
        whenDone(m_ports.thread.context(), probe,
            [self = shared_from_this()](const std::optional<SignInResult<HostFacts>>& facts) {
                if (!facts)
                    return self->withdraw();
                if (!*facts)
                    return self->give(std::unexpected(facts->error()));
                self->m_endpoints = (*facts)->oauth;
                self->openBrowser();
            });
    }

private:
    Abandoned abandoned() const {
        return [promise = m_promise] { return promise.isAbandoned(); };
    }

    void openBrowser() {
        if (m_ended)
            return;
        m_redirect = std::make_unique<LoopbackRedirect>(
            [weak = weak_from_this(), &thread = m_ports.thread](RedirectAnswer answer) {
                thread.run([weak, answer = std::move(answer)] {
                    if (const auto self = weak.lock())
                        self->arrived(answer);
                });
            });
        if (m_redirect->listen(m_options.firstPort, m_options.lastPort) == 0)
            return fail(SignInFault::PortsBusy);
        m_redirectAddress = m_redirect->address();
        m_limit = new QTimer(m_ports.thread.context());
        m_limit->setSingleShot(true);
        // Holds this alive while nothing else does: only the browser can go on from here.
        QObject::connect(m_limit, &QTimer::timeout, m_limit,
            [self = shared_from_this()] { self->fail(SignInFault::BrowserTimedOut); });
        m_limit->start(m_options.timeLimit);
        if (!m_options.open(authorizeUrl()))
            fail(SignInFault::BrowserNotOpened);
    }

    QUrl authorizeUrl() const {
        QUrlQuery query(m_endpoints.authorize);
        const auto add = [&](const QString& name, const QString& value) {
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
        };
        add(u"client_id"_s, QString::fromUtf8(browserClientId(m_settings)));
        add(u"redirect_uri"_s, m_redirectAddress);
        add(u"response_type"_s, u"code"_s);
        add(u"state"_s, QString::fromLatin1(m_state));
        add(u"scope"_s, browserScopes(m_settings));
        add(u"code_challenge"_s, QString::fromLatin1(m_pkce.challenge));
        add(u"code_challenge_method"_s, u"S256"_s);
        QUrl url = m_endpoints.authorize;
        url.setQuery(query);
        return url;
    }

    void arrived(const RedirectAnswer& answer) {
        if (m_ended || !m_redirect)
            return;
        if (!Secret(m_state).matches(answer.state.toUtf8()))
            return fail(SignInFault::StateMismatch);
        if (answer.error == "access_denied"_L1)
            return fail(SignInFault::UserDenied);
        if (!answer.error.isEmpty())
            return fail(SignInFault::OAuthRefused, answer.error + u", "_s + answer.description);
        closeListener();
        OAuthForm form{
            m_endpoints.token,
            {{"grant_type", "authorization_code"}, {"client_id", browserClientId(m_settings)},
                {"code", answer.code.toUtf8()}, {"redirect_uri", m_redirectAddress.toUtf8()},
                {"code_verifier", m_pkce.verifier}},
            {},
            CredentialKind::Browser,
        };
        whenDone(m_ports.thread.context(), requestGrant(m_ports, std::move(form), abandoned()),
            [self = shared_from_this()](const std::optional<Outcome>& grant) {
                if (grant)
                    self->give(*grant);
                else
                    self->withdraw();
            });
    }

    void fail(SignInFault fault, const QString& detail = {}) {
        give(std::unexpected(signInError(fault, {.host = m_settings.host, .detail = detail})));
    }

    void give(const Outcome& outcome) {
        if (!m_ended) {
            end();
            m_promise.give(outcome);
        }
    }

    void withdraw() {
        if (!m_ended) {
            end();
            m_promise.withdraw();
        }
    }

    void end() {
        m_ended = true;
        closeListener();
    }

    void closeListener() {
        m_redirect.reset();
        // Not at once: the call may come out of the timer itself, which also holds this alive.
        if (m_limit) {
            m_limit->stop();
            m_limit->deleteLater();
            m_limit.clear();
        }
    }

    const ConnectionSettings m_settings;
    const BrowserOptions m_options;
    const AuthPorts m_ports;
    const Promised<Outcome> m_promise;
    const Pkce m_pkce = Pkce::make();
    const QByteArray m_state = randomText(16);
    OAuthEndpoints m_endpoints;
    QString m_redirectAddress;
    std::unique_ptr<LoopbackRedirect> m_redirect;
    QPointer<QTimer> m_limit;
    bool m_ended = false;
};

} // namespace

void pinCallbackPort(BrowserOptions& options, const QString& variable) {
    bool isPort = false;
    if (const quint16 port = variable.toUShort(&isPort); isPort && port > 0)
        options.firstPort = options.lastPort = port;
}

QString browserScopes(const ConnectionSettings& settings) {
    QStringList scopes = settings.scopes.isEmpty() ? QStringList{u"all-apis"_s} : settings.scopes;
    if (!scopes.contains(u"offline_access"_s))
        scopes += u"offline_access"_s;
    return scopes.join(u' ');
}

QByteArray browserClientId(const ConnectionSettings& settings) {
    return settings.clientId.isEmpty() ? QByteArray("databricks-cli") : settings.clientId.toUtf8();
}

QFuture<SignInResult<OAuthGrant>> signInByBrowser(
    ConnectionSettings settings, BrowserOptions options, AuthPorts ports) {
    const Promised<Outcome> promise;
    const auto run = std::make_shared<BrowserRun>(std::move(settings), std::move(options), ports, promise);
    ports.thread.run([run] { run->start(); });
    return promise.future();
}

} // namespace spanglass
