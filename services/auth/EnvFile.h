#pragma once

#include "services/core/Error.h"

#include <QList>
#include <QProcessEnvironment>

namespace spanglass {

/// A .env file in the forms that people write: `export` before the name, quotes, comments, `${NAME}` and
/// `${NAME:-instead}`. Nothing is run and no other file is read.
struct EnvFile {
    struct Problem {
        int line = 0; ///< 1-based
        QString message; ///< without the line's text: it may hold a secret
    };

    QProcessEnvironment values;
    QList<Problem> problems;

    /// `outside` gives what `${NAME}` means for names that the text does not set before.
    static EnvFile parse(const QByteArray& utf8, const QProcessEnvironment& outside = {});
    /// Errors: NotFound, NotAllowed, LimitHit (over 1 MiB).
    static Result<EnvFile> read(const QString& path, const QProcessEnvironment& outside = {});
};

} // namespace spanglass
