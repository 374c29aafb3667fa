#include "services/auth/ApiClient.h"
#include "services/auth/ClientCredentials.h"
#include "services/auth/FixedToken.h"
#include "services/auth/SharedToken.h"
#include "tests/auth/AuthFixture.h"
#include "tests/auth/IdentityServer.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_api_client : public QObject {
    Q_OBJECT
private:
    AuthFixture m_fixture;

    ConnectionSettings settings(const QString& host, CredentialKind credential = CredentialKind::AccessToken) {
        ConnectionSettings out;
        out.host = host;
        out.credential = credential;
        out.clientId = u"app"_s;
        return out;
    }
    ApiClient withToken(const QString& host, const QByteArray& token = "fixed") {
        return ApiClient(settings(host), std::make_shared<FixedToken>(FixedToken::bearer(Secret(token)), host),
            m_fixture.realPorts(), {.maxTries = 3, .retryStep = 1ms});
    }
    /// Tokens "access-1", "access-2", ... that a server hands out.
    ApiClient withRenewal(const QString& host) {
        const auto connection = settings(host, CredentialKind::ClientSecret);
        return ApiClient(connection,
            std::make_shared<SharedToken>(std::make_shared<ClientCredentials>(connection,
                                              heldSecret(Secret("not a real secret")), m_fixture.realPorts()),
                m_fixture.realPorts()),
            m_fixture.realPorts(), {.maxTries = 3, .retryStep = 1ms});
    }

