#include "services/auth/KeychainSecrets.h"
#include "tests/auth/AuthFixture.h"

#include <QUuid>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// Without a session bus, as the test run has it: the keychain must give way to memory and say so. With a secret
/// service (dbus-run-session and gnome-keyring-daemon, told by SPANGLASS_TEST_KEYCHAIN) the real one is used.
class tst_secret_store : public QObject {
    Q_OBJECT
private:
    static bool hasKeychain() { return qEnvironmentVariableIsSet("SPANGLASS_TEST_KEYCHAIN"); }

    /// With the event loop that the keychain's library needs.
    template <class T> static T waited(QFuture<T> future) {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000) || future.resultCount() == 0)
            qFatal("the future ended without a result");
        return future.result();
    }

private Q_SLOTS:
    void memoryKeepsReplacesAndForgets() {
        MemorySecrets secrets;
        QVERIFY(got(secrets.read(u"k"_s))->isEmpty());
        QVERIFY(got(secrets.write(u"k"_s, Secret("one"))));
        QVERIFY(got(secrets.write(u"k"_s, Secret("two"))));
        QCOMPARE(got(secrets.read(u"k"_s))->reveal(), QByteArray("two"));
        QVERIFY(got(secrets.remove(u"k"_s)));
        QVERIFY(got(secrets.remove(u"k"_s)));
        QVERIFY(got(secrets.read(u"k"_s))->isEmpty());
        QCOMPARE(secrets.place().kind, SecretPlace::Kind::Memory);
    }

    void withoutAKeychainSecretsStayInMemoryAndThatIsSaid() {
        if (hasKeychain())
            QSKIP("there is a keychain in this run");
        KeychainSecrets secrets(u"spanglass-test"_s, std::chrono::seconds(10));
        QCOMPARE(secrets.place().kind, SecretPlace::Kind::Unknown);
        QVERIFY(waited(secrets.write(u"k"_s, Secret("value"))));
        QCOMPARE(waited(secrets.read(u"k"_s))->reveal(), QByteArray("value"));
        QCOMPARE(secrets.place().kind, SecretPlace::Kind::Memory);
        QVERIFY(!secrets.place().reason.isEmpty());
        QVERIFY(waited(secrets.remove(u"k"_s)));
        QVERIFY(waited(secrets.read(u"k"_s))->isEmpty());
    }

    void theKeychainKeepsSecretsBeyondTheProgram() {
        if (!hasKeychain())
            QSKIP("no secret service: run under dbus-run-session with gnome-keyring-daemon");
        const QString service = u"spanglass-test-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
        {
            KeychainSecrets secrets(service);
            QVERIFY(waited(secrets.write(u"k"_s, Secret("kept"))));
            QCOMPARE(secrets.place().kind, SecretPlace::Kind::Keychain);
        }
        KeychainSecrets secrets(service);
        QCOMPARE(waited(secrets.read(u"k"_s))->reveal(), QByteArray("kept"));
        QVERIFY(waited(secrets.remove(u"k"_s)));
        QVERIFY(waited(secrets.read(u"k"_s))->isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_secret_store)
#include "tst_secret_store.moc"
