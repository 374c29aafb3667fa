#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace spanglass::test {

/// A certificate authority of our own and servers' certificates signed by it, made by the openssl program in a
/// temporary folder.
class TestCertificates {
public:
    TestCertificates();

    bool isValid() const { return m_problem.isEmpty(); }
    const QString& problem() const { return m_problem; }

    QString authorityFile() const { return path(QStringLiteral("authority.pem")); }
    QString keyFile() const { return path(QStringLiteral("server.key")); }
    /// Names "localhost" and 127.0.0.1; valid now.
    QString goodFile() const { return path(QStringLiteral("good.pem")); }

    QSslConfiguration good() const { return configuration(QStringLiteral("good.pem")); }
    QSslConfiguration expired() const { return configuration(QStringLiteral("expired.pem")); }
    QSslConfiguration notYetValid() const { return configuration(QStringLiteral("early.pem")); }
    QSslConfiguration wrongHost() const { return configuration(QStringLiteral("elsewhere.pem")); }
    QSslConfiguration selfSigned() const { return configuration(QStringLiteral("alone.pem")); }
    /// Names the host given, as a proxy that opens connections would.
    QSslConfiguration forHost(const QString& host);

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QSslConfiguration configuration(const QString& name) const;
    bool openssl(const QStringList& arguments);
    bool write(const QString& name, const QByteArray& text);
    bool sign(const QString& name, const QByteArray& alternatives, const QString& from, const QString& to);

    QTemporaryDir m_folder;
    QString m_problem;
};

} // namespace spanglass::test
