#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace spanglass::test {

/// A way to a server on loopback that can be cut: both ends then lose their connection at once.
class CutWire {
public:
    explicit CutWire(quint16 upstream)
        : m_home(new QObject) {
        m_server = new QTcpServer(m_home);
        m_server->listen(QHostAddress::LocalHost);
        m_port = m_server->serverPort();
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this, upstream] {
            while (QTcpSocket* near = m_server->nextPendingConnection()) {
                auto* far = new QTcpSocket(near);
                far->connectToHost(QHostAddress(QHostAddress::LocalHost), upstream);
                QObject::connect(near, &QTcpSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
                QObject::connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
            }
        });
        m_home->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_home, &QObject::deleteLater);
        m_thread.start();
    }
    ~CutWire() {
        m_thread.quit();
        m_thread.wait();
    }

    quint16 port() const { return m_port; }
    void cut() {
        QMetaObject::invokeMethod(m_home, [this] {
            for (QTcpSocket* socket : m_server->findChildren<QTcpSocket*>())
                socket->abort();
        });
    }

private:
    QThread m_thread;
    QObject* m_home;
    QTcpServer* m_server = nullptr;
    quint16 m_port = 0;
};

} // namespace spanglass::test
