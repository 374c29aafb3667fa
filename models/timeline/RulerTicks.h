#pragma once

#include "models/timeline/TimeAxis.h"

#include <QString>

namespace spanglass {

struct RulerTick {
    std::int64_t time = 0; ///< nanoseconds since the trace's start
    QString label;
};

/// The ruler for what an axis shows. Steps are 1, 2 or 5 of a decimal unit from 1 ns up to seconds, and those of a
/// clock (15 s, 30 min, 6 h) up to days.
struct RulerTicks {
    std::int64_t step = 1;
    std::vector<RulerTick> ticks;
    /// When labels would need too many digits they count from here ("+5 ns" from "1.2 s"); empty otherwise.
    QString base;

    static RulerTicks of(const TimeAxis& axis, double minSpacing);
};

} // namespace spanglass
