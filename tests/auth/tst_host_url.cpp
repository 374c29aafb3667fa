#include "services/auth/HostUrl.h"

#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class tst_host_url : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleansAHost_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("workspace");
        QTest::addColumn<QString>("account");
        QTest::newRow("no scheme") << u"adb-1.2.azuredatabricks.net"_s << u"https://adb-1.2.azuredatabricks.net"_s
                                   << QString() << QString();
        QTest::newRow("path and fragment")
            << u"https://x.example/sql/editor#a"_s << u"https://x.example"_s << QString() << QString();
        QTest::newRow("?o=") << u"https://x.example/?o=123"_s << u"https://x.example"_s << u"123"_s << QString();
        QTest::newRow("?w=") << u"https://x.example?w=5"_s << u"https://x.example"_s << u"5"_s << QString();
        QTest::newRow("?workspace_id= and account")
            << u"x.example?workspace_id=7&account_id=abc"_s << u"https://x.example"_s << u"7"_s << u"abc"_s;
        QTest::newRow("?a=") << u"https://x.example/?a=9"_s << u"https://x.example"_s << QString() << u"9"_s;
        QTest::newRow("capitals, slash, blanks")
            << u" HTTPS://X.Example/ "_s << u"https://x.example"_s << QString() << QString();
        QTest::newRow("http with a port")
            << u"http://127.0.0.1:8080/"_s << u"http://127.0.0.1:8080"_s << QString() << QString();
        QTest::newRow("password in it") << u"https://me:pw@x.example"_s << u"https://x.example"_s << QString()
                                        << QString();
    }
    void cleansAHost() {
        QFETCH(QString, typed);
        const auto got = cleanHost(typed);
        QVERIFY(got);
        QTEST(got->host, "host");
        QTEST(got->workspaceId, "workspace");
        QTEST(got->accountId, "account");
    }

    void refusesWhatIsNoWebAddress() {
        for (const QString& typed : {QString(), u"ftp://x"_s, u"two words"_s, u"https://"_s, u"file:///etc"_s})
            QVERIFY2(!cleanHost(typed), qPrintable(typed));
    }

    void anEndpointKeepsItsPath() {
        QCOMPARE(cleanEndpoint(u"https://x.example/v1/traces/?a=b"_s), u"https://x.example/v1/traces"_s);
    }

    void secretsGoToHttpsAndThisMachineOnly() {
        QVERIFY(mayCarrySecrets(u"https://x.example"_s));
        QVERIFY(mayCarrySecrets(u"http://127.0.0.1:1"_s));
        QVERIFY(mayCarrySecrets(u"http://localhost:1"_s));
        QVERIFY(mayCarrySecrets(u"http://[::1]:1"_s));
        QVERIFY(!mayCarrySecrets(u"http://x.example"_s));
        QVERIFY(!mayCarrySecrets(u"http://127.0.0.1.evil.example"_s));
    }
};

QTEST_APPLESS_MAIN(tst_host_url)
#include "tst_host_url.moc"
