#include "services/auth/ConnectionDesk.h"
#include "services/auth/MemorySecrets.h"
#include "tests/auth/AuthFixture.h"
#include "tests/auth/IdentityServer.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Me = R"({"userName":"me@x.example","displayName":"Me"})";

/// All that Qt logs while it lives.
class LogEar {
public:
    LogEar() {
        s_heard.clear();
        m_before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& text) {
            const std::lock_guard lock(s_mutex);
            s_heard += text + u'\n';
        });
    }
    ~LogEar() { qInstallMessageHandler(m_before); }
    static QString heard() {
        const std::lock_guard lock(s_mutex);
        return s_heard;
    }

private:
    QtMessageHandler m_before;
    static inline std::mutex s_mutex;
    static inline QString s_heard;
};

} // namespace

/// What the window does with connections, down to real sockets.
class tst_connection_desk : public QObject {
    Q_OBJECT
private:
    struct Scene {
        AuthFixture fixture;
        IdentityServer server;
        MemorySecrets secrets;
        QTemporaryDir folder;
        /// Follows the redirect as a browser does.
        std::function<bool(const QUrl&)> browser = [this](const QUrl& address) {
            const QUrlQuery query(address);
            HttpRequest request;
            request.url = QUrl(query.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded) + u"/?code=c&state="_s
                + query.queryItemValue(u"state"_s));
            fixture.http.send(std::move(request));
            return true;
        };
        Sessions sessions{fixture.realPorts(), secrets,
            {.open = [this](const QUrl& address) { return browser(address); }, .firstPort = 28100, .lastPort = 28140}};
        std::unique_ptr<ConnectionDesk> desk;

        Scene() {
            BookPlaces places{folder.filePath(u"own.json"_s), {}, {}};
            places.environment.insert(u"DATABRICKS_CONFIG_FILE"_s, folder.filePath(u"cfg"_s));
            desk = std::make_unique<ConnectionDesk>(places, sessions);
            server.server().on("/api/2.0/preview/scim/v2/Me", [](const SeenRequest& request) {
                const QByteArray bearer = request.field("authorization");
                return bearer == "Bearer good-token" || bearer.startsWith("Bearer access-")
                    ? jsonReply(200, Me, {{"X-Databricks-Org-Id", "77"}})
                    : jsonReply(401, "{\"error_code\":\"UNAUTHENTICATED\",\"message\":\"bad: " + bearer + "\"}");
            });
        }
        ~Scene() {
            desk.reset();
            fixture.thread.stop();
        }

        template <class T> T wait(QFuture<T> future) {
            if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000) || future.resultCount() == 0)
                qFatal("the future did not end with a result");
            return future.result();
        }
        QString add(CredentialKind credential, const QByteArray& secret = {}) {
            ConnectionSettings settings;
            settings.name = u"Mine"_s;
            settings.host = server.host();
            settings.credential = credential;
            settings.clientId = u"app"_s;
            return wait(desk->save(settings, secret.isEmpty() ? std::nullopt : std::optional(Secret(secret)))).value();
        }
        ConnectionReport check(const QString& id) { return wait(desk->check(id)).value(); }
    };

