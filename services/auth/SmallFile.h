#pragma once

#include "services/core/Error.h"

#include <QByteArray>

namespace spanglass {

/// Files of settings, read whole. Errors: NotFound, NotAllowed, LimitHit (over 1 MiB).
Result<QByteArray> readSmallFile(const QString& path);

/// Appears whole or not at all, and only its owner may read it (0600). What `path` links to is replaced, not the link.
Result<> writePrivateFile(const QString& path, const QByteArray& bytes);

} // namespace spanglass
