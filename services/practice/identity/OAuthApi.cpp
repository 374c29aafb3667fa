#include "services/practice/identity/OAuthApi.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QDateTime>
#include <QUrl>
#include <QUrlQuery>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

constexpr std::int64_t CodeLifeSeconds = 60;

QString q(const std::string& text) { return QString::fromStdString(text); }

/// RFC 6749 section 5.2.
ApiReply refused(int status, const char* error, const char* description) {
    return ApiReply::json({{"error", error}, {"error_description", description}}, status);
}

bool isLoopback(const QUrl& url) {
    return url.scheme() == "http"_L1 && (url.host() == "localhost"_L1 || url.host() == "127.0.0.1"_L1);
}

std::string redirection(const std::string& redirect, const std::vector<std::pair<const char*, std::string>>& values) {
    QUrl url(q(redirect));
    QUrlQuery query(url);
    for (const auto& [name, value] : values)
        query.addQueryItem(QString::fromLatin1(name), QString::fromLatin1(QUrl::toPercentEncoding(q(value))));
    url.setQuery(query);
    return url.toEncoded().toStdString();
}

ApiReply sendTo(std::string address) { return {302, {}, {}, {{"Location", std::move(address)}}}; }

} // namespace

std::string hostOf(const ApiCall& call) { return "http://" + std::string(call.head.field("host")); }

OAuthApi::OAuthApi(ApiRouter& router, const People& people, Tokens& tokens, std::string signInAs)
    : m_people(people)
    , m_tokens(tokens)
    , m_signInAs(std::move(signInAs)) {
    const auto discovery = [](const ApiCall& call) {
        const std::string root = hostOf(call) + "/oidc";
        return ApiReply::json({{"issuer", root}, {"authorization_endpoint", root + "/v1/authorize"},
            {"token_endpoint", root + "/v1/token"}, {"response_types_supported", {"code"}},
            {"grant_types_supported", {"client_credentials", "authorization_code", "refresh_token"}},
            {"code_challenge_methods_supported", {"S256"}}, {"scopes_supported", {"all-apis", "offline_access"}},
            {"token_endpoint_auth_methods_supported", {"client_secret_basic", "client_secret_post", "none"}}});
    };
    router.add("GET", "/oidc/.well-known/oauth-authorization-server", discovery, Access::Open);
    router.add("GET", "/oidc/.well-known/openid-configuration", discovery, Access::Open);
    router.add(
        "GET", "/oidc/v1/authorize", [this](const ApiCall& call) { return authorize(call); }, Access::Open);
    router.add(
        "POST", "/oidc/v1/token", [this](const ApiCall& call) { return token(call); }, Access::Open);
}

ApiReply OAuthApi::authorize(const ApiCall& call) {
    const auto asked = [&](std::string_view name) { return call.asked(name).value_or(""); };
    const std::string redirect = asked("redirect_uri");
    if (!isLoopback(QUrl(q(redirect), QUrl::StrictMode)))
        return ApiReply::html(
            "<title>Practice workspace</title><p>The redirect_uri must be an address of this computer.", 400);
    const std::string state = asked("state");
    const auto refuse = [&](const char* error, const char* why) {
        return sendTo(redirection(redirect, {{"error", error}, {"error_description", why}, {"state", state}}));
    };
    if (asked("response_type") != "code")
        return refuse("unsupported_response_type", "Only response_type=code is served.");
    if (asked("client_id") != "databricks-cli")
        return refuse("unauthorized_client", "Only the client databricks-cli may sign people in here.");
    if (asked("code_challenge").empty() || asked("code_challenge_method") != "S256")
        return refuse("invalid_request", "A code_challenge by S256 is needed.");
    const std::string who = m_signInAs.empty() ? asked("practice_user") : m_signInAs;
    if (who == "nobody")
        return refuse("access_denied", "The sign-in was declined.");
    if (const auto person = m_people.find(who); person && person->isUser())
        return redirectWithCode({person->name, asked("client_id"), redirect, asked("code_challenge"), asked("scope"),
                                    QDateTime::currentSecsSinceEpoch() + CodeLifeSeconds},
            state);
    std::string page = "<!doctype html><title>Practice workspace</title><h1>Practice workspace</h1>"
                       "<p>Nothing here is real. Sign in as:</p><ul>";
    const std::string again = q(call.head.target).toHtmlEscaped().toStdString();
    const auto offer = [&](const std::string& name, const std::string& label) {
        page += "<li><a href=\"" + again + "&amp;practice_user=" + QUrl::toPercentEncoding(q(name)).toStdString()
            + "\">" + q(label).toHtmlEscaped().toStdString() + "</a></li>";
    };
    for (const Principal& person : m_people.all()) {
        if (person.isUser())
            offer(person.name, person.displayName + ", " + person.name);
    }
    offer("nobody", "Decline");
    return ApiReply::html(page + "</ul>");
}

