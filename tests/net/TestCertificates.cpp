#include "tests/net/TestCertificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace spanglass::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Config = "[ca]\ndefault_ca=it\n"
                        "[it]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n"
                        "unique_subject=no\nprivate_key=authority.key\ncertificate=authority.pem\n"
                        "[any]\ncommonName=supplied\n"
                        "[req]\ndistinguished_name=name\nx509_extensions=top\n[name]\n"
                        "[top]\nbasicConstraints=critical,CA:true\nkeyUsage=keyCertSign\n";

} // namespace

TestCertificates::TestCertificates() {
    const QStringList curve{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s};
    const QString long1 = u"20200101000000Z"_s;
    const QString long2 = u"20990101000000Z"_s;
    const QByteArray here = "DNS:localhost,IP:127.0.0.1";
    (void)(write(u"ca.cnf"_s, Config) && write(u"index.txt"_s, {}) && write(u"serial"_s, "1000\n")
        && openssl(
            QStringList{u"req"_s, u"-x509"_s, u"-config"_s, u"ca.cnf"_s, u"-days"_s, u"3650"_s, u"-subj"_s,
                u"/CN=Spanglass test authority"_s, u"-keyout"_s, u"authority.key"_s, u"-out"_s, u"authority.pem"_s}
            + curve)
        && openssl(QStringList{u"req"_s, u"-new"_s, u"-config"_s, u"ca.cnf"_s, u"-subj"_s, u"/CN=test server"_s,
                       u"-keyout"_s, u"server.key"_s, u"-out"_s, u"server.csr"_s}
            + curve)
        && sign(u"good.pem"_s, here, long1, long2) && sign(u"expired.pem"_s, here, long1, u"20200201000000Z"_s)
        && sign(u"early.pem"_s, here, u"20980101000000Z"_s, long2)
        && sign(u"elsewhere.pem"_s, "DNS:elsewhere.test", long1, long2)
        && openssl({u"req"_s, u"-x509"_s, u"-config"_s, u"ca.cnf"_s, u"-days"_s, u"30"_s, u"-subj"_s,
            u"/CN=127.0.0.1"_s, u"-key"_s, u"server.key"_s, u"-out"_s, u"alone.pem"_s}));
}

QSslConfiguration TestCertificates::forHost(const QString& host) {
    sign(host + u".pem"_s, "DNS:" + host.toLatin1(), u"20200101000000Z"_s, u"20990101000000Z"_s);
    return configuration(host + u".pem"_s);
}

bool TestCertificates::write(const QString& name, const QByteArray& text) {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        m_problem = file.errorString();
    return m_problem.isEmpty();
}

bool TestCertificates::openssl(const QStringList& arguments) {
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        m_problem = u"openssl: "_s + process.errorString() + QString::fromLocal8Bit(process.readAllStandardError());
    return m_problem.isEmpty();
}

bool TestCertificates::sign(
    const QString& name, const QByteArray& alternatives, const QString& from, const QString& to) {
    return write(name + u".ext"_s, "basicConstraints=CA:false\nsubjectAltName=" + alternatives + '\n')
        && openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, u"ca.cnf"_s, u"-in"_s, u"server.csr"_s, u"-out"_s,
            name, u"-extfile"_s, name + u".ext"_s, u"-startdate"_s, from, u"-enddate"_s, to});
}

QSslConfiguration TestCertificates::configuration(const QString& name) const {
    QFile key(keyFile());
    const bool opened = key.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(path(name)));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace spanglass::test
