#include "services/auth/CliAnswer.h"
#include "services/auth/CliTokens.h"
#include "tests/auth/AuthFixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Against a script in place of the program, which is really run.
class tst_cli_tokens : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    AuthFixture m_fixture;

    QString log() const { return m_folder.filePath(u"calls"_s); }
    QByteArrayList calls() const {
        QFile file(log());
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
    }

    ConnectionSettings settings(const QByteArray& script) {
        const QString path = m_folder.filePath(u"databricks"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write the script");
        file.write("#!/bin/sh\necho \"$@\" >> '" + log().toUtf8() + "'\n" + script);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QFile::remove(log());
        ConnectionSettings out;
        out.host = u"https://a.example"_s;
        out.profile = u"P"_s;
        out.cliPath = path;
        out.credential = CredentialKind::DatabricksCli;
        return out;
    }

    TokenResult fetch(const ConnectionSettings& connection, bool renew = false, std::chrono::milliseconds limit = 60s) {
        const auto source = std::make_shared<CliTokens>(connection, m_fixture.ports(), limit);
        return fetchFrom(source, renew);
    }
    TokenResult fetchFrom(const std::shared_ptr<CliTokens>& source, bool renew) {
        const Promised<QFuture<TokenResult>> asked;
        m_fixture.thread.run([=] { asked.give(source->fetch(renew)); });
        return got(got(asked.future()));
    }

    static QByteArray answer(const QByteArray& token, const QByteArray& expiry) {
        return "echo '{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\", \"expiry\": \"" + expiry
            + "\"}'\n";
    }

private Q_SLOTS:
    void givesTheTokenAndWhenItEnds() {
        const auto token = fetch(settings(answer("tok-1", "2026-03-01T13:00:00.123456789Z")));
        QVERIFY(token);
        QCOMPARE(token->value.reveal(), QByteArray("tok-1"));
        QCOMPARE(token->facts.expires->toString(Qt::ISODateWithMs), u"2026-03-01T13:00:00.123Z"_s);
        QCOMPARE(calls(), QByteArrayList{"auth token --output json --profile P"});
    }

    void asksByHostWithoutAProfile() {
        auto connection = settings(answer("tok-1", "2026-03-01T13:00:00Z"));
        connection.profile.clear();
        QVERIFY(fetch(connection));
        QCOMPARE(calls(), QByteArrayList{"auth token --output json --host https://a.example"});
    }

    void standardInputIsClosed() {
        QVERIFY(fetch(settings("if read line; then exit 1; fi\n" + answer("t", "2026-03-01T13:00:00Z"))));
    }

    void readsTimes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("time");
        QTest::newRow("zulu") << u"2026-03-01T13:00:00Z"_s << u"2026-03-01T13:00:00.000Z"_s;
        QTest::newRow("offset") << u"2026-03-01T13:00:00.5+02:00"_s << u"2026-03-01T11:00:00.500Z"_s;
        QTest::newRow("nanoseconds") << u"2026-03-01T13:00:00.123456789+01:00"_s << u"2026-03-01T12:00:00.123Z"_s;
        QTest::newRow("old, local") << u"2026-03-01 13:00:00.250000"_s << u"2026-03-01T13:00:00.250Z"_s; // TZ is UTC
        QTest::newRow("old, whole seconds") << u"2026-03-01 13:00:00"_s << u"2026-03-01T13:00:00.000Z"_s;
    }
    void readsTimes() {
        QFETCH(QString, text);
        const auto time = readCliTime(text);
        QVERIFY(time);
        QTEST(time->toString(Qt::ISODateWithMs), "time");
    }

    void aTokenThatEndsSoonIsForcedAnew() {
        const auto token
            = fetch(settings("case \"$*\" in *--force-refresh*)\n" + answer("fresh", "2026-03-01T13:00:00Z") + ";; *)\n"
                + answer("stale", "2026-03-01T12:02:00Z") + ";; esac\n"));
        QCOMPARE(token->value.reveal(), QByteArray("fresh"));
        QCOMPARE(calls().size(), 2);
    }

    void whenForcingFailsTheStaleTokenServes() {
        const auto token = fetch(settings("case \"$*\" in *--force-refresh*) echo 'Error: no' >&2; exit 1;; esac\n"
            + answer("stale", "2026-03-01T12:02:00Z")));
        QCOMPARE(token->value.reveal(), QByteArray("stale"));
    }

    void anOlderVersionIsAskedWithoutForceOnlyOnce() {
        const auto connection = settings(
            "case \"$*\" in *--force-refresh*) echo 'Error: unknown flag: --force-refresh' >&2; exit 1;; esac\n"
            + answer("t", "2026-03-01T13:00:00Z"));
        const auto source = std::make_shared<CliTokens>(connection, m_fixture.ports());
        QVERIFY(fetchFrom(source, true));
        QCOMPARE(calls().size(), 2);
        QVERIFY(fetchFrom(source, true));
        QCOMPARE(calls().size(), 3);
    }

    void anOlderVersionIsAskedByHost() {
        const auto token
            = fetch(settings("case \"$*\" in *--profile*) echo 'Error: unknown flag: --profile' >&2; exit 1;; esac\n"
                + answer("t", "2026-03-01T13:00:00Z")));
        QVERIFY(token);
        QCOMPARE(calls().last(), QByteArray("auth token --output json --host https://a.example"));
    }

    void tellsFailuresApart_data() {
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<QString>("fault");
        QTest::newRow("not logged in") << QByteArray(
            "Error: cache: databricks OAuth is not configured for this host. Try logging in again")
                                       << u"cli-not-logged-in"_s;
        QTest::newRow("no cache") << QByteArray("Error: no cached credentials") << u"cli-not-logged-in"_s;
        QTest::newRow("storage moved") << QByteArray(
            "Error: stored by an older CLI; set DATABRICKS_AUTH_STORAGE=plaintext")
                                       << u"cli-not-logged-in"_s;
        QTest::newRow("session ended") << QByteArray("Error: A new access token could not be retrieved because the "
                                                     "refresh token is invalid. To reauthenticate, run x")
                                       << u"refresh-expired"_s;
        QTest::newRow("no profile") << QByteArray("Error: no profile specified") << u"no-profile-chosen"_s;
        QTest::newRow("no profiles") << QByteArray("Error: no profiles configured") << u"no-profile-chosen"_s;
        QTest::newRow("several") << QByteArray("Error: multiple profiles matched: A, B") << u"ambiguous-credentials"_s;
        QTest::newRow("M2M profile") << QByteArray("Error: this command only supports U2M")
                                     << u"unsupported-credentials"_s;
        QTest::newRow("typo") << QByteArray("Error: resolve: /home/me/.databrickscfg has no P profile configured")
                              << u"no-such-profile"_s;
        QTest::newRow("wrong host") << QByteArray("Error: databricks OAuth is not supported for this host")
                                    << u"wrong-host"_s;
        QTest::newRow("Python CLI") << QByteArray(
            "Usage: databricks [OPTIONS] COMMAND [ARGS]...\nError: No such command 'auth'.")
                                    << u"cli-old"_s;
        QTest::newRow("before auth token")
            << QByteArray("Error: unknown command \"auth\" for \"databricks\"") << u"cli-old"_s;
        QTest::newRow("anything else") << QByteArray("Error: the moon is full") << u"cli-failed"_s;
    }
    void tellsFailuresApart() {
        QFETCH(QByteArray, errors);
        const auto token = fetch(settings("cat >&2 <<'END'\n" + errors + "\nEND\nexit 1\n"));
        QVERIFY(!token);
        QTEST(QString(signInFaultName(token.error().fault)), "fault");
        QVERIFY(!token.error().message.isEmpty());
        QVERIFY(!token.error().remedy.isEmpty());
    }

    void theLoginCommandIsSpeltOut() {
        const auto token = fetch(settings("echo 'Error: no cached credentials' >&2; exit 1\n"));
        QVERIFY(token.error().remedy.contains("databricks auth login --host https://a.example --profile P"_L1));
    }

    void somethingElseIsQuoted() {
        const auto token = fetch(settings("echo 'Error: the moon is full' >&2; exit 1\n"));
        QVERIFY(token.error().message.contains("the moon is full"_L1));
    }

    void aTokenInTheErrorsIsMasked() {
        const auto token = fetch(settings("echo 'Error: got eyJhbGciOi.eyJub3QiOiJyZWFsIn0.c2ln' >&2; exit 1\n"));
        QVERIFY(!token.error().message.contains("eyJub3Q"_L1));
    }

    void anAnswerThatIsNoJsonIsNamed() {
        const auto token = fetch(settings("echo tok-in-plain-text\n"));
        QCOMPARE(token.error().fault, SignInFault::CliFailed);
        QVERIFY(!token.error().message.contains("tok-in"_L1));
    }

    void aMissingProgramIsNamed() {
        auto connection = settings({});
        connection.cliPath = u"/nonexistent/databricks"_s;
        QCOMPARE(fetch(connection).error().fault, SignInFault::CliMissing);
    }

    void aProgramThatCannotStartIsNamed() {
        const auto connection = settings({});
        QFile file(connection.cliPath);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("#!/nonexistent/interpreter\n");
        file.close();
        QCOMPARE(fetch(connection).error().fault, SignInFault::CliMissing);
    }

    void aProgramThatHangsIsEnded() {
        const auto token = fetch(settings("exec sleep 100\n"), false, 200ms);
        QCOMPARE(token.error().fault, SignInFault::CliTimedOut);
    }

    void aCancelledFetchEndsTheProgram() {
        const auto source = std::make_shared<CliTokens>(
            settings("echo $$ > '" + m_folder.filePath(u"pid"_s).toUtf8() + "'\nexec sleep 100\n"), m_fixture.ports());
        const Promised<QFuture<TokenResult>> asked;
        m_fixture.thread.run([=] { asked.give(source->fetch(false)); });
        auto token = got(asked.future());
        const auto written = [this] {
            QFile file(m_folder.filePath(u"pid"_s));
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
        };
        QTRY_VERIFY(!written().isEmpty());
        const QString process = u"/proc/"_s + QString::fromUtf8(written());
        if (!QFile::exists(process))
            QSKIP("no /proc to look the process up in");
        token.cancel();
        QTRY_VERIFY(!QFile::exists(process));
        token.waitForFinished();
        QCOMPARE(token.resultCount(), 0);
    }

    void floodsOfOutputAreCutOff() {
        const auto token = fetch(settings("exec head -c 3000000 /dev/zero\n"));
        QVERIFY(!token);
    }
};

QTEST_GUILESS_MAIN(tst_cli_tokens)
#include "tst_cli_tokens.moc"
