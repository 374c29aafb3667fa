#include "services/auth/ClientCredentials.h"
#include "services/auth/SharedToken.h"
#include "services/auth/TokenClaims.h"
#include "tests/auth/AuthFixture.h"
#include "tests/auth/IdentityServer.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// Discovery, service principals, and what tokens say.
class tst_oauth : public QObject {
    Q_OBJECT
private:
    AuthFixture m_fixture;

    static ConnectionSettings principal(const QString& host) {
        ConnectionSettings out;
        out.host = host;
        out.clientId = u"app-1"_s;
        out.credential = CredentialKind::ClientSecret;
        return out;
    }
    TokenResult fetch(const ConnectionSettings& connection, const QByteArray& secret = "not a real secret") {
        SharedToken shared(
            std::make_shared<ClientCredentials>(connection, heldSecret(Secret(secret)), m_fixture.ports()),
            m_fixture.ports());
        return got(shared.token());
    }
    SignInResult<HostFacts> probe(const QString& host) { return got(probeHost(m_fixture.ports(), host)); }

private Q_SLOTS:
    void aHostTellsAboutItself() {
        IdentityServer server;
        const auto facts = probe(server.host());
        QVERIFY(facts);
        QCOMPARE(facts->cloud, u"aws"_s);
        QCOMPARE(facts->hostType, u"workspace"_s);
        QCOMPARE(facts->workspaceId, u"77"_s);
        QCOMPARE(facts->oauth.token.toString(), server.host() + u"/oidc/v1/token"_s);
    }

    void withoutTheFirstDocumentTheSecondIsEnough() {
        IdentityServer server;
        server.server().on("/.well-known/databricks-config", [](const SeenRequest&) {
            return HttpReply{500, {}, "oops", false};
        });
        QVERIFY(probe(server.host()));
    }

    void aHostWithoutOAuthIsTheWrongOne() {
        ScriptedServer other;
        const auto facts = probe(other.url());
        QVERIFY(!facts);
        QCOMPARE(facts.error().fault, SignInFault::WrongHost);
        QVERIFY(facts.error().message.contains("404"_L1));
    }

    void aHostThatIsDownIsNotTheWrongOne() {
        IdentityServer server;
        server.server().on("/oidc/.well-known/oauth-authorization-server", [](const SeenRequest&) {
            return HttpReply{503, {}, "later", false};
        });
        QCOMPARE(probe(server.host()).error().fault, SignInFault::Unreachable);
    }

    void endpointsInTheClearAreRefused() {
        IdentityServer server;
        server.server().on("/oidc/.well-known/oauth-authorization-server", [](const SeenRequest&) {
            return jsonReply(200,
                QByteArray(R"({"authorization_endpoint":"https:S/x.example/a","token_endpoint":"http:S/x.example/t"})")
                    .replace('S', '/'));
        });
        QCOMPARE(probe(server.host()).error().fault, SignInFault::InsecureHost);
    }

    void anInsecureHostIsNotEvenAsked() {
        QCOMPARE(probe(u"http://workspace.example"_s).error().fault, SignInFault::InsecureHost);
    }

    void nobodyListeningIsUnreachable() {
        QString gone;
        {
            ScriptedServer server;
            gone = server.url();
        }
        QCOMPARE(probe(gone).error().fault, SignInFault::Unreachable);
    }

