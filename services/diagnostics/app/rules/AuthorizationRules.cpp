#include "services/auth/TokenClaims.h"
#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppHeaders.h"
#include "services/diagnostics/app/rules/AppRules.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.authorization");

const QString& oauthStep() {
    static const QString step
        = u"Use an OAuth token: of a service principal, or from `databricks auth token` while you try things out."_s;
    return step;
}

/// Of a fixed token in the configuration.
void tokenRules(AppJudge& judge, const AppHeader& header, const QByteArray& token) {
    const TokenFacts facts = factsInToken(token, CredentialKind::AccessToken);
    if (facts.form == TokenForm::Personal) {
        judge.failed(Check, "token-personal"_L1, header.setting,
            u"A personal access token is sent where OAuth is wanted"_s,
            u"The OTLP endpoint answers personal access tokens with 401, though other calls take them."_s, oauthStep());
    } else if (facts.expires && *facts.expires <= judge.facts().now) {
        judge.failed(Check, "token-expired"_L1, header.setting, u"The token in the configuration has expired"_s,
            u"It ended on %1 (UTC). OAuth tokens live about an hour."_s.arg(
                facts.expires->toString(u"yyyy-MM-dd hh:mm"_s)),
            u"Let the program fetch its tokens by itself instead of writing one down."_s);
    } else if (facts.expires) {
        judge.warned(Check, "token-fixed"_L1, header.setting, u"An OAuth token is written into the configuration"_s,
            u"It ends on %1 (UTC); from then on every export is refused with 401."_s.arg(
                facts.expires->toString(u"yyyy-MM-dd hh:mm"_s)),
            u"Let the program fetch its tokens by itself instead of writing one down."_s);
    }
}

void headerRule(AppJudge& judge, const AppHeader& header, bool isWorkspace) {
    const QString value = header.value.trimmed();
    const QString scheme = value.section(u' ', 0, 0);
    if (value.isEmpty() || scheme.compare("bearer"_L1, Qt::CaseInsensitive) == 0) {
        const QByteArray token = value.mid(scheme.size()).trimmed().toUtf8();
        if (token.isEmpty())
            judge.failed(Check, "token-empty"_L1, header.setting, u"The Authorization header has no token"_s,
                u"The variable that it is made of was probably empty."_s, oauthStep());
        else if (!isReference(QString::fromUtf8(token)))
            tokenRules(judge, header, token);
        return;
    }
    if (value.contains(u' ')) {
        judge.failed(Check, "scheme-wrong"_L1, header.setting, u"The Authorization header is not of the kind Bearer"_s,
            u"Databricks takes \"Bearer\" and a token here, nothing else."_s, u"Write Bearer before the token."_s);
        return;
    }
    judge.failed(Check, "scheme-missing"_L1, header.setting, u"The Authorization header lacks \"Bearer \""_s,
        u"A token alone is no credential; the server answers 401."_s, u"Write Bearer%20 before the token."_s);
    offerHeader(judge, header, u"Bearer "_s + header.setting->shown, isWorkspace);
}

/// The SDK of Databricks refuses to choose between two ways of signing in.
void waysRule(AppJudge& judge) {
    const AppBlock& block = judge.block();
    const AppSetting* token = block.find("DATABRICKS_TOKEN"_L1);
    const bool hasPrincipal
        = !block.value("DATABRICKS_CLIENT_ID"_L1).isEmpty() && block.has("DATABRICKS_CLIENT_SECRET"_L1);
    if (token && (token->elsewhere || !token->clean().isEmpty()) && hasPrincipal
        && !block.has("DATABRICKS_AUTH_TYPE"_L1))
        judge.failed(Check, "two-ways"_L1, token, u"Two ways of signing in are configured"_s,
            u"With DATABRICKS_TOKEN and DATABRICKS_CLIENT_ID both set the SDK stops with \"more than one authorization method configured\"."_s,
            u"Remove DATABRICKS_TOKEN, or name the way in DATABRICKS_AUTH_TYPE."_s);
}

} // namespace

void authorizationRules(AppJudge& judge) {
    waysRule(judge);
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    const bool isWorkspace = endpoint && endpoint->kind == AppEndpoint::Kind::Workspace;
    if (!endpoint || (!isWorkspace && endpoint->kind != AppEndpoint::Kind::DatabricksApp))
        return;
    const QList<AppHeader> headers = traceHeaders(judge.block());
    const auto authorization = traceHeader(judge.block(), "authorization"_L1);
    const AppSetting* token = judge.block().find("DATABRICKS_TOKEN"_L1);
    if (authorization && !authorization->elsewhere) {
        headerRule(judge, *authorization, isWorkspace);
    } else if (!authorization && !headers.isEmpty()) {
        judge.failed(Check, "authorization-missing"_L1, headers.front().setting,
            u"No Authorization header is configured"_s,
            u"The endpoint answers 401 without one, unless the program adds it."_s, oauthStep());
    } else if (!authorization && token && token->clean().startsWith("dapi"_L1)) {
        judge.warned(Check, "token-personal"_L1, token, u"The app has a personal access token alone"_s,
            u"The OTLP endpoint answers personal access tokens with 401, though other calls take them."_s, oauthStep());
    }
}

} // namespace spanglass
