#include "services/core/Span.h"

#include <array>
#include <charconv>

namespace spanglass {

namespace {

constexpr std::array<std::string_view, 6> KindNames{"SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER",
    "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"};
constexpr std::array<std::string_view, 3> StatusNames{"STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"};

/// Valid until the next unknown number on the same thread.
std::string_view numberName(std::int32_t number) {
    thread_local char text[12];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return {text, static_cast<std::size_t>(end - text)};
}

template <std::size_t N> std::string_view nameOf(const std::array<std::string_view, N>& names, std::int32_t number) {
    return number >= 0 && static_cast<std::size_t>(number) < N ? names[static_cast<std::size_t>(number)]
                                                               : numberName(number);
}

template <std::size_t N> std::int32_t numberOf(const std::array<std::string_view, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name)
            return static_cast<std::int32_t>(i);
    std::int32_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number;
}

} // namespace

std::string_view spanKindName(SpanKind kind) { return nameOf(KindNames, static_cast<std::int32_t>(kind)); }
std::string_view statusCodeName(StatusCode code) { return nameOf(StatusNames, static_cast<std::int32_t>(code)); }
SpanKind spanKindFromName(std::string_view name) { return static_cast<SpanKind>(numberOf(KindNames, name)); }
StatusCode statusCodeFromName(std::string_view name) { return static_cast<StatusCode>(numberOf(StatusNames, name)); }

} // namespace spanglass
