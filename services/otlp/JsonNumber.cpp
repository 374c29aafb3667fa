#include "services/otlp/JsonNumber.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace spanglass {

namespace {

template <class T> std::optional<T> toInteger(std::string_view text) {
    T value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size())
        return value;
    return std::nullopt;
}

/// "12.000" as "12": exact even where a double is not.
std::string_view withoutZeroFraction(std::string_view text) {
    const auto point = text.find('.');
    if (point == text.npos || point + 1 == text.size() || text.find_first_not_of('0', point + 1) != text.npos)
        return text;
    return text.substr(0, point);
}

template <class T> std::optional<T> toIntegral(std::string_view text) {
    if (const auto exact = toInteger<T>(withoutZeroFraction(text)))
        return exact;
    if (text.find_first_of("eE.") == text.npos)
        return std::nullopt;
    const auto real = toDouble(text);
    // The largest T is no double; the next one above it is a power of two.
    const double limit = std::ldexp(1.0, std::numeric_limits<T>::digits);
    if (!real || std::trunc(*real) != *real || *real >= limit || *real < (std::is_signed_v<T> ? -limit : 0.0))
        return std::nullopt;
    return static_cast<T>(*real);
}

} // namespace

std::optional<std::int64_t> toInt64(std::string_view text) { return toIntegral<std::int64_t>(text); }
std::optional<std::uint64_t> toUInt64(std::string_view text) { return toIntegral<std::uint64_t>(text); }

std::optional<double> toDouble(std::string_view text) {
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (text == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    if (text.find_first_not_of("0123456789+-.eE") != text.npos)
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size())
        return std::nullopt;
    if (error == std::errc::result_out_of_range) // of two kinds; the tiny ones are zero
        return text.find("e-") != text.npos || text.find("E-") != text.npos ? std::optional(0.0) : std::nullopt;
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

} // namespace spanglass
