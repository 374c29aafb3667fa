#include "services/net/PortOwner.h"
#include "services/net/PortProbe.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTest>

using namespace spanglass;

class TestPortProbe : public QObject {
    Q_OBJECT

    const QList<QHostAddress> m_both{QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};

private Q_SLOTS:
    void anyPortIsTheSameOnEveryAddress() {
        const auto found = probePort(m_both, 0);
        QVERIFY(found);
        QVERIFY(found->port > 0);
        QCOMPARE(found->addresses.size(), 2);
    }

    void portTakenOnOneAddressIsBusy() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHostIPv6));
        const auto found = probePort(m_both, other.serverPort());
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Busy);
        QVERIFY(nextFreePort(m_both, other.serverPort()) > other.serverPort());
    }

    void addressOfAnotherComputerIsLeftOut() {
        const auto found = probePort({QHostAddress(QStringLiteral("192.0.2.1")), m_both.first()}, 0);
        QVERIFY(found);
        QCOMPARE(found->addresses, QList<QHostAddress>{m_both.first()});
    }

    void ownerOfAPortIsNamed() {
#ifndef Q_OS_LINUX
        QSKIP("known on Linux only");
#endif
        QTcpServer mine;
        QVERIFY(mine.listen(QHostAddress::LocalHost));
        const auto owner = portOwner(mine.serverPort());
        QVERIFY(owner);
        QCOMPARE(owner->pid, QCoreApplication::applicationPid());
        QVERIFY(owner->program.startsWith(QStringLiteral("tst_port")));
    }

    void portNobodyHoldsHasNoOwner() {
        const auto free = probePort(m_both, 0);
        QVERIFY(!portOwner(free->port));
    }
};

QTEST_GUILESS_MAIN(TestPortProbe)
#include "tst_port_probe.moc"
