#include "services/net/ProxyRoute.h"

#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class TestProxyRoute : public QObject {
    Q_OBJECT

    static ProxyRoute fromEnvironment(
        std::initializer_list<std::pair<QString, QString>> variables, const char* target) {
        QProcessEnvironment environment;
        for (const auto& [name, value] : variables)
            environment.insert(name, value);
        return ProxyRoute::find({}, environment, QUrl(QString::fromLatin1(target)));
    }

private Q_SLOTS:
    void httpsVariableServesHttpsInEitherCase() {
        QCOMPARE(fromEnvironment({{u"HTTPS_PROXY"_s, u"http://p.test:3128"_s}}, "https://a.test/").address,
            "http://p.test:3128");
        QCOMPARE(
            fromEnvironment({{u"https_proxy"_s, u"p.test:3128"_s}}, "https://a.test/").address, "http://p.test:3128");
        QVERIFY(fromEnvironment({{u"HTTPS_PROXY"_s, u"http://p.test:3128"_s}}, "http://a.test/").address.isEmpty());
    }

    void httpVariableCountsInLowerCaseOnly() {
        QCOMPARE(
            fromEnvironment({{u"http_proxy"_s, u"http://p.test:1"_s}}, "http://a.test/").address, "http://p.test:1");
        QVERIFY(fromEnvironment({{u"HTTP_PROXY"_s, u"http://p.test:1"_s}}, "http://a.test/").address.isEmpty());
    }

    void allProxyIsTheLastResort() {
        QCOMPARE(fromEnvironment({{u"ALL_PROXY"_s, u"socks5h://p.test:1080"_s}}, "https://a.test/").address,
            "socks5h://p.test:1080");
    }

    void exceptionsAreHandedOn() {
        const auto route = fromEnvironment(
            {{u"HTTPS_PROXY"_s, u"p.test"_s}, {u"NO_PROXY"_s, u".inner.test,10.0.0.0/8"_s}}, "https://a.test/");
        QCOMPARE(route.exceptions, ".inner.test,10.0.0.0/8");
    }

    void thisComputerIsReachedDirectly() {
        for (const char* url :
            {"https://localhost/", "https://127.0.0.1:8443/", "https://[::1]/", "https://127.9.9.9/"})
            QVERIFY(fromEnvironment({{u"ALL_PROXY"_s, u"http://p.test"_s}}, url).address.isEmpty());
    }

    void credentialsLeaveTheAddress() {
        const auto route = fromEnvironment({{u"HTTPS_PROXY"_s, u"http://ann:p%40ss@p.test:3128"_s}}, "https://a.test/");
        QCOMPARE(route.address, "http://p.test:3128");
        QCOMPARE(route.user, "ann");
        QVERIFY(route.password.matches("p@ss"));
    }

    void fixedProxyBringsItsOwnCredentials() {
        NetworkSettings settings;
        settings.proxy = NetworkSettings::Proxy::Fixed;
        settings.proxyAddress = u"p.test:8080"_s;
        settings.proxyUser = u"bob"_s;
        settings.proxyPassword = Secret("not-a-real-one");
        const auto route = ProxyRoute::find(settings, {}, QUrl(u"https://a.test/"_s));
        QCOMPARE(route.address, "http://p.test:8080");
        QCOMPARE(route.user, "bob");
        QVERIFY(route.password.matches("not-a-real-one"));
    }

    void noneIgnoresTheEnvironment() {
        NetworkSettings settings;
        settings.proxy = NetworkSettings::Proxy::None;
        QProcessEnvironment environment;
        environment.insert(u"ALL_PROXY"_s, u"http://p.test"_s);
        QVERIFY(ProxyRoute::find(settings, environment, QUrl(u"https://a.test/"_s)).address.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProxyRoute)
#include "tst_proxy_route.moc"
