#pragma once

#include "services/core/SpanSource.h"

namespace spanglass {

/// Which traces a person wants to see, by when they started.
struct TimeChoice {
    enum class Kind : std::uint8_t { All, Last, Between };

    Kind kind = Kind::All;
    Nanos last; ///< Last: how far back from now
    TimeRange between; ///< Between

    bool operator==(const TimeChoice&) const = default;

    static TimeChoice all() { return {}; }
    static TimeChoice lastMinutes(int minutes) { return {Kind::Last, Nanos{minutes * 60'000'000'000ll}, {}}; }
    static TimeChoice from(TimeRange range) { return {Kind::Between, {}, range}; }

    TimeRange range(UnixNanos now) const;
    bool hasBeginning() const { return kind == Kind::Last || (kind == Kind::Between && between.from); }
    /// "Last 15 min", "All time", "16 Feb 09:31 – 10:00".
    QString words() const;
    /// For settings: "all", "last 900000000000", "between 1 2"; anything else reads as all time.
    QString toText() const;
    static TimeChoice fromText(const QString& text);
};

/// The choices offered before "custom", shortest first; last all time, or for what must have a beginning 30 days.
std::vector<TimeChoice> usualTimeChoices(bool withBeginning = false);

} // namespace spanglass
