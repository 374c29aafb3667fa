#pragma once

#include "services/core/Diagnosis.h"
#include "services/diagnostics/app/config/AppConfig.h"

#include <optional>

namespace spanglass {

/// A stretch of a configuration's text as it should read, secrets as MaskedSecret.
struct AppEdit {
    TextRange place; ///< in AppConfig::text
    QString written;

    bool operator==(const AppEdit&) const = default;
};

/// Another value for a setting, quoted as the one that stands there. `right` has MaskedSecret for secrets, which must
/// be as many as before; variables that the value is made of stay. Unset when it cannot be written with certainty.
std::optional<AppEdit> editOf(const AppConfig& config, const AppSetting& setting, const QString& right);

/// A further variable, at the end of a .env text. Unset for other forms.
std::optional<AppEdit> lineFor(
    const AppConfig& config, const AppBlock& block, const QString& name, const QString& value);

/// The configuration with these edits; of those at one place the first. Unset without any.
std::optional<ConfigRemedy> configRemedy(const AppConfig& config, const QList<AppEdit>& edits);

/// Writes a mended configuration, and gives the name of the file as it was, which is kept beside it.
/// Errors: Conflict when the file has changed since; NotFound, NotAllowed, BadInput. Blocks; worker thread.
Result<QString> mendConfig(const ConfigRemedy& remedy);

} // namespace spanglass
