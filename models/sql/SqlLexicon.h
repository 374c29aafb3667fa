#pragma once

#include <QStringList>

namespace spanglass {

/// Words of Databricks SQL that completion offers and the editor paints, in capitals.
const QStringList& sqlKeywords();

/// Functions that completion offers, in small letters, with what they take: "date_trunc(unit, time)".
const QStringList& sqlFunctions();

bool isSqlKeyword(const QString& word); ///< in any case
bool isSqlFunction(const QString& word); ///< in any case; the bare name

} // namespace spanglass
