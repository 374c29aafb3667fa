#pragma once

#include "services/core/Secret.h"

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace spanglass {

/// `text` from another program as it may be shown: the given secrets and whatever looks like a token are masked,
/// control characters go, and it is cut to `maxLength`.
QString redacted(const QString& text, const QList<Secret>& secrets = {}, qsizetype maxLength = 500);

/// JWTs, Databricks tokens and secrets, and whatever follows the name of an authentication scheme, that name included.
const QRegularExpression& tokenPattern();

} // namespace spanglass
