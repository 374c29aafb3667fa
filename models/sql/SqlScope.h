#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace spanglass {

/// A table that a statement names, and what the statement calls it.
struct SqlNamedTable {
    QString table; ///< as written: "a.`b c`.d"; empty for a common table expression
    QString alias; ///< the last part of the name when there is none
};

/// What can be completed at a place in a statement.
struct SqlScope {
    bool completes = false; ///< false within texts and comments
    qsizetype prefixStart = 0; ///< where the word begins that is being written, an opening backtick included
    QString prefix; ///< of that word, without the backtick
    QStringList path; ///< `a.b.` before it, without backticks
    bool wantsTable = false; ///< after FROM, JOIN, INTO and the like
    std::vector<SqlNamedTable> tables;
};

/// Reads the statement around the cursor. `values` are those of parameters, for IDENTIFIER(:name).
SqlScope sqlScope(const QString& statement, qsizetype cursor, const QHash<QString, QString>& values);

} // namespace spanglass