private Q_SLOTS:
    void aCallIsSignedAndSaysWhoCalls() {
        ScriptedServer server;
        server.on("/api/2.0/a b", [](const SeenRequest&) {
            return jsonReply(200, R"({"ok":1})", {{"x-request-id", "r-1"}, {"X-Databricks-Org-Id", "77"}});
        });
        auto client = withToken(server.url());
        const auto answer = got(client.call({.path = u"/api/2.0/a b"_s, .query = {{u"q"_s, u"x&y=z é+"_s}}}));
        QVERIFY(answer);
        QCOMPARE(answer->body, QByteArray(R"({"ok":1})"));
        QCOMPARE(answer->requestId, u"r-1"_s);
        QCOMPARE(answer->workspaceId, u"77"_s);
        const auto seen = server.seen()[0];
        QCOMPARE(seen.method, QByteArray("GET"));
        QCOMPARE(seen.field("authorization"), QByteArray("Bearer fixed"));
        QVERIFY(seen.field("user-agent").startsWith("spanglass/"));
        QVERIFY(seen.field("user-agent").endsWith(" auth/access-token"));
        QCOMPARE(seen.query.queryItemValue(u"q"_s, QUrl::FullyDecoded), u"x&y=z é+"_s);
        QCOMPARE(seen.field("content-type"), QByteArray());
    }

    void aBodyIsSentAsJson() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        auto client = withToken(server.url());
        QVERIFY(got(client.call({.method = "POST", .path = u"/p"_s, .body = R"({"a":1})"})));
        QCOMPARE(server.seen()[0].body, QByteArray(R"({"a":1})"));
        QCOMPARE(server.seen()[0].field("content-type"), QByteArray("application/json"));
    }

    void theWorkspaceIsNamedWhereItIsKnown() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        auto connection = settings(server.url());
        connection.workspaceId = u"42"_s;
        ApiClient client(connection, std::make_shared<FixedToken>(FixedToken::bearer(Secret("t")), QString()),
            m_fixture.realPorts());
        QVERIFY(got(client.call({.path = u"/p"_s})));
        QCOMPARE(server.seen()[0].field("x-databricks-workspace-id"), QByteArray("42"));
        QCOMPARE(server.seen()[0].field("x-databricks-org-id"), QByteArray("42"));
    }

    void aPathOfTheHostIsKept() {
        ScriptedServer server;
        server.on("/base/p", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        auto client = withToken(server.url() + u"/base"_s);
        QVERIFY(got(client.call({.path = u"/p"_s})));
    }

    void a401RenewsOnceAndTriesAgain() {
        IdentityServer server;
        server.server().on("/p", [](const SeenRequest& request) {
            return request.field("authorization") == "Bearer access-2"
                ? jsonReply(200, "{}")
                : jsonReply(401, R"({"error_code":"UNAUTHENTICATED"})");
        });
        auto client = withRenewal(server.host());
        QVERIFY(got(client.call({.path = u"/p"_s})));
        QCOMPARE(server.server().seen("/p").size(), 2);
        QCOMPARE(server.granted.load(), 2);
    }

    void a401OfTheNewTokenTooIsTheEnd() {
        IdentityServer server;
        server.server().on("/p", [](const SeenRequest&) { return jsonReply(401, R"({"message":"never"})"); });
        auto client = withRenewal(server.host());
        const auto answer = got(client.call({.path = u"/p"_s}));
        QCOMPARE(answer.error().fault.signIn, std::optional(SignInFault::Unauthorized));
        QCOMPARE(server.server().seen("/p").size(), 2);
    }

    void manyCallsWithAnEndedTokenRenewItOnce() {
        IdentityServer server;
        server.server().on("/p", [](const SeenRequest& request) {
            return request.field("authorization") == "Bearer access-1" ? jsonReply(401, "{}") : jsonReply(200, "{}");
        });
        auto client = withRenewal(server.host());
        QList<QFuture<ApiResult>> calls;
        for (int i = 0; i < 25; ++i)
            calls += client.call({.path = u"/p"_s});
        for (const auto& call : calls)
            QVERIFY(got(call));
        QCOMPARE(server.granted.load(), 2);
    }

    void aRefusedFixedTokenKeepsTheServersWords() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) {
            return jsonReply(401, R"({"error_code":"UNAUTHENTICATED","message":"token expired"})");
        });
        auto client = withToken(server.url());
        const auto answer = got(client.call({.path = u"/p"_s}));
        QCOMPARE(answer.error().fault.signIn, std::optional(SignInFault::Unauthorized));
        QVERIFY(answer.error().message.contains("token expired"_L1));
        QCOMPARE(server.seen().size(), 1);
    }

    void aFailedSignInIsTheCallsFailure() {
        IdentityServer server;
        server.refuseTokens(401, R"({"error":"invalid_client"})");
        auto client = withRenewal(server.host());
        const auto answer = got(client.call({.path = u"/p"_s}));
        QCOMPARE(answer.error().fault.signIn, std::optional(SignInFault::OAuthRefused));
        QVERIFY(server.server().seen("/p").isEmpty());
    }

    void aGetThatTheServerFailedIsRepeated() {
        ScriptedServer server;
        std::atomic<int> asked = 0;
        server.on("/p", [&](const SeenRequest&) { return ++asked < 3 ? jsonReply(500, "{}") : jsonReply(200, "{}"); });
        auto client = withToken(server.url());
        QVERIFY(got(client.call({.path = u"/p"_s})));
        QCOMPARE(asked.load(), 3);
    }

    void aPostThatTheServerFailedIsNot() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) {
            return jsonReply(500, R"({"error_code":"INTERNAL_ERROR","message":"Please try again later"})");
        });
        auto client = withToken(server.url());
        QCOMPARE(got(client.call({.method = "POST", .path = u"/p"_s, .body = "{}"})).error().code, ErrorCode::Busy);
        QCOMPARE(server.seen().size(), 1);
    }

    void aPostThatTimesOutIsNotRepeated() {
        ScriptedServer server;
        server.hold("/p");
        auto client = withToken(server.url());
        const auto answer = got(client.call({.method = "POST", .path = u"/p"_s, .body = "{}", .deadline = 200ms}));
        QCOMPARE(answer.error().code, ErrorCode::TimedOut);
        QCOMPARE(server.seen().size(), 1);
    }

    void aLoginPageIsNoAnswer() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) {
            return HttpReply{200, {{"Content-Type", "text/html"}}, "<html><title>Databricks - Login</title>", false};
        });
        auto client = withToken(server.url());
        const auto answer = got(client.call({.path = u"/p"_s}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().fault.signIn, std::optional(SignInFault::Unauthorized));
    }

    void anAnswerThatIsTooLargeIsNamed() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) { return jsonReply(200, QByteArray(100'000, ' ') + "{}"); });
        auto client = withToken(server.url());
        const auto answer = got(client.call({.path = u"/p"_s, .maxBody = 10'000}));
        QCOMPARE(answer.error().code, ErrorCode::LimitHit);
    }

    void cancellingEndsACallAtOnce() {
        ScriptedServer server;
        server.hold("/p");
        auto client = withToken(server.url());
        auto call = client.call({.path = u"/p"_s});
        QTRY_COMPARE(server.seen().size(), 1);
        call.cancel();
        call.waitForFinished();
        QCOMPARE(call.resultCount(), 0);
    }

    void cancellingOneCallLeavesAnotherThatWaitsForTheSameToken() {
        IdentityServer server;
        server.server().on("/p", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        server.server().hold("/oidc/v1/token");
        auto client = withRenewal(server.host());
        auto a = client.call({.path = u"/p"_s});
        auto b = client.call({.path = u"/p"_s});
        QTRY_COMPARE(server.server().seen("/oidc/v1/token").size(), 1);
        a.cancel();
        m_fixture.settle();
        server.server().release();
        QVERIFY(got(b));
    }

    void aLinkIsFetchedWithoutCredentials() {
        ScriptedServer server;
        server.on("/blob", [](const SeenRequest&) { return HttpReply{200, {}, "rows", false}; });
        auto client = withToken(u"https://w.example"_s);
        const auto answer = got(client.fetchLink({.url = QUrl(server.url() + u"/blob?sig=planted"_s)}));
        QVERIFY(answer);
        QCOMPARE(answer->body, QByteArray("rows"));
        QCOMPARE(server.seen()[0].field("authorization"), QByteArray());
        QCOMPARE(server.seen()[0].query.queryItemValue(u"sig"_s), u"planted"_s);
    }

    void aLinkThatHasEndedDoesNotShowItself() {
        ScriptedServer server;
        server.on("/blob", [](const SeenRequest&) {
            return HttpReply{403, {}, "<Error><Code>ExpiredToken</Code></Error>", false};
        });
        auto client = withToken(u"https://w.example"_s);
        const auto answer = got(client.fetchLink({.url = QUrl(server.url() + u"/blob?sig=planted"_s)}));
        QCOMPARE(answer.error().fault.errorCode, u"ExpiredToken"_s);
        QVERIFY(!answer.error().oneLine().contains("planted"_L1));
    }

    void pagesAreReadToTheLast() {
        ScriptedServer server;
        server.on("/list", [](const SeenRequest& request) {
            const QString at = request.query.queryItemValue(u"page_token"_s);
            if (at.isEmpty())
                return jsonReply(200, R"({"n":1,"next":"b"})");
            return at == "b"_L1 ? jsonReply(200, R"({"next":"c"})") : jsonReply(200, R"({"n":3})");
        });
        auto client = withToken(server.url());
        QByteArrayList pages;
        const auto read = got(client.readPages(
            {.path = u"/list"_s, .query = {{u"k"_s, u"v"_s}}}, [&](const ApiAnswer& page) -> Result<QString> {
                pages += page.body;
                return page.body.contains("\"b\"") ? u"b"_s : page.body.contains("\"c\"") ? u"c"_s : QString();
            }));
        QVERIFY(read);
        QCOMPARE(pages.size(), 3);
        QCOMPARE(server.seen()[2].query.queryItemValue(u"k"_s), u"v"_s);
    }

    void aListThatRepeatsItsTokenIsEnded() {
        ScriptedServer server;
        server.on("/list", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        auto client = withToken(server.url());
        const auto read = got(
            client.readPages({.path = u"/list"_s}, [](const ApiAnswer&) -> Result<QString> { return u"same"_s; }));
        QCOMPARE(read.error().code, ErrorCode::LimitHit);
    }

    void aPageThatCannotBeReadEndsTheList() {
        ScriptedServer server;
        server.on("/list", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        auto client = withToken(server.url());
        const auto read = got(client.readPages({.path = u"/list"_s},
            [](const ApiAnswer&) -> Result<QString> { return failure(ErrorCode::Damaged, u"odd"_s); }));
        QCOMPARE(read.error().code, ErrorCode::Damaged);
    }

    void aCallOutlivesItsClient() {
        ScriptedServer server;
        server.on("/p", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        QFuture<ApiResult> call;
        {
            auto client = withToken(server.url());
            call = client.call({.path = u"/p"_s});
        }
        QVERIFY(got(call));
    }
};

QTEST_GUILESS_MAIN(tst_api_client)
#include "tst_api_client.moc"
