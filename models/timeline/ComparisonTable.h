#pragma once

#include "services/core/SqlTable.h"
#include "services/core/TraceComparison.h"

#include <array>

namespace spanglass {

enum class ComparisonKind : std::uint8_t {
    Lost, ///< a span that is only on the left
    Extra, ///< one that is only on the right
    Value, ///< a value that is another, or on one side only
    Type, ///< the same value as another type
    Same, ///< a span that says the same on both sides
};
inline constexpr std::size_t ComparisonKindCount = 5;

/// What the two sides are called.
struct ComparisonNames {
    QString left;
    QString right;
};

struct ComparisonFilter {
    std::array<bool, ComparisonKindCount> kinds{true, true, true, true, false};
    QString text; ///< in the span's name or id, the field or a value, in any case
};

/// A comparison as rows, for a grid and for files; one row a lost or extra span, a changed value or an equal span.
struct ComparisonRows {
    enum Column { What, SpanName, Field, Left, Right, LeftType, RightType, Delay, SpanIdText };

    SqlTable table;
    std::vector<ComparisonKind> kinds; ///< of each row
    std::vector<SpanId> spans; ///< of each row
};

ComparisonRows comparisonRows(
    const TraceComparison& comparison, const ComparisonNames& names, const ComparisonFilter& filter);

/// How many rows there are of each kind.
std::array<std::uint64_t, ComparisonKindCount> comparisonCounts(const TraceComparison& comparison);

/// What is different, in one line: "28 of 32 spans say the same · 3 spans only in Local store · ...".
QString comparisonWords(const TraceComparison& comparison, const ComparisonNames& names);

} // namespace spanglass
