#include "services/auth/OAuthGrant.h"

#include "services/auth/AuthHttp.h"
#include "services/auth/AuthJson.h"
#include "services/auth/Redaction.h"
#include "services/auth/TokenClaims.h"

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray encoded(const QList<std::pair<QByteArray, QByteArray>>& fields) {
    QByteArray out;
    for (const auto& [name, value] : fields)
        out += (out.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    return out;
}

/// What the server must not be quoted with.
QList<Secret> secretsOf(const OAuthForm& form) {
    QList<Secret> out;
    for (const auto& [name, value] : form.fields)
        if (name == "refresh_token" || name == "code" || name == "code_verifier")
            out += Secret(value);
    if (!form.basic.isEmpty())
        out += Secret(form.basic.reveal().mid(form.basic.reveal().indexOf(':') + 1));
    return out;
}

/// `error` and `error_description`, which are meant for people (RFC 6749, 5.2).
SignInError refusal(const HttpAnswer& answer, const QString& host, const QList<Secret>& secrets, bool refreshing) {
    const auto json = readObject(answer.body);
    const QString error = json ? redacted(textUnder(*json, "error"), secrets, 80) : QString();
    const QString description = json ? redacted(textUnder(*json, "error_description"), secrets) : QString();
    if (refreshing && (error == "invalid_grant"_L1 || description.contains("Refresh token is invalid"_L1)))
        return signInError(SignInFault::RefreshExpired, {.host = host});
    if (!json || error.isEmpty())
        return signInError(SignInFault::BadAnswer, {.host = host, .detail = u"HTTP %1"_s.arg(answer.status)});
    return signInError(SignInFault::OAuthRefused,
        {.host = host, .detail = description.isEmpty() ? error : error + u", "_s + description});
}

SignInResult<OAuthGrant> readGrant(
    const HttpAnswer& answer, CredentialKind credential, const QString& host, const QDateTime& now) {
    const auto json = readObject(answer.body);
    const QByteArray access = json ? bytesUnder(*json, "access_token") : QByteArray();
    if (access.isEmpty())
        return std::unexpected(signInError(SignInFault::BadAnswer, {.host = host}));
    OAuthGrant out;
    out.access.value = Secret(access);
    out.access.facts = factsInToken(access, credential);
    out.refresh = Secret(bytesUnder(*json, "refresh_token"));
    if (const auto lasts = json->find("expires_in"); lasts != json->end() && lasts->is_number())
        out.access.facts.expires
            = now.addSecs(std::clamp<qint64>(static_cast<qint64>(lasts->get<double>()), 0, 1 << 30));
    if (const QString scopes = textUnder(*json, "scope"); !scopes.isEmpty())
        out.access.facts.scopes = scopes.split(u' ', Qt::SkipEmptyParts);
    return out;
}

} // namespace

QFuture<SignInResult<OAuthGrant>> requestGrant(const AuthPorts& ports, OAuthForm form, Abandoned abandoned) {
    HttpRequest request;
    request.method = "POST";
    request.url = form.endpoint;
    request.deadline = 30s;
    request.retry = RetryRule::never();
    request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = encoded(form.fields);
    if (!form.basic.isEmpty())
        request.authorization = Secret("Basic " + form.basic.reveal().toBase64());
    const QString host = form.endpoint.host();
    const bool refreshing = form.fields.contains(std::pair<QByteArray, QByteArray>("grant_type", "refresh_token"));
    return sendAndRead<SignInResult<OAuthGrant>>(ports.http, std::move(request), std::move(abandoned),
        [host, refreshing, secrets = secretsOf(form), now = ports.now, credential = form.credential](
            const HttpResult& result) -> SignInResult<OAuthGrant> {
            if (!result)
                return std::unexpected(signInError(result.error()));
            if (result->status != 200)
                return std::unexpected(refusal(*result, host, secrets, refreshing));
            return readGrant(*result, credential, host, now());
        });
}

} // namespace spanglass
