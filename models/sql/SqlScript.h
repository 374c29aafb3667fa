#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace spanglass {

/// One statement of a script, without the blanks around it and without its semicolon. Comments right before it belong
/// to it. Positions count UTF-16 units, as QTextCursor does.
struct SqlPiece {
    qsizetype start = 0;
    qsizetype end = 0; ///< past its last character
    qsizetype reach = 0; ///< past its semicolon, which may come after blanks; past its last character without one
    QString text;

    bool operator==(const SqlPiece&) const = default;
};

/// Cuts a script at its semicolons, past those in texts, names, comments and BEGIN ... END blocks. Pieces that hold
/// comments alone are left out.
std::vector<SqlPiece> sqlStatements(const QString& script);

/// Index of the statement that the cursor is in or right behind; of the next one when it stands between two; nothing
/// when there is no statement.
std::optional<std::size_t> sqlStatementAt(const std::vector<SqlPiece>& statements, qsizetype cursor);

/// A stretch of a statement that its error message points at.
struct SqlErrorPlace {
    qsizetype start = 0;
    qsizetype length = 0;
};

/// Reads "(line 2, pos 7)" out of an error message, as Databricks writes it: lines from 1, characters from 0. Nothing
/// when there is none, or when it lies outside the statement.
std::optional<SqlErrorPlace> sqlErrorPlace(const QString& message, const QString& statement);

} // namespace spanglass
