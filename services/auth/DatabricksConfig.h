#pragma once

#include "services/auth/IniDocument.h"
#include "services/core/Error.h"

#include <QProcessEnvironment>

namespace spanglass {

/// ~/.databrickscfg, or the file that DATABRICKS_CONFIG_FILE names. Reading changes nothing; writing happens only in
/// save(). Blocks for the time a small file takes.
class DatabricksConfig {
public:
    /// Where it lies for this environment and home folder.
    static QString defaultPath(const QProcessEnvironment& environment);
    /// A missing file is an empty configuration (databricks-api.md 1.6, confirmed: sdk-go config/config_file.go).
    static Result<DatabricksConfig> load(const QString& path);

    const QString& path() const { return m_path; }
    QStringList profiles() const; ///< every section that is one, in the file's order
    bool hasProfile(const QString& name) const { return profiles().contains(name); }
    QString defaultProfile() const; ///< of [__settings__]; empty when not set
    const IniDocument& document() const { return m_document; }

    /// False when the name or value cannot stand in the file.
    bool setValue(const QString& profile, const QString& key, const QString& value);
    bool removeValue(const QString& profile, const QString& key) { return m_document.removeValue(profile, key); }
    bool removeProfile(const QString& profile) { return m_document.removeSection(profile); }

    /// Keeps the present file beside it with ".bak", then replaces it at once, readable by its owner only.
    /// Errors: Conflict when the file has changed since it was loaded; NotAllowed.
    Result<> save();

private:
    QString m_path;
    QByteArray m_loaded; ///< what the file held
    IniDocument m_document;
};

} // namespace spanglass
