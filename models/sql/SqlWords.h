#pragma once

#include "models/sql/SqlSession.h"
#include "services/core/SqlEffect.h"
#include "services/core/SqlTable.h"

#include <QString>

#include <chrono>

namespace spanglass {

/// A statement for a list: comments left out, blanks closed up, cut at 300 characters.
QString sqlInOneLine(const QString& sql);

/// A text for a tool tip that must not be taken for a document, cut at 2,000 characters.
QString sqlToolTip(const QString& text);

/// "12 ms", "3.42 s", "2 min 5 s".
QString sqlDuration(std::chrono::nanoseconds time);

/// The line below an answer: rows, time, rows scanned and statement id, as far as they are known.
QString sqlFacts(const SqlTable& table);

/// The same with why it is not known what the statement cost.
QString sqlFacts(const SqlRun& run);

/// "changes data", "changes grants": what there is to ask about.
QString sqlEffectWords(SqlEffect effect);

/// The time of what still runs: "4.2 s", "2 min 5 s".
QString sqlElapsed(std::chrono::nanoseconds time);

} // namespace spanglass
