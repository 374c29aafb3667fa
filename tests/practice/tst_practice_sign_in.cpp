// Signing in by browser from end to end: the practice workspace's own pages and tokens, a listener on this machine, and
// a browser that does what one does.
#include "services/auth/MemorySecrets.h"
#include "services/auth/Sessions.h"
#include "services/core/Connection.h"
#include "services/databricks/IdentityClient.h"
#include "tests/auth/AuthFixture.h"
#include "tests/practice/PracticeClient.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

PracticeOptions signingIn(const QString& who) {
    PracticeOptions options;
    options.signInAs = who;
    return options;
}

/// The program's side: sessions, and a browser that opens an address and follows where it is sent.
struct Program {
    Program(PracticeClient& client, SecretStore& secrets)
        : sessions(auth.realPorts(), secrets,
            {.open = [this](const QUrl& address) { return open(address); },
                .timeLimit = 60s,
                .firstPort = 28200,
                .lastPort = 28260}) {
        connection.settings.id = u"practice"_s;
        connection.settings.kind = ConnectionKind::Practice;
        connection.settings.host = client.base();
        connection.settings.credential = CredentialKind::Browser;
    }
    ~Program() { auth.thread.stop(); }

    bool open(const QUrl& address) {
        ++opened;
        HttpRequest request;
        request.url = address;
        auth.http.send(std::move(request)).then([this](const HttpResult& page) {
            if (!page)
                return;
            // A page that asks: the person takes the second of those on offer.
            static const QRegularExpression link(u"href=\"([^\"]*practice_user=ben[^\"]*)\""_s);
            const auto found = link.match(QString::fromUtf8(page->body));
            if (!found.hasMatch())
                return;
            HttpRequest choice;
            choice.url = page->url.resolved(QUrl(found.captured(1).replace(u"&amp;"_s, u"&"_s)));
            auth.http.send(std::move(choice));
        });
        return true;
    }
    SignInResult<TokenFacts> signIn() { return got(sessions.signIn(connection)); }
    ApiOutcome<Identity> me() {
        const auto api = sessions.client(connection);
        return got(IdentityClient(*api, auth.thread).me());
    }

    /// The user's name, or why it is not known.
    QString who() {
        const auto answer = me();
        return answer ? answer->userName : answer.error().oneLine();
    }

    AuthFixture auth;
    std::atomic<int> opened = 0;
    Sessions sessions;
    Connection connection;
};

/// Keeps a copy of what was kept last.
class WatchedSecrets final : public SecretStore {
public:
    QFuture<Result<Secret>> read(QString key) override { return m_kept.read(std::move(key)); }
    QFuture<Result<>> write(QString key, Secret value) override {
        last = value;
        return m_kept.write(std::move(key), std::move(value));
    }
    QFuture<Result<>> remove(QString key) override { return m_kept.remove(std::move(key)); }
    SecretPlace place() const override { return m_kept.place(); }

    Secret last;

private:
    MemorySecrets m_kept;
};

const QString Ada = u"ada@practice.example"_s;

/// Every access token given out so far ends.
void endTokens(PracticeClient& client) {
    QVERIFY(client.workspace().setFault(u"tokens-expire"_s, true));
    const auto answer = client.post(
        u"/api/2.0/sql/statements"_s, {{u"statement"_s, u"SELECT 1"_s}, {u"warehouse_id"_s, u"a1b2c3d4e5f60001"_s}});
    QCOMPARE(answer.status, 200);
    QVERIFY(client.workspace().setFault(u"tokens-expire"_s, false));
}

} // namespace

class TestPracticeSignIn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPersonSignsInAndIsWhoTheWorkspaceSays() {
        PracticeClient client(signingIn(Ada));
        MemorySecrets secrets;
        Program program(client, secrets);
        const auto facts = program.signIn();
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().oneLine()));
        QVERIFY(facts->expires.has_value());
        QCOMPARE(program.who(), Ada);
    }

    void aPersonChoosesOnThePage() {
        PracticeClient client;
        MemorySecrets secrets;
        Program program(client, secrets);
        QVERIFY(program.signIn());
        QCOMPARE(program.who(), u"ben@practice.example"_s);
    }

    void tokensThatEndAreRenewedWithoutTheBrowser() {
        PracticeClient client(signingIn(Ada));
        MemorySecrets secrets;
        Program program(client, secrets);
        QVERIFY(program.signIn());
        for (int i = 0; i < 3; ++i) { // each time with the refresh token that came with the last renewal
            endTokens(client);
            QCOMPARE(program.who(), Ada);
        }
        QCOMPARE(program.opened.load(), 1);
    }

    void theNextStartNeedsNoBrowser() {
        PracticeClient client(signingIn(Ada));
        MemorySecrets secrets;
        {
            Program program(client, secrets);
            QVERIFY(program.signIn());
        }
        Program program(client, secrets);
        QCOMPARE(program.who(), Ada);
        QCOMPARE(program.opened.load(), 0);
    }

    void decliningIsNamed() {
        PracticeClient client(signingIn(u"nobody"_s));
        MemorySecrets secrets;
        Program program(client, secrets);
        const auto facts = program.signIn();
        QVERIFY(!facts);
        QCOMPARE(facts.error().fault, SignInFault::UserDenied);
        QVERIFY(!facts.error().remedy.isEmpty());
    }

    void signingOutForgetsTheRefreshToken() {
        PracticeClient client(signingIn(Ada));
        MemorySecrets secrets;
        Program program(client, secrets);
        QVERIFY(program.signIn());
        program.sessions.signOut(program.connection);
        const auto me = program.me();
        QVERIFY(!me);
        QCOMPARE(me.error().fault.signIn, SignInFault::SignedOut);
    }

    void aSignInThatHasEndedThereSaysToSignInAgain() {
        PracticeClient client(signingIn(Ada));
        WatchedSecrets secrets;
        Program program(client, secrets);
        QVERIFY(program.signIn());
        const QByteArray form = "grant_type=refresh_token&client_id=databricks-cli&refresh_token=";
        QCOMPARE(client.form(u"/oidc/v1/token"_s, form + secrets.last.reveal()).status, 200); // it serves once
        endTokens(client);
        const auto me = program.me();
        QVERIFY(!me);
        QCOMPARE(me.error().fault.signIn, SignInFault::RefreshExpired);
        QCOMPARE(me.error().remedy, u"Sign in again."_s);
    }
};

QTEST_GUILESS_MAIN(TestPracticeSignIn)
#include "tst_practice_sign_in.moc"
