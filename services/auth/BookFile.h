#pragma once

#include "services/core/ConnectionSettings.h"
#include "services/core/Error.h"

#include <QHash>
#include <QList>

namespace spanglass {

/// What Spanglass keeps about connections, without any secret.
struct BookFile {
    static constexpr int Version = 1;

    QList<ConnectionSettings> own;
    QHash<QString, CredentialKind> choices;
    QStringList envFiles;

    /// A missing file is an empty book. Errors: Damaged, TooNew, NotAllowed.
    static Result<BookFile> read(const QString& path);
    Result<> write(const QString& path) const;
};

} // namespace spanglass
