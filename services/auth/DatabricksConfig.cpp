#include "services/auth/DatabricksConfig.h"

#include "services/auth/SmallFile.h"

#include <QDir>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString SettingsSection = u"__settings__"_s;

/// A missing file reads as an empty one.
Result<QByteArray> present(const QString& path) {
    auto bytes = readSmallFile(path);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return QByteArray();
    return bytes;
}

} // namespace

QString DatabricksConfig::defaultPath(const QProcessEnvironment& environment) {
    if (const QString named = environment.value(u"DATABRICKS_CONFIG_FILE"_s); !named.isEmpty())
        return named.startsWith("~/"_L1) ? QDir::homePath() + named.mid(1) : named;
    return QDir::homePath() + u"/.databrickscfg"_s;
}

Result<DatabricksConfig> DatabricksConfig::load(const QString& path) {
    const auto bytes = present(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    DatabricksConfig out;
    out.m_path = path;
    out.m_loaded = *bytes;
    out.m_document = IniDocument::parse(*bytes);
    return out;
}

QStringList DatabricksConfig::profiles() const {
    QStringList out = m_document.sections();
    out.removeAll(SettingsSection);
    // Tools write an empty DEFAULT section; that is no profile to offer.
    if (m_document.values(u"DEFAULT"_s).isEmpty())
        out.removeAll(u"DEFAULT"_s);
    return out;
}

QString DatabricksConfig::defaultProfile() const {
    return m_document.value(SettingsSection, u"default_profile"_s).value_or(QString());
}

bool DatabricksConfig::setValue(const QString& profile, const QString& key, const QString& value) {
    return profile != SettingsSection && m_document.setValue(profile, key, value);
}

Result<> DatabricksConfig::save() {
    const auto now = present(m_path);
    if (!now)
        return std::unexpected(now.error());
    if (*now != m_loaded)
        return failure(ErrorCode::Conflict,
            u"%1 was changed by another program meanwhile"_s.arg(QDir::toNativeSeparators(m_path)),
            u"Look at it again, then repeat the change."_s);
    const QByteArray bytes = m_document.toUtf8();
    if (bytes == m_loaded)
        return {};
    if (IniDocument::parse(m_loaded).toUtf8() != m_loaded)
        return failure(ErrorCode::Damaged,
            u"%1 is not UTF-8, and writing would change more than was asked"_s.arg(QDir::toNativeSeparators(m_path)),
            u"Save it as UTF-8 in an editor first."_s);
    if (!m_loaded.isEmpty())
        if (const auto kept = writePrivateFile(m_path + u".bak"_s, m_loaded); !kept)
            return kept;
    if (const auto done = writePrivateFile(m_path, bytes); !done)
        return done;
    m_loaded = bytes;
    return {};
}

} // namespace spanglass
