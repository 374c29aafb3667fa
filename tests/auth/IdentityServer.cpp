#include "tests/auth/IdentityServer.h"

namespace spanglass::test {

IdentityServer::IdentityServer() {
    const QByteArray host = m_server.url().toUtf8();
    m_server.on("/.well-known/databricks-config", [](const SeenRequest&) {
        return jsonReply(200, R"({"cloud":"AWS","host_type":"workspace","workspace_id":"77"})");
    });
    m_server.on("/oidc/.well-known/oauth-authorization-server", [host](const SeenRequest&) {
        return jsonReply(200,
            "{\"authorization_endpoint\":\"" + host + "/oidc/v1/authorize\",\"token_endpoint\":\"" + host
                + "/oidc/v1/token\"}");
    });
    m_server.on("/oidc/v1/token", [this](const SeenRequest& request) { return token(request); });
}

void IdentityServer::refuseTokens(int status, const QByteArray& json) {
    const std::lock_guard lock(m_mutex);
    m_refusal = jsonReply(status, json);
}

void IdentityServer::acceptTokens() {
    const std::lock_guard lock(m_mutex);
    m_refusal.reset();
}

HttpReply IdentityServer::token(const SeenRequest&) {
    const std::lock_guard lock(m_mutex);
    if (m_refusal)
        return *m_refusal;
    const QByteArray number = QByteArray::number(++granted);
    QByteArray json = "{\"access_token\":\"access-" + number + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
        + "\"scope\":\"all-apis offline_access\"";
    if (offersRefresh)
        json += ",\"refresh_token\":\"refresh-" + (rotates ? number : QByteArray("same")) + '"';
    return jsonReply(200, json + '}');
}

} // namespace spanglass::test
