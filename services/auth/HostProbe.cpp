#include "services/auth/HostProbe.h"

#include "services/auth/AuthHttp.h"
#include "services/auth/AuthJson.h"
#include "services/auth/AuthThread.h"
#include "services/auth/HostUrl.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpRequest wellKnown(const QString& url) {
    HttpRequest request;
    request.url = QUrl(url);
    request.deadline = 15s;
    request.retry = RetryRule::never(); // somebody waits, and can ask again
    request.fields = {{"Accept", "application/json"}};
    return request;
}

/// Best effort: anything but the documented answer counts as none.
HostFacts readConfig(const HttpResult& result) {
    HostFacts out;
    const auto json = result && result->status == 200 ? readObject(result->body) : std::nullopt;
    if (!json)
        return out;
    out.cloud = textUnder(*json, "cloud").toLower();
    out.hostType = textUnder(*json, "host_type").toLower();
    out.accountId = textUnder(*json, "account_id");
    out.workspaceId = textUnder(*json, "workspace_id");
    // Kept for the second question only.
    out.oauth.token = QUrl(textUnder(*json, "oidc_endpoint"));
    return out;
}

SignInResult<OAuthEndpoints> readEndpoints(const HttpResult& result, const QString& host) {
    if (!result)
        return std::unexpected(signInError(result.error()));
    if (result->status >= 500)
        return std::unexpected(
            signInError(SignInFault::Unreachable, {.host = host, .detail = u"HTTP %1"_s.arg(result->status)}));
    const auto json = result->status == 200 ? readObject(result->body) : std::nullopt;
    if (!json)
        return std::unexpected(signInError(SignInFault::WrongHost,
            {.host = host, .detail = u"it offers no OAuth sign-in (HTTP %1)"_s.arg(result->status)}));
    const OAuthEndpoints out{
        QUrl(textUnder(*json, "authorization_endpoint")), QUrl(textUnder(*json, "token_endpoint"))};
    if (!out.authorize.isValid() || !out.token.isValid() || out.token.host().isEmpty())
        return std::unexpected(signInError(SignInFault::BadAnswer, {.host = host}));
    if (!mayCarrySecrets(out.token.toString()) || !mayCarrySecrets(out.authorize.toString()))
        return std::unexpected(signInError(SignInFault::InsecureHost, {.host = out.token.host()}));
    return out;
}

/// Where OAuth of this host is described.
QString metadataUrl(const QString& host, const HostFacts& facts, const QString& accountId) {
    QString base = facts.oauth.token.toString();
    if (base.isEmpty() || !mayCarrySecrets(base)) {
        base = host + u"/oidc"_s;
        // The account console (databricks-api.md 1.2).
        if (facts.hostType == "account"_L1 || QUrl(host).host().startsWith("accounts."_L1))
            base += u"/accounts/"_s + accountId;
    }
    return base + u"/.well-known/oauth-authorization-server"_s;
}

} // namespace

QFuture<SignInResult<HostFacts>> probeHost(AuthPorts ports, QString host, QString accountId, Abandoned abandoned) {
    using Outcome = SignInResult<HostFacts>;
    if (!mayCarrySecrets(host))
        return readyFuture<Outcome>(std::unexpected(signInError(SignInFault::InsecureHost, {.host = host})));
    const Promised<Outcome> promise;
    const Abandoned left = [promise, abandoned] { return promise.isAbandoned() || (abandoned && abandoned()); };
    ports.thread.run([=] {
        const auto config = sendAndRead<HostFacts>(
            ports.http, wellKnown(host + u"/.well-known/databricks-config"_s), left, readConfig);
        whenDone(ports.thread.context(), config, [=](std::optional<HostFacts> facts) {
            if (!facts)
                return promise.withdraw();
            if (facts->accountId.isEmpty())
                facts->accountId = accountId;
            const auto endpoints = sendAndRead<SignInResult<OAuthEndpoints>>(ports.http,
                wellKnown(metadataUrl(host, *facts, facts->accountId)), left,
                [host](const HttpResult& result) { return readEndpoints(result, host); });
            whenGood(ports.thread.context(), endpoints, promise, [=](const OAuthEndpoints& found) mutable {
                facts->oauth = found;
                promise.give(std::move(*facts));
            });
        });
    });
    return promise.future();
}

} // namespace spanglass
