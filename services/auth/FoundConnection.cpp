#include "services/auth/DatabricksAttributes.h"
#include "services/auth/FoundSettings.h"
#include "services/auth/HostUrl.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// What the configuration file calls the kinds that Spanglass speaks.
const std::array AuthTypes{
    std::pair{"pat"_L1, CredentialKind::AccessToken},
    std::pair{"oauth-m2m"_L1, CredentialKind::ClientSecret},
    std::pair{"databricks-cli"_L1, CredentialKind::DatabricksCli},
    std::pair{"external-browser"_L1, CredentialKind::Browser},
};

/// Empty for a kind that the file knows no word for.
QString authTypeOf(CredentialKind kind) {
    for (const auto& [name, named] : AuthTypes)
        if (named == kind)
            return name;
    return {};
}

/// The kind that auth_type asks for, or a fault when Spanglass does not speak it.
SignInResult<CredentialKind> namedKind(const QString& authType, const QString& profile) {
    for (const auto& [name, kind] : AuthTypes)
        if (authType == name)
            return kind;
    return std::unexpected(signInError(
        SignInFault::UnsupportedCredentials, {.profile = profile, .detail = u"auth_type is "_s + authType}));
}

bool uses(const FoundSettings& found, AttributeUse use) {
    for (const DatabricksAttribute& attribute : databricksAttributes())
        if (attribute.use == use && found.has(attribute.key))
            return true;
    return false;
}

/// Those of the configured kinds that Spanglass speaks, in the SDKs' order.
QList<CredentialKind> spokenKinds(const FoundSettings& found) {
    QList<CredentialKind> out;
    if (uses(found, AttributeUse::Pat))
        out += CredentialKind::AccessToken;
    if (found.has("client_id"_L1) && found.has("client_secret"_L1))
        out += CredentialKind::ClientSecret;
    else if (uses(found, AttributeUse::OAuth))
        out += CredentialKind::Browser;
    return out;
}

/// How many kinds the SDKs count; more than one without auth_type makes them refuse (databricks-api.md 1.1, confirmed:
/// sdk-go config/config_attributes.go).
int configuredKinds(const FoundSettings& found) {
    using enum AttributeUse;
    int count = 0;
    for (const AttributeUse use : {Pat, Basic, OAuth, Azure, Google})
        count += uses(found, use) ? 1 : 0;
    return count;
}

void chooseCredential(const FoundSettings& found, Connection& out) {
    if (const QString authType = found.text("auth_type"_L1); !authType.isEmpty()) {
        if (const auto kind = namedKind(authType, found.profile))
            out.settings.credential = *kind;
        else
            out.problem = kind.error();
        return;
    }
    const QList<CredentialKind> spoken = spokenKinds(found);
    const int configured = configuredKinds(found);
    if (configured > 1 && !spoken.isEmpty())
        out.choices = spoken;
    else if (configured > 0 && spoken.isEmpty())
        out.problem = signInError(SignInFault::UnsupportedCredentials, {.profile = found.profile});
    if (configured > 1 && out.choices.size() > 1)
        out.problem = signInError(SignInFault::AmbiguousCredentials, {.profile = found.profile});
    else if (configured > 1 && !spoken.isEmpty())
        out.notes += u"It also holds credentials of a kind that Spanglass does not use."_s;
    if (out.choices.size() == 1)
        out.choices.clear();
    out.settings.credential = spoken.isEmpty() ? CredentialKind::DatabricksCli : spoken.front();
}

} // namespace

QList<std::pair<QString, QString>> profileValues(const ConnectionSettings& settings) {
    QList<std::pair<QString, QString>> out{{u"host"_s, settings.host}};
    const auto add = [&](const QString& key, const QString& value) {
        if (!value.isEmpty())
            out.emplaceBack(key, value);
    };
    add(u"auth_type"_s, authTypeOf(settings.credential));
    add(u"client_id"_s, settings.clientId);
    add(u"account_id"_s, settings.accountId);
    add(u"workspace_id"_s, settings.workspaceId);
    add(u"warehouse_id"_s, settings.warehouseId);
    return out;
}

Connection connectionOf(const FoundSettings& found) {
    Connection out;
    ConnectionSettings& settings = out.settings;
    settings.profile = found.profile;
    settings.clientId = found.text("client_id"_L1);
    settings.accountId = found.text("account_id"_L1);
    settings.workspaceId = found.text("workspace_id"_L1);
    settings.warehouseId = found.text("warehouse_id"_L1);
    settings.cliPath = found.text("databricks_cli_path"_L1);
    settings.scopes = found.text("scopes"_L1).split(u',', Qt::SkipEmptyParts);
    for (QString& scope : settings.scopes)
        scope = scope.trimmed();
    chooseCredential(found, out);

    const QString typed = found.text("host"_L1);
    if (const auto host = cleanHost(typed)) {
        adopt(*host, settings);
    } else {
        out.problem = Error{ErrorCode::BadInput,
            typed.isEmpty() ? u"No host is given"_s : u"The host “%1” is no web address"_s.arg(typed.left(200)),
            u"Add the address of the workspace, such as https://adb-123.azuredatabricks.net."_s};
    }
    for (const DatabricksAttribute& attribute : databricksAttributes())
        if (const auto* value = found.find(attribute.key))
            out.values.append({attribute.key, attribute.secret ? QString() : found.text(attribute.key), value->source,
                attribute.secret});
    return out;
}

} // namespace spanglass
