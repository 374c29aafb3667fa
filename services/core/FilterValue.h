#pragma once

#include "services/core/Filter.h"
#include "services/core/Nanos.h"

#include <optional>

namespace spanglass {

/// A decimal number as people write it: "200", "-1.5", "1e6". No hex, no infinity, no surrounding blanks.
std::optional<double> parseFilterNumber(QStringView text);

/// "250ms", "1.5s", "2min": units ns, us, µs, ms, s, m, min, h, d. Zero needs no unit. Empty when it is none of these
/// or does not fit into 64 bits.
std::optional<Nanos> parseFilterDuration(QStringView text);
bool isDurationUnit(QStringView text);

/// Fills value, isNumber and number of a comparison whose field, key and op are set. Gives the sentence that says what
/// is wrong and how to mend it; empty when all is well.
QString setFilterValue(Filter& comparison, const QString& value, bool quoted);

/// Says why a regular expression cannot be used, empty when it can. `offset` gets the place in `pattern`.
QString regexProblem(const QString& pattern, qsizetype& offset);

} // namespace spanglass
