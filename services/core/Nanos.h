#pragma once

#include <QString>

#include <compare>
#include <cstdint>

namespace spanglass {

/// A length of time in nanoseconds; negative when an end lies before its start.
struct Nanos {
    std::int64_t value = 0;

    constexpr auto operator<=>(const Nanos&) const = default;
    constexpr Nanos operator+(Nanos o) const { return {value + o.value}; }
    constexpr Nanos operator-(Nanos o) const { return {value - o.value}; }
};

/// A point in time: nanoseconds since 1970-01-01 UTC, the fixed64 of OTLP. Zero means "not set".
/// Unsigned, so that every wire value (up to the year 2554) is kept exactly. DuckDB's BIGINT columns hold the same 64
/// bits.
struct UnixNanos {
    std::uint64_t value = 0;

    constexpr auto operator<=>(const UnixNanos&) const = default;
    constexpr bool isSet() const { return value != 0; }
    /// Saturates instead of wrapping for points more than 292 years apart.
    constexpr Nanos operator-(UnixNanos o) const {
        const bool negative = value < o.value;
        const std::uint64_t distance = negative ? o.value - value : value - o.value;
        const auto clipped = static_cast<std::int64_t>(distance > INT64_MAX ? INT64_MAX : distance);
        return {negative ? -clipped : clipped};
    }
    constexpr UnixNanos operator+(Nanos d) const { return {value + static_cast<std::uint64_t>(d.value)}; }
    constexpr std::int64_t bits() const { return static_cast<std::int64_t>(value); }
    static constexpr UnixNanos fromBits(std::int64_t bits) { return {static_cast<std::uint64_t>(bits)}; }
    static UnixNanos now();
};

namespace literals {
constexpr Nanos operator""_ns(unsigned long long v) { return {static_cast<std::int64_t>(v)}; }
constexpr Nanos operator""_us(unsigned long long v) { return {static_cast<std::int64_t>(v) * 1'000}; }
constexpr Nanos operator""_ms(unsigned long long v) { return {static_cast<std::int64_t>(v) * 1'000'000}; }
constexpr Nanos operator""_s(unsigned long long v) { return {static_cast<std::int64_t>(v) * 1'000'000'000}; }
} // namespace literals

/// The unit a person would say: "812 ns", "3.42 µs", "340 ms", "1.24 s", "2 min 05 s", "3 h 12 min".
QString formatDuration(Nanos duration);

/// Exact, for tooltips and copy: "1,240,000,123 ns".
QString formatNanosExact(Nanos duration);

/// "2026-02-16 09:31:07.123456789" with all nine digits; `utc` false gives local time.
QString formatTimestamp(UnixNanos time, bool utc = false);

/// ISO 8601 in UTC with nine digits: "2026-02-16T09:31:07.123456789Z".
QString formatIso(UnixNanos time);

/// "just now", "12 s ago", "5 min ago", "3 h ago", else the date.
QString formatAge(UnixNanos time, UnixNanos now);

} // namespace spanglass
