#include "tests/practice/PracticeClient.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString MePath = u"/api/2.0/preview/scim/v2/Me"_s;
const QByteArray Verifier = "a-verifier-of-forty-three-characters-at-least-0123";

QString authorizePath(const QString& redirect) {
    const QByteArray challenge = QCryptographicHash::hash(Verifier, QCryptographicHash::Sha256)
                                     .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return u"/oidc/v1/authorize?client_id=databricks-cli&response_type=code&state=s1&scope=all-apis%20offline_access"
           "&code_challenge_method=S256&code_challenge=%1&redirect_uri=%2"_s.arg(
               QString::fromLatin1(challenge), redirect);
}

QUrlQuery location(const PracticeAnswer& answer) {
    return QUrlQuery(QUrl(QString::fromLatin1(answer.fields.value("location"))));
}

} // namespace

class TestPracticeOAuth : public QObject {
    Q_OBJECT
private:
    static PracticeOptions signingInAsAda() {
        PracticeOptions options;
        options.signInAs = u"ada@practice.example"_s;
        return options;
    }
    /// The answer of the token endpoint after a sign-in in the browser.
    static QJsonObject signIn(PracticeClient& client) {
        const auto answer = client.get(authorizePath(u"http://localhost:8020"_s));
        const QByteArray code = location(answer).queryItemValue(u"code"_s).toLatin1();
        return client.form(u"/oidc/v1/token"_s, exchange(code, Verifier)).json();
    }
    static QByteArray exchange(const QByteArray& code, const QByteArray& verifier) {
        return "grant_type=authorization_code&client_id=databricks-cli&redirect_uri=http%3A%2F%2Flocalhost%3A8020&code="
            + code + "&code_verifier=" + verifier;
    }

private Q_SLOTS:
    void discoveryNamesTheEndpointsOfThisHost() {
        PracticeClient client;
        client.actAs({});
        const auto found = client.get(u"/oidc/.well-known/oauth-authorization-server"_s).json();
        QCOMPARE(found.value("token_endpoint"_L1).toString(), client.base() + u"/oidc/v1/token"_s);
        QCOMPARE(found.value("authorization_endpoint"_L1).toString(), client.base() + u"/oidc/v1/authorize"_s);
        const auto host = client.get(u"/.well-known/databricks-config"_s).json();
        QCOMPARE(host.value("oidc_endpoint"_L1).toString(), client.base() + u"/oidc"_s);
    }

    void aClientSecretBuysAToken() {
        PracticeClient client;
        client.useToken(client.machineToken());
        const auto me = client.get(MePath);
        QCOMPARE(me.status, 200);
        QCOMPARE(me.json().value("applicationId"_L1), client.secretsOf(u"practice-collector"_s).value("client_id"_L1));
    }

    void aWrongClientSecretIsRefusedByName() {
        PracticeClient client;
        const auto answer = client.form(
            u"/oidc/v1/token"_s, "grant_type=client_credentials&scope=all-apis&client_id=x&client_secret=y");
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.json().value("error"_L1).toString(), u"invalid_client"_s);
    }

    void aBrowserSignInEndsInTokens() {
        PracticeClient client(signingInAsAda());
        const auto tokens = signIn(client);
        QVERIFY(!tokens.value("refresh_token"_L1).toString().isEmpty());
        client.useToken(tokens.value("access_token"_L1).toString().toLatin1());
        QCOMPARE(client.get(MePath).json().value("userName"_L1).toString(), u"ada@practice.example"_s);
    }

    void theStateComesBackWithTheCode() {
        PracticeClient client(signingInAsAda());
        const auto answer = client.get(authorizePath(u"http://localhost:8020"_s));
        QCOMPARE(answer.status, 302);
        QCOMPARE(location(answer).queryItemValue(u"state"_s), u"s1"_s);
    }

    void withoutAFixedPersonThePageOffersEverybody() {
        PracticeClient client;
        const auto page = client.get(authorizePath(u"http://localhost:8020"_s));
        QCOMPARE(page.status, 200);
        for (const char* name : {"ada%40practice", "ben%40practice", "practice_user=nobody"})
            QVERIFY2(page.body.contains(name), name);
    }

    void aCodeServesOnce() {
        PracticeClient client(signingInAsAda());
        const QByteArray code
            = location(client.get(authorizePath(u"http://localhost:8020"_s))).queryItemValue(u"code"_s).toLatin1();
        QCOMPARE(client.form(u"/oidc/v1/token"_s, exchange(code, Verifier)).status, 200);
        QCOMPARE(client.form(u"/oidc/v1/token"_s, exchange(code, Verifier)).status, 400);
    }

    void aWrongVerifierIsRefused() {
        PracticeClient client(signingInAsAda());
        const QByteArray code
            = location(client.get(authorizePath(u"http://localhost:8020"_s))).queryItemValue(u"code"_s).toLatin1();
        const auto answer = client.form(u"/oidc/v1/token"_s, exchange(code, "another"));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.json().value("error"_L1).toString(), u"invalid_grant"_s);
    }

    void aRedirectBeyondThisComputerIsRefused() {
        PracticeClient client(signingInAsAda());
        QCOMPARE(client.get(authorizePath(u"http://example.com/cb"_s)).status, 400);
    }

    void aRefreshTokenIsReplacedWhenItIsUsed() {
        PracticeClient client(signingInAsAda());
        const QByteArray first = signIn(client).value("refresh_token"_L1).toString().toLatin1();
        const QByteArray body = "grant_type=refresh_token&client_id=databricks-cli&refresh_token=" + first;
        const auto renewed = client.form(u"/oidc/v1/token"_s, body);
        QCOMPARE(renewed.status, 200);
        QVERIFY(renewed.json().value("refresh_token"_L1).toString().toLatin1() != first);
        const auto again = client.form(u"/oidc/v1/token"_s, body);
        QCOMPARE(again.status, 400);
        QCOMPARE(again.json().value("error_description"_L1).toString(), u"Refresh token is invalid"_s);
    }

    void anAccessTokenEndsWhenItsTimeIsOver() {
        PracticeOptions options;
        options.pace.accessToken = std::chrono::seconds(0);
        PracticeClient client(options);
        client.useToken(client.machineToken());
        const auto me = client.get(MePath);
        QCOMPARE(me.status, 401);
        QCOMPARE(me.code(), u"UNAUTHENTICATED"_s);
    }

    void anAccessTokenHoldsOverARestart() {
        QTemporaryDir folder;
        PracticeOptions options;
        options.dataFolder = folder.path();
        QByteArray token;
        {
            PracticeClient before(options);
            token = before.machineToken();
        }
        PracticeClient after(options);
        after.useToken(token);
        QCOMPARE(after.get(MePath).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestPracticeOAuth)
#include "tst_practice_oauth.moc"
