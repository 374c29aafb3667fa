#include "tests/practice/PracticeClient.h"

#include "tests/receiver/RawHttp.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace spanglass::test {

PracticeClient::PracticeClient(PracticeOptions options) {
    if (const auto started = m_workspace.start(options))
        m_address = *started;
    else
        qFatal("%s", qPrintable(started.error().oneLine()));
    actAs(u"ada"_s);
}

QJsonObject PracticeClient::secretsOf(const QString& who) const {
    QFile file(m_address.secretsFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto principals = QJsonDocument::fromJson(file.readAll()).object().value("principals"_L1).toArray();
    for (const auto& each : principals) {
        const QJsonObject entry = each.toObject();
        if (entry.value("name"_L1).toString().startsWith(who) || entry.value("display_name"_L1).toString() == who)
            return entry;
    }
    return {};
}

void PracticeClient::actAs(const QString& who) {
    m_token = who.isEmpty() ? QByteArray() : secretsOf(who).value("personal_access_token"_L1).toString().toLatin1();
}

QByteArray PracticeClient::machineToken() {
    const QJsonObject client = secretsOf(u"practice-collector"_s);
    const QByteArray pair
        = (client.value("client_id"_L1).toString() + u':' + client.value("client_secret"_L1).toString())
              .toLatin1()
              .toBase64();
    const auto answer = form(
        u"/oidc/v1/token"_s, "grant_type=client_credentials&scope=all-apis", "Authorization: Basic " + pair + "\r\n");
    return answer.json().value("access_token"_L1).toString().toLatin1();
}

PracticeAnswer PracticeClient::call(
    const QByteArray& method, const QString& path, const QByteArray& body, const QByteArray& fields) {
    RawHttp http(static_cast<quint16>(m_address.url.port()));
    QByteArray head = method + ' ' + path.toUtf8() + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + QByteArray::number(m_address.url.port()) + "\r\nConnection: close\r\n" + fields;
    if (!m_token.isEmpty() && !fields.contains("Authorization:"))
        head += "Authorization: Bearer " + m_token + "\r\n";
    if (!body.isEmpty() || method != "GET")
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    http.send(head + "\r\n" + body);
    RawReply reply = http.reply();
    if (reply.status == 0)
        reply = http.reply(); // a statement may be waited for longer than the client's five seconds
    return {reply.status, reply.fields, reply.body};
}

} // namespace spanglass::test