    void aServicePrincipalGetsAToken() {
        IdentityServer server;
        const auto token = fetch(principal(server.host()));
        QVERIFY(token);
        QCOMPARE(token->value.reveal(), QByteArray("access-1"));
        QCOMPARE(token->facts.credential, CredentialKind::ClientSecret);
        QCOMPARE(token->facts.owner, u"app-1"_s);
        QCOMPARE(token->facts.scopes, (QStringList{u"all-apis"_s, u"offline_access"_s}));
        QCOMPARE(*token->facts.expires, AuthFixture::start().addSecs(3600));
        const auto asked = server.server().seen("/oidc/v1/token");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0].method, QByteArray("POST"));
        QCOMPARE(asked[0].field("authorization"), "Basic " + QByteArray("app-1:not a real secret").toBase64());
        QCOMPARE(asked[0].field("content-type"), QByteArray("application/x-www-form-urlencoded"));
        QCOMPARE(asked[0].form(u"grant_type"_s), u"client_credentials"_s);
        QCOMPARE(asked[0].form(u"scope"_s), u"all-apis"_s);
    }

    void discoveryIsAskedOnce() {
        IdentityServer server;
        SharedToken shared(std::make_shared<ClientCredentials>(
                               principal(server.host()), heldSecret(Secret("not a real secret")), m_fixture.ports()),
            m_fixture.ports());
        const auto first = got(shared.token());
        QCOMPARE(got(shared.renewed(*first))->value.reveal(), QByteArray("access-2"));
        QCOMPARE(server.server().seen("/oidc/.well-known/oauth-authorization-server").size(), 1);
    }

    void aWrongSecretIsQuotedWithoutIt() {
        IdentityServer server;
        server.refuseTokens(
            401, R"({"error":"invalid_client","error_description":"no such secret: not a real secret"})");
        const auto token = fetch(principal(server.host()));
        QVERIFY(!token);
        QCOMPARE(token.error().fault, SignInFault::OAuthRefused);
        QVERIFY(token.error().message.contains("invalid_client"_L1));
        QVERIFY(!token.error().oneLine().contains("not a real secret"_L1));
    }

    void withoutASecretNothingIsAsked() {
        IdentityServer server;
        QCOMPARE(fetch(principal(server.host()), {}).error().fault, SignInFault::SignedOut);
        QVERIFY(server.server().seen().isEmpty());
    }

    void anAnswerWithoutATokenIsNamed_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty object") << 200 << QByteArray("{}");
        QTest::newRow("no JSON") << 200 << QByteArray("<html>");
        QTest::newRow("number for a token") << 200 << QByteArray(R"({"access_token":5})");
        QTest::newRow("error without a body") << 500 << QByteArray();
    }
    void anAnswerWithoutATokenIsNamed() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        IdentityServer server;
        server.refuseTokens(status, body);
        QCOMPARE(fetch(principal(server.host())).error().fault, SignInFault::BadAnswer);
    }

    void cancellingEndsTheCallToTheServer() {
        IdentityServer server;
        server.server().hold("/oidc/v1/token");
        SharedToken shared(std::make_shared<ClientCredentials>(
                               principal(server.host()), heldSecret(Secret("not a real secret")), m_fixture.ports()),
            m_fixture.ports());
        auto token = shared.token();
        QTRY_COMPARE(server.server().seen("/oidc/v1/token").size(), 1);
        token.cancel();
        token.waitForFinished();
        QCOMPARE(token.resultCount(), 0);
    }

    void aJwtTellsWhoseItIsAndWhenItEnds() {
        const QByteArray claims = R"({"sub":"me@x.example","scope":"all-apis sql","exp":1772370000})";
        const QByteArray token = "eyJhbGciOiJub25lIn0."
            + claims.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + ".c2ln";
        const TokenFacts facts = factsInToken(token, CredentialKind::AccessToken);
        QCOMPARE(facts.form, TokenForm::Jwt);
        QCOMPARE(facts.owner, u"me@x.example"_s);
        QCOMPARE(facts.scopes, (QStringList{u"all-apis"_s, u"sql"_s}));
        QCOMPARE(facts.expires->toSecsSinceEpoch(), 1772370000);
    }

    void aPersonalAccessTokenIsRecognised() {
        QCOMPARE(factsInToken("dapi0123", CredentialKind::AccessToken).form, TokenForm::Personal);
    }

    void garbageInATokenIsHarmless() {
        for (const QByteArray& text : {QByteArray("a.b.c"), QByteArray(".."), QByteArray("eyJ.W10.x"),
                 QByteArray("a.eyJleHAiOiJ4In0.c"), QByteArray()})
            QVERIFY(!factsInToken(text, CredentialKind::AccessToken).expires);
    }
};

QTEST_GUILESS_MAIN(tst_oauth)
#include "tst_oauth.moc"
