#pragma once

#include <QString>

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace spanglass {

/// Sixteen bytes, big-endian halves as printed; all zero is invalid (OTLP trace.proto).
struct TraceId {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    constexpr auto operator<=>(const TraceId&) const = default;
    constexpr bool isValid() const { return (high | low) != 0; }

    static std::optional<TraceId> fromBytes(std::string_view sixteenBytes);
    /// Exactly 32 hex digits, either case.
    static std::optional<TraceId> fromHex(std::string_view hex);
    /// What a person may paste: hex with or without leading zeros (Jaeger strips them), "tr-<hex>" and
    /// "trace:/<location>/<hex>" as MLflow writes ids, surrounding blanks.
    static std::optional<TraceId> fromText(QStringView text);
    std::array<char, 16> bytes() const;
    std::string hex() const; ///< 32 lower-case digits
    QString text() const;
};

/// Eight bytes; all zero is invalid, and as a parent id means "no parent".
struct SpanId {
    std::uint64_t value = 0;

    constexpr auto operator<=>(const SpanId&) const = default;
    constexpr bool isValid() const { return value != 0; }

    static std::optional<SpanId> fromBytes(std::string_view eightBytes);
    static std::optional<SpanId> fromHex(std::string_view hex);
    std::array<char, 8> bytes() const;
    std::string hex() const; ///< 16 lower-case digits
    QString text() const;
};

/// Writes `2 * bytes.size()` lower-case digits at `out`.
void writeHex(std::string_view bytes, char* out);
void writeHex(TraceId id, char* out32);
void writeHex(SpanId id, char* out16);

} // namespace spanglass

template <> struct std::hash<spanglass::TraceId> {
    std::size_t operator()(const spanglass::TraceId& id) const noexcept {
        return static_cast<std::size_t>((id.high * 0x9E3779B97F4A7C15ull) ^ id.low);
    }
};

template <> struct std::hash<spanglass::SpanId> {
    std::size_t operator()(const spanglass::SpanId& id) const noexcept {
        return static_cast<std::size_t>(id.value * 0x9E3779B97F4A7C15ull);
    }
};
