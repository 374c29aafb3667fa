#pragma once

#include "services/core/Error.h"
#include "services/diagnostics/app/config/AppConfig.h"

namespace spanglass {

/// One value of a YAML document, with the way to it. Items of a list are "[0]", "[1]"...
struct YamlScalar {
    QStringList path;
    QString value;
    int document = 0;
    int line = 0; ///< 1-based
    TextRange place; ///< quotes included
    ValueStyle style = ValueStyle::Plain;
};

/// The values of a YAML text, in its order; JSON is read likewise. Aliases are left out, never filled in.
/// Errors: BadInput with the line, LimitHit (over 1 MiB, 20,000 values or 64 levels).
Result<QList<YamlScalar>> readYaml(const QString& text);

} // namespace spanglass
