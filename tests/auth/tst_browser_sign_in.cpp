#include "services/auth/BrowserTokens.h"
#include "services/auth/MemorySecrets.h"
#include "services/auth/Pkce.h"
#include "services/auth/SharedToken.h"
#include "tests/auth/AuthFixture.h"
#include "tests/auth/IdentityServer.h"

#include <QTcpServer>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The test is the browser: it follows the redirect by real HTTP.
class tst_browser_sign_in : public QObject {
    Q_OBJECT
private:
    AuthFixture m_fixture;

    static ConnectionSettings settings(const QString& host) {
        ConnectionSettings out;
        out.host = host;
        out.credential = CredentialKind::Browser;
        return out;
    }

    /// Ports of this test's own, so that one that runs beside it is not met.
    static BrowserOptions options(const Promised<QUrl>& opened) {
        return {.open =
                    [opened](const QUrl& url) {
                        opened.give(url);
                        return true;
                    },
            .timeLimit = 60s,
            .firstPort = 28020,
            .lastPort = 28060};
    }

    HttpAnswer get(const QString& url, const QByteArray& method = "GET", HttpFields fields = {}) {
        HttpRequest request;
        request.method = method;
        request.url = QUrl(url);
        request.fields = std::move(fields);
        return got(m_fixture.http.send(std::move(request))).value();
    }

    static QString part(const QUrl& url, const QString& name) {
        return QUrlQuery(url).queryItemValue(name, QUrl::FullyDecoded);
    }

    /// Runs a sign-in in which the browser comes back with `answer`, in which STATE stands for the right one.
    SignInResult<OAuthGrant> signIn(IdentityServer& server, QString answer, HttpAnswer* page = nullptr) {
        const Promised<QUrl> opened;
        auto result = signInByBrowser(settings(server.host()), options(opened), m_fixture.ports());
        const QUrl url = got(opened.future());
        const HttpAnswer shown = get(part(url, u"redirect_uri"_s) + answer.replace("STATE"_L1, part(url, u"state"_s)));
        if (page)
            *page = shown;
        return got(result);
    }

private Q_SLOTS:
    void theBrowserBringsACodeAndItIsRedeemed() {
        IdentityServer server;
        const Promised<QUrl> opened;
        auto result = signInByBrowser(settings(server.host()), options(opened), m_fixture.ports());
        const QUrl url = got(opened.future());
        QCOMPARE(url.adjusted(QUrl::RemoveQuery).toString(), server.host() + u"/oidc/v1/authorize"_s);
        QCOMPARE(part(url, u"client_id"_s), u"databricks-cli"_s);
        QCOMPARE(part(url, u"response_type"_s), u"code"_s);
        QCOMPARE(part(url, u"scope"_s), u"all-apis offline_access"_s);
        QCOMPARE(part(url, u"code_challenge_method"_s), u"S256"_s);
        const QString redirect = part(url, u"redirect_uri"_s);
        QVERIFY(redirect.startsWith("http://localhost:28"_L1));

        const HttpAnswer page = get(redirect + u"/?code=the%20code&state="_s + part(url, u"state"_s));
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("Go back to Spanglass"));
        const auto grant = got(result);
        QVERIFY(grant);
        QCOMPARE(grant->access.value.reveal(), QByteArray("access-1"));
        QCOMPARE(grant->refresh.reveal(), QByteArray("refresh-1"));

