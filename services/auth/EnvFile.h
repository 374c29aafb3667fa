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

    /// One assignment, in the order of the text; of several with one name the last holds.
    struct Entry {
        QString name;
        QString value; ///< with its variables filled in
        QList<std::pair<QString, QString>> references; ///< "${HOST}" as it stands there, and what it was filled with
        int line = 0; ///< 1-based; of the name
        qsizetype at = 0; ///< where the value begins, its quote included: UTF-16 units, each CRLF counted as one
        qsizetype length = 0; ///< as it stands there, quotes included
    };

    QProcessEnvironment values;
    QList<Entry> entries;
    QList<Problem> problems;

    /// `outside` gives what `${NAME}` means for names that the text does not set before.
    static EnvFile parse(const QByteArray& utf8, const QProcessEnvironment& outside = {});
    /// Errors: NotFound, NotAllowed, LimitHit (over 1 MiB).
    static Result<EnvFile> read(const QString& path, const QProcessEnvironment& outside = {});
};

} // namespace spanglass
