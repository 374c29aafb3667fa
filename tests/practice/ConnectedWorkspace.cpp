#include "tests/practice/ConnectedWorkspace.h"

#include "services/auth/ClientCredentials.h"
#include "services/auth/FixedToken.h"
#include "services/auth/SharedToken.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace spanglass::test {

ConnectedWorkspace::ConnectedWorkspace(const PracticeOptions& options, SignIn signIn)
    : m_client(options) {
    ConnectionSettings settings;
    settings.kind = ConnectionKind::Practice;
    settings.host = m_client.base();
    std::shared_ptr<TokenProvider> tokens;
    if (signIn == SignIn::AccessToken) {
        settings.credential = CredentialKind::AccessToken;
        tokens = std::make_shared<FixedToken>(FixedToken::bearer(Secret(m_client.token())), settings.host);
    } else {
        const QJsonObject collector = m_client.secretsOf(u"practice-collector"_s);
        settings.credential = CredentialKind::ClientSecret;
        settings.clientId = collector.value("client_id"_L1).toString();
        const Secret secret(collector.value("client_secret"_L1).toString().toUtf8());
        tokens = std::make_shared<SharedToken>(
            std::make_shared<ClientCredentials>(settings, heldSecret(secret), m_auth.realPorts()), m_auth.realPorts());
    }
    m_api = std::make_unique<ApiClient>(settings, tokens, m_auth.realPorts());
}

DatabricksOptions ConnectedWorkspace::options(const QString& id) const {
    DatabricksOptions options;
    options.calls = StatementCalls::over(*m_api);
    options.statement.warehouseId = id;
    options.lastPause = 200ms;
    options.warehouseLook = 500ms;
    return options;
}

int ConnectedWorkspace::sent(const QByteArray& method, const QString& part) const {
    const auto records = m_auth.http.trail().snapshot();
    return static_cast<int>(std::ranges::count_if(
        records, [&](const RequestRecord& each) { return each.method == method && each.path.contains(part); }));
}

} // namespace spanglass::test
