#include "services/auth/FoundSettings.h"

#include "services/auth/DatabricksAttributes.h"

#include <QDir>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The file as people call it.
QString shownPath(const QString& path) {
    const QString home = QDir::homePath() + u'/';
    return path.startsWith(home) ? u"~/"_s + path.mid(home.size()) : QDir::toNativeSeparators(path);
}

void fill(FoundSettings& out, const DatabricksConfig& config, const QString& profile) {
    const QString source = u"%1, profile %2"_s.arg(shownPath(config.path()), profile);
    out.profile = profile;
    for (const DatabricksAttribute& attribute : databricksAttributes()) {
        const auto value = config.document().value(profile, attribute.key);
        if (value && !value->isEmpty() && !out.has(attribute.key))
            out.values.append({attribute.key, Secret(value->toUtf8()), source});
    }
}

} // namespace

const FoundSettings::Value* FoundSettings::find(QLatin1StringView key) const {
    const auto at = std::ranges::find(values, key, &Value::key);
    return at == values.end() ? nullptr : &*at;
}

QString FoundSettings::text(QLatin1StringView key) const {
    const Value* found = find(key);
    return found ? QString::fromUtf8(found->value.reveal()) : QString();
}

Secret FoundSettings::secret(QLatin1StringView key) const {
    const Value* found = find(key);
    return found ? found->value : Secret();
}

SignInResult<FoundSettings> resolveSettings(
    const NamedEnvironment& environment, const DatabricksConfig& config, const QString& profile) {
    FoundSettings out;
    bool signsIn = false;
    for (const DatabricksAttribute& attribute : databricksAttributes()) {
        if (attribute.environment.isEmpty())
            continue;
        const QString value = environment.values.value(attribute.environment);
        if (value.isEmpty())
            continue;
        out.values.append(
            {attribute.key, Secret(value.toUtf8()), u"%1 in %2"_s.arg(attribute.environment, environment.name)});
        signsIn = signsIn || attribute.use != AttributeUse::Plain;
    }
    QString named = profile;
    if (named.isEmpty())
        named = environment.values.value(u"DATABRICKS_CONFIG_PROFILE"_s);
    if (named.isEmpty() && signsIn)
        return out;
    if (named.isEmpty())
        named = config.defaultProfile();
    if (!named.isEmpty() && !config.hasProfile(named))
        return std::unexpected(signInError(SignInFault::NoSuchProfile,
            {.profile = named,
                .detail = u"it has "_s + (config.profiles().isEmpty() ? u"none"_s : config.profiles().join(", "_L1))}));
    if (named.isEmpty() && config.hasProfile(u"DEFAULT"_s))
        named = u"DEFAULT"_s;
    if (!named.isEmpty())
        fill(out, config, named);
    return out;
}

FoundSettings profileSettings(const DatabricksConfig& config, const QString& profile) {
    FoundSettings out;
    fill(out, config, profile);
    return out;
}

Secret secretOf(const FoundSettings& found, CredentialKind credential) {
    switch (credential) {
    case CredentialKind::AccessToken:
        return found.secret("token"_L1);
    case CredentialKind::ClientSecret:
        return found.secret("client_secret"_L1);
    case CredentialKind::Password:
        return found.secret("password"_L1);
    default:
        return {};
    }
}

} // namespace spanglass
