#pragma once

#include "services/core/Filter.h"

#include <cstdint>
#include <vector>

namespace spanglass {

/// What every dialect of SQL does alike with a filter.

/// What a filter needs to see: one span after the other, the trace as a whole, or both.
struct FilterNeeds {
    bool spans = false;
    bool traces = false;
};
FilterNeeds filterNeeds(const Filter& filter);

/// The conditions joined by AND; null where there are none.
FilterPtr allOf(std::vector<FilterPtr> conditions);

/// "error" -> "STATUS_CODE_ERROR"; a number -> the name that it has, or itself. For Status and Kind.
QString wireName(const Filter& filter);

/// Whether an attribute is compared as a number. Integers that a double cannot hold exactly are compared as text.
bool comparesAsNumber(const Filter& filter);

/// Nearest whole number of nanoseconds.
std::int64_t wholeNanos(double number);

/// Whether the text can be part of an id.
bool isHexText(const QString& text);

} // namespace spanglass
