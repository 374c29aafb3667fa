#pragma once

#include <QString>

namespace spanglass {

/// What running a statement may do besides answering.
enum class SqlEffect {
    Nothing, ///< it only reads
    Session, ///< it changes settings of its own session: USE, SET
    Data, ///< rows or files: INSERT, UPDATE, DELETE, MERGE, COPY, OPTIMIZE, VACUUM, ...
    Schema, ///< tables, views, functions and the like: CREATE, ALTER, DROP, ...
    Grants, ///< who may do what: GRANT, REVOKE, DENY, ALTER ... OWNER TO
    Unknown, ///< it cannot be told from the text: CALL, EXECUTE IMMEDIATE, scripts, words that are not known
};

struct SqlStatementKind {
    SqlEffect effect = SqlEffect::Nothing;
    QString verb; ///< the word that decides, in capitals: "INSERT"; empty when there is no statement

    bool asksFirst() const { return effect != SqlEffect::Nothing && effect != SqlEffect::Session; }
    bool operator==(const SqlStatementKind&) const = default;
};

/// Reads the kind of one statement in Databricks SQL from its words, past comments, parentheses, EXPLAIN and common
/// table expressions. When in doubt it does not say Nothing.
SqlStatementKind sqlStatementKind(const QString& sql);

} // namespace spanglass