ApiReply OAuthApi::redirectWithCode(Grant grant, const std::string& state) {
    const std::string code = QUuid::createUuid().toString(QUuid::Id128).toStdString();
    const std::string redirect = grant.redirect;
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_codes, [](const auto& each) { return each.second.expires < QDateTime::currentSecsSinceEpoch(); });
    m_codes.emplace(code, std::move(grant));
    return sendTo(redirection(redirect, {{"code", code}, {"state", state}}));
}

ApiReply OAuthApi::token(const ApiCall& call) {
    auto form = call.form();
    const std::string kind = form["grant_type"];
    if (kind == "client_credentials")
        return clientCredentials(call, std::move(form));
    if (kind == "authorization_code")
        return authorizationCode(std::move(form));
    if (kind == "refresh_token")
        return refresh(std::move(form));
    return refused(400, "unsupported_grant_type", "This grant type is not served here.");
}

ApiReply OAuthApi::clientCredentials(const ApiCall& call, std::map<std::string, std::string> form) {
    constexpr std::string_view Scheme = "basic ";
    std::string id = form["client_id"];
    std::string secret = form["client_secret"];
    const std::string_view field = call.head.field("authorization");
    if (equalsIgnoringCase(field.substr(0, Scheme.size()), Scheme)) {
        const std::string pair
            = QByteArray::fromBase64(QByteArray::fromStdString(std::string(field.substr(Scheme.size())))).toStdString();
        const std::size_t colon = std::min(pair.find(':'), pair.size());
        id = percentDecoded(pair.substr(0, colon), false);
        secret = percentDecoded(std::string_view(pair).substr(std::min(pair.size(), colon + 1)), false);
    }
    const auto principal = m_people.withClientSecret(id, secret);
    if (!principal)
        return refused(401, "invalid_client", "Client authentication failed.");
    if (form["scope"] != "all-apis")
        return refused(400, "invalid_scope", "The scope must be all-apis.");
    // There is no refresh token in this flow: one asks again.
    const std::string access = m_tokens.mint({"access", principal->name, id, "all-apis", {}, 0});
    return ApiReply::json({{"access_token", access}, {"token_type", "Bearer"},
        {"expires_in", m_tokens.accessLife().count()}, {"scope", "all-apis"}});
}

ApiReply OAuthApi::authorizationCode(std::map<std::string, std::string> form) {
    Grant grant;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_codes.extract(form["code"]); // a code serves once
        if (found.empty() || found.mapped().expires < QDateTime::currentSecsSinceEpoch())
            return refused(400, "invalid_grant", "The authorization code is not valid any more.");
        grant = found.mapped();
    }
    const std::string challenge
        = QCryptographicHash::hash(QByteArray::fromStdString(form["code_verifier"]), QCryptographicHash::Sha256)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
              .toStdString();
    if (form["client_id"] != grant.client || form["redirect_uri"] != grant.redirect || challenge != grant.challenge)
        return refused(
            400, "invalid_grant", "Client, redirect_uri or code_verifier do not fit the authorization code.");
    return tokens(grant.subject, grant.client, grant.scope);
}

ApiReply OAuthApi::refresh(std::map<std::string, std::string> form) {
    const auto claims = m_tokens.check(form["refresh_token"]);
    if (!claims || claims->use != "refresh" || claims->client != form["client_id"])
        return refused(400, "invalid_request", "Refresh token is invalid");
    m_tokens.callBack(*claims); // rotated: a refresh token serves once
    return tokens(claims->subject, claims->client, claims->scope);
}

ApiReply OAuthApi::tokens(const std::string& subject, const std::string& client, const std::string& scope) const {
    nlohmann::json answer{{"access_token", m_tokens.mint({"access", subject, client, scope, {}, 0})},
        {"token_type", "Bearer"}, {"expires_in", m_tokens.accessLife().count()}, {"scope", scope}};
    if (scope.find("offline_access") != std::string::npos)
        answer["refresh_token"] = m_tokens.mint({"refresh", subject, client, scope, {}, 0});
    return ApiReply::json(answer);
}

} // namespace spanglass::practice