        const auto asked = server.server().seen("/oidc/v1/token");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0].form(u"grant_type"_s), u"authorization_code"_s);
        QCOMPARE(asked[0].form(u"code"_s), u"the code"_s);
        QCOMPARE(asked[0].form(u"redirect_uri"_s), redirect);
        QCOMPARE(asked[0].form(u"client_id"_s), u"databricks-cli"_s);
        QCOMPARE(asked[0].field("authorization"), QByteArray());
        QCOMPARE(QString::fromLatin1(Pkce::challengeOf(asked[0].form(u"code_verifier"_s).toLatin1())),
            part(url, u"code_challenge"_s));
    }

    void theChallengeIsThatOfTheStandard() {
        // RFC 7636, appendix B
        QCOMPARE(Pkce::challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    void everySignInHasItsOwnSecrets() {
        QVERIFY(Pkce::make().verifier != Pkce::make().verifier);
        QCOMPARE(Pkce::make().verifier.size(), 86); // 64 bytes in base64
        QVERIFY(randomText(16) != randomText(16));
    }

    void aForeignStateIsRefused() {
        IdentityServer server;
        QCOMPARE(signIn(server, u"/?code=c&state=evil"_s).error().fault, SignInFault::StateMismatch);
        QVERIFY(server.server().seen("/oidc/v1/token").isEmpty());
    }

    void declinedInTheBrowserIsNamed() {
        IdentityServer server;
        HttpAnswer page;
        const auto grant = signIn(server, u"/?error=access_denied&error_description=no&state=STATE"_s, &page);
        QCOMPARE(grant.error().fault, SignInFault::UserDenied);
        QVERIFY(page.body.contains("not completed"));
    }

    void anotherRefusalIsQuoted() {
        IdentityServer server;
        const auto grant = signIn(server, u"/?error=invalid_scope&error_description=what+is+that&state=STATE"_s);
        QCOMPARE(grant.error().fault, SignInFault::OAuthRefused);
        QVERIFY(grant.error().message.contains("invalid_scope, what is that"_L1));
    }

    void aCodeThatIsNotRedeemedIsNamed() {
        IdentityServer server;
        server.refuseTokens(
            400, R"({"error":"invalid_grant","error_description":"the code one-time-code is used up"})");
        const auto grant = signIn(server, u"/?code=one-time-code&state=STATE"_s);
        QCOMPARE(grant.error().fault, SignInFault::OAuthRefused);
        QVERIFY(!grant.error().message.contains("one-time-code"_L1));
    }

    void othersWhoKnockAreIgnored() {
        IdentityServer server;
        const Promised<QUrl> opened;
        auto result = signInByBrowser(settings(server.host()), options(opened), m_fixture.ports());
        const QUrl url = got(opened.future());
        const QString redirect = part(url, u"redirect_uri"_s);
        const QString state = part(url, u"state"_s);
        QCOMPARE(get(redirect + u"/favicon.ico"_s).status, 404);
        QCOMPARE(get(redirect + u"/"_s).status, 404);
        QCOMPARE(get(redirect + u"/other?code=c&state="_s + state).status, 404);
        QCOMPARE(get(redirect + u"/?code=c&state="_s + state, "POST").status, 404);
        QCOMPARE(get(redirect + u"/?code=c&state="_s + state, "GET", {{"Host", "rebound.example:28020"}}).status, 404);
        QVERIFY(!result.isFinished());
        get(redirect + u"/?code=c&state="_s + state);
        QVERIFY(got(result));
    }

    void thePageHoldsNothingOfTheRequest() {
        IdentityServer server;
        HttpAnswer page;
        signIn(server, u"/?error=%3Cscript%3E&error_description=%3Cscript%3E&state=STATE"_s, &page);
        QVERIFY(!page.body.contains("<script"));
        QVERIFY(page.field("content-security-policy").starts_with("default-src 'none'"));
        QCOMPARE(page.field("cache-control"), std::string_view("no-store"));
    }

    void aBusyPortIsPassedOver() {
        IdentityServer server;
        QTcpServer busy;
        if (!busy.listen(QHostAddress::LocalHost, 28070))
            QSKIP("port 28070 is taken");
        const Promised<QUrl> opened;
        auto chosen = options(opened);
        chosen.firstPort = 28070;
        chosen.lastPort = 28075;
        auto result = signInByBrowser(settings(server.host()), chosen, m_fixture.ports());
        QVERIFY(part(got(opened.future()), u"redirect_uri"_s) != "http://localhost:28070"_L1);
        result.cancel();
        result.waitForFinished();
    }

    void everyPortBusyIsNamed() {
        IdentityServer server;
        QTcpServer busy;
        if (!busy.listen(QHostAddress::LocalHost, 28079))
            QSKIP("port 28079 is taken");
        const Promised<QUrl> opened;
        auto chosen = options(opened);
        pinCallbackPort(chosen, u"28079"_s);
        QCOMPARE(got(signInByBrowser(settings(server.host()), chosen, m_fixture.ports())).error().fault,
            SignInFault::PortsBusy);
    }

    void noBrowserIsNamed() {
        IdentityServer server;
        const Promised<QUrl> opened;
        auto chosen = options(opened);
        chosen.open = [](const QUrl&) { return false; };
        QCOMPARE(got(signInByBrowser(settings(server.host()), chosen, m_fixture.ports())).error().fault,
            SignInFault::BrowserNotOpened);
    }

    void aBrowserThatDoesNotComeBackIsNamed() {
        IdentityServer server;
        const Promised<QUrl> opened;
        auto chosen = options(opened);
        chosen.timeLimit = 50ms;
        QCOMPARE(got(signInByBrowser(settings(server.host()), chosen, m_fixture.ports())).error().fault,
            SignInFault::BrowserTimedOut);
    }

    void cancellingClosesTheListener() {
        IdentityServer server;
        const Promised<QUrl> opened;
        auto result = signInByBrowser(settings(server.host()), options(opened), m_fixture.ports());
        const QString redirect = part(got(opened.future()), u"redirect_uri"_s);
        result.cancel();
        m_fixture.settle();
        m_fixture.settle();
        HttpRequest knock;
        knock.url = QUrl(redirect + u"/?code=c&state=s"_s);
        knock.retry = RetryRule::never();
        QTRY_VERIFY(!got(m_fixture.http.send(knock)));
    }

    void aHostThatIsNoWorkspaceOpensNoBrowser() {
        ScriptedServer other;
        const Promised<QUrl> opened;
        const auto grant = got(signInByBrowser(settings(other.url()), options(opened), m_fixture.ports()));
        QCOMPARE(grant.error().fault, SignInFault::WrongHost);
        QCOMPARE(opened.future().resultCount(), 0);
    }

    void theRefreshTokenIsKeptAndRotates() {
        IdentityServer server;
        MemorySecrets secrets;
        const auto tokens
            = std::make_shared<BrowserTokens>(settings(server.host()), secrets, u"k"_s, m_fixture.ports());
        SharedToken shared(tokens, m_fixture.ports());
        OAuthGrant grant;
        grant.access.value = Secret("first");
        grant.refresh = Secret("refresh-0");
        m_fixture.thread.run([&] { tokens->accept(grant); });
        const auto first = got(shared.token());
        QCOMPARE(first->value.reveal(), QByteArray("first"));
        QCOMPARE(got(shared.renewed(*first))->value.reveal(), QByteArray("access-1"));
        QCOMPARE(server.server().seen("/oidc/v1/token")[0].form(u"refresh_token"_s), u"refresh-0"_s);
        QCOMPARE(got(secrets.read(u"k"_s))->reveal(), QByteArray("refresh-1"));
        QVERIFY(got(shared.renewed(*got(shared.token()))));
        QCOMPARE(server.server().seen("/oidc/v1/token")[1].form(u"refresh_token"_s), u"refresh-1"_s);
    }

    void aNewStartUsesTheKeptRefreshToken() {
        IdentityServer server;
        MemorySecrets secrets;
        secrets.write(u"k"_s, Secret("kept"));
        SharedToken shared(std::make_shared<BrowserTokens>(settings(server.host()), secrets, u"k"_s, m_fixture.ports()),
            m_fixture.ports());
        QVERIFY(got(shared.token()));
        QCOMPARE(server.server().seen("/oidc/v1/token")[0].form(u"refresh_token"_s), u"kept"_s);
    }

    void nothingKeptIsSignedOut() {
        IdentityServer server;
        MemorySecrets secrets;
        SharedToken shared(std::make_shared<BrowserTokens>(settings(server.host()), secrets, u"k"_s, m_fixture.ports()),
            m_fixture.ports());
        QCOMPARE(got(shared.token()).error().fault, SignInFault::SignedOut);
    }

    void anEndedSessionIsNamedAndForgotten() {
        IdentityServer server;
        server.refuseTokens(400, R"({"error":"invalid_request","error_description":"Refresh token is invalid"})");
        MemorySecrets secrets;
        secrets.write(u"k"_s, Secret("kept"));
        SharedToken shared(std::make_shared<BrowserTokens>(settings(server.host()), secrets, u"k"_s, m_fixture.ports()),
            m_fixture.ports());
        QCOMPARE(got(shared.token()).error().fault, SignInFault::RefreshExpired);
        QVERIFY(got(secrets.read(u"k"_s))->isEmpty());
        QCOMPARE(got(shared.token()).error().fault, SignInFault::SignedOut);
    }
};

QTEST_GUILESS_MAIN(tst_browser_sign_in)
#include "tst_browser_sign_in.moc"