private Q_SLOTS:
    void theListIsReadAtOnce() {
        Scene s;
        QSignalSpy changed(s.desk.get(), &ConnectionControl::changed);
        QTRY_VERIFY(s.desk->isRead());
        QCOMPARE(changed.size(), 1);
        QVERIFY(s.desk->connections().isEmpty());
    }

    void aTestSaysWhoWeAre() {
        Scene s;
        const auto report = s.check(s.add(CredentialKind::AccessToken, "good-token"));
        QVERIFY(!report.problem);
        QCOMPARE(report.who, u"me@x.example"_s);
        QCOMPARE(report.displayName, u"Me"_s);
        QCOMPARE(report.workspaceId, u"77"_s);
        QCOMPARE(report.token.credential, CredentialKind::AccessToken);
    }

    void aPersonalTokenIsFlaggedForOtlp() {
        Scene s;
        s.server.server().on("/api/2.0/preview/scim/v2/Me", [](const SeenRequest&) { return jsonReply(200, Me); });
        const auto report = s.check(s.add(CredentialKind::AccessToken, "dapi0123456789abcdef"));
        QCOMPARE(report.notes.size(), 1);
        QVERIFY(report.notes[0].contains("OTLP"_L1));
    }

    void aBadTokenIsReportedWithItsDetails() {
        Scene s;
        const auto report = s.check(s.add(CredentialKind::AccessToken, "bad-token-planted"));
        QCOMPARE(report.problem->code, ErrorCode::NeedsSignIn);
        QVERIFY(report.details.contains("HTTP status: 401"_L1));
        QVERIFY(!report.details.contains("planted"_L1));
    }

    void aServicePrincipalIsChecked() {
        Scene s;
        const auto report = s.check(s.add(CredentialKind::ClientSecret, "not a real secret"));
        QVERIFY(!report.problem);
        QCOMPARE(report.token.credential, CredentialKind::ClientSecret);
    }

    void aBrowserSignInServesFromThenOn() {
        Scene s;
        QSignalSpy opened(s.desk.get(), &ConnectionControl::browserOpened);
        const QString id = s.add(CredentialKind::Browser);
        QVERIFY(s.check(id).problem); // not yet
        const auto report = s.wait(s.desk->signIn(id)).value();
        QVERIFY2(!report.problem, qPrintable(report.problem.value_or(Error()).oneLine()));
        QCOMPARE(report.who, u"me@x.example"_s);
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(!s.check(id).problem);
        QVERIFY(s.wait(s.desk->signOut(id)));
        QCOMPARE(s.check(id).problem->code, ErrorCode::NeedsSignIn);
    }

    void aCancelledSignInListensNoMore() {
        Scene s;
        std::atomic<bool> asked = false;
        s.browser = [&](const QUrl&) {
            asked = true;
            return true;
        };
        const QString id = s.add(CredentialKind::Browser);
        auto report = s.desk->signIn(id);
        QTRY_VERIFY(asked);
        report.cancel();
        QTRY_VERIFY(report.isFinished());
        QCOMPARE(report.resultCount(), 0);
    }

    void aSecretDoesNotFollowToAnotherHost() {
        Scene s;
        IdentityServer other;
        std::atomic<int> signedCalls = 0;
        other.server().on("/api/2.0/preview/scim/v2/Me", [&](const SeenRequest& request) {
            signedCalls += request.field("authorization").isEmpty() ? 0 : 1;
            return jsonReply(200, Me);
        });
        const QString id = s.add(CredentialKind::AccessToken, "good-token");
        ConnectionSettings moved = s.desk->connections()[0].settings;
        moved.host = other.host();
        QVERIFY(s.wait(s.desk->save(moved, std::nullopt)));
        QCOMPARE(s.check(id).problem->code, ErrorCode::NeedsSignIn);
        QCOMPARE(signedCalls.load(), 0);
    }

    void aRemovedConnectionLeavesNoSecret() {
        Scene s;
        const QString id = s.add(CredentialKind::AccessToken, "good-token");
        const QString key = id + u' ' + s.server.host() + u" access-token"_s;
        QCOMPARE(got(s.secrets.read(key))->reveal(), QByteArray("good-token"));
        QVERIFY(s.wait(s.desk->remove(id)));
        QTRY_VERIFY(got(s.secrets.read(key))->isEmpty());
    }

    void aProfileIsCheckedWithItsOwnToken() {
        Scene s;
        QFile file(s.folder.filePath(u"cfg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[P]\nhost = " + s.server.host().toUtf8() + "\ntoken = good-token\n");
        file.close();
        s.desk->refresh();
        QTRY_COMPARE(s.desk->connections().size(), 1);
        QVERIFY(!s.check(u"profile:P"_s).problem);
    }

    void anMlflowServerIsCheckedByItsExperiments() {
        Scene s;
        s.server.server().on("/version", [](const SeenRequest&) { return HttpReply{200, {}, "3.4.0", false}; });
        s.server.server().on(
            "/api/2.0/mlflow/experiments/search", [](const SeenRequest&) { return jsonReply(200, "{}"); });
        ConnectionSettings settings;
        settings.name = u"M"_s;
        settings.kind = ConnectionKind::MlflowServer;
        settings.credential = CredentialKind::None;
        settings.host = s.server.host();
        const auto report = s.check(s.wait(s.desk->save(settings, std::nullopt)).value());
        QVERIFY(!report.problem);
        QCOMPARE(report.server, u"MLflow 3.4.0"_s);
    }

    void anOtlpEndpointIsCheckedByAnEmptyExport() {
        Scene s;
        s.server.server().on("/v1/traces", [](const SeenRequest&) { return HttpReply{200, {}, {}, false}; });
        ConnectionSettings settings;
        settings.name = u"O"_s;
        settings.kind = ConnectionKind::Otlp;
        settings.credential = CredentialKind::None;
        settings.host = s.server.host();
        QVERIFY(!s.check(s.wait(s.desk->save(settings, std::nullopt)).value()).problem);
        const auto seen = s.server.server().seen("/v1/traces")[0];
        QCOMPARE(seen.method, QByteArray("POST"));
        QCOMPARE(seen.field("content-type"), QByteArray("application/x-protobuf"));
        QVERIFY(seen.body.isEmpty());
    }

    void noPlantedSecretIsEverShownLoggedOrRemembered() {
        const LogEar ear;
        QString shown;
        Scene s;
        const auto note = [&](const ConnectionReport& report) {
            shown += report.details + report.who + report.notes.join(u' ') + report.token.owner
                + report.token.scopes.join(u' ');
            if (report.problem)
                shown += report.problem->oneLine();
        };
        const QString id = s.add(CredentialKind::AccessToken, "planted-access-token");
        note(s.check(id)); // the server repeats the bearer in its message
        ConnectionSettings settings = s.desk->connections()[0].settings;
        settings.credential = CredentialKind::ClientSecret;
        s.server.refuseTokens(401, R"({"error":"invalid_client","error_description":"wrong: planted-client-secret"})");
        QVERIFY(s.wait(s.desk->save(settings, Secret("planted-client-secret"))));
        note(s.check(id));
        s.server.acceptTokens();
        settings.credential = CredentialKind::Browser;
        QVERIFY(s.wait(s.desk->save(settings, std::nullopt)));
        note(s.wait(s.desk->signIn(id)).value());
        for (const RequestRecord& record : s.fixture.http.trail().snapshot())
            shown += record.host + record.path + QString::fromUtf8(record.requestId);
        shown += LogEar::heard();
        for (const QString& file : QDir(s.folder.path()).entryList(QDir::Files | QDir::Hidden)) {
            QFile one(s.folder.filePath(file));
            QVERIFY(one.open(QIODevice::ReadOnly));
            shown += QString::fromUtf8(one.readAll());
        }
        for (const QLatin1StringView secret : {"planted"_L1, "access-1"_L1, "refresh-1"_L1, "code=c"_L1})
            QVERIFY2(!shown.contains(secret), qPrintable(shown));
        QVERIFY(shown.contains("/oidc/v1/token"_L1)); // the trail was there to be searched
    }
};

QTEST_GUILESS_MAIN(tst_connection_desk)
#include "tst_connection_desk.moc"
