#include "services/receiver/ListenPlan.h"

#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

QStringList reach(const QHostAddress& bound, const QStringList& own) {
    QList<QHostAddress> addresses;
    for (const QString& address : own)
        addresses.append(QHostAddress(address));
    QStringList out;
    for (const QHostAddress& address : sendersReach(bound, addresses))
        out.append(address.toString());
    return out;
}

} // namespace

class TestListenPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingSaidMeansThisComputerInBothFamilies() {
        const auto addresses = listenAddresses({}, false);
        QVERIFY(addresses);
        QCOMPARE(*addresses, (QList{QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)}));
    }

    void eitherWildcardMeansEveryAddress() {
        for (const QString& wildcard : {u"0.0.0.0"_s, u"::"_s})
            QCOMPARE(*listenAddresses(wildcard, true), QList{QHostAddress(QHostAddress::Any)});
    }

    void othersReachAWildcardAtThisComputersOwnAddress() {
        QCOMPARE(reach(QHostAddress(QHostAddress::Any),
                     {u"127.0.0.1"_s, u"::1"_s, u"169.254.7.7"_s, u"fe80::1"_s, u"2001:db8::5"_s, u"192.0.2.7"_s}),
            (QStringList{u"192.0.2.7"_s, u"127.0.0.1"_s}));
    }

    void withoutIpv4TheyReachItOverIpv6() {
        QCOMPARE(reach(QHostAddress(QHostAddress::Any), {u"::1"_s, u"fe80::1"_s, u"2001:db8::5"_s}),
            (QStringList{u"2001:db8::5"_s, u"127.0.0.1"_s}));
    }

    void withoutANetworkOnlyThisComputerReachesIt() {
        QCOMPARE(reach(QHostAddress(QHostAddress::Any), {u"127.0.0.1"_s}), QStringList{u"127.0.0.1"_s});
    }

    void oneAddressIsReachedWhereItIs() {
        QCOMPARE(reach(QHostAddress(u"192.0.2.7"_s), {u"192.0.2.9"_s}), QStringList{u"192.0.2.7"_s});
    }
};

QTEST_APPLESS_MAIN(TestListenPlan)
#include "tst_listen_plan.moc"
