#include "services/otlp/SignalGuess.h"

#include "services/otlp/WireReader.h"

#include <algorithm>
#include <array>

namespace spanglass {

namespace {

constexpr int ItemsLookedAt = 16;

/// Where a field number means something in all three items it has one wire type each; 'v' varint, '8' fixed64,
/// '4' fixed32, 'b' bytes, '-' not a field. Position 0 is field 1. From trace.proto, logs.proto and metrics.proto.
constexpr std::array<std::string_view, 3> Shapes{
    "bbbbbv88bvbvbvb4", // Span
    "8vb-bbv4bb8b----", // LogRecord
    "bbb-b-b-bbbb----", // Metric
};

char letterOf(WireType type) {
    switch (type) {
    case WireType::Varint:
        return 'v';
    case WireType::Fixed64:
        return '8';
    case WireType::Length:
        return 'b';
    case WireType::Fixed32:
        return '4';
    default:
        return '?';
    }
}

/// Whether the bytes are a whole message whose fields are 1 to `last`.
bool isMessage(std::string_view bytes, std::uint32_t last) {
    WireFault fault;
    WireReader in(bytes, fault);
    bool known = true;
    while (in.next()) {
        known &= fieldOf(in.tag()) <= last;
        in.skip();
    }
    return known && !fault;
}

/// Whether the bytes are a metric's gauge, sum, histogram or summary: data points 1, temporality 2, monotonic 3.
bool isMetricData(std::string_view bytes) {
    WireFault fault;
    WireReader in(bytes, fault);
    bool hasPoints = false;
    while (in.next()) {
        if (in.tag() == lengthTag(1)) {
            hasPoints = true;
            if (!isMessage(in.bytes(), 14)) // a KeyValue begins with a text
                return false;
        } else if (in.tag() == varintTag(2) || in.tag() == varintTag(3)) {
            in.skip();
        } else {
            return false;
        }
    }
    return hasPoints && !fault;
}

bool isPrintable(std::string_view bytes) {
    return std::ranges::all_of(bytes, [](char c) { return c >= 0x20 && c < 0x7F; });
}

using Fits = std::array<bool, 3>; ///< in the order of Shapes

/// What an item's content says beyond its shape.
struct Evidence {
    std::string_view first; ///< field 1
    std::string_view second; ///< field 2
    bool bodyIsValue = true; ///< field 5 may be a log's body
    bool hasData = false; ///< a field that may be a metric's data

    void add(std::uint32_t field, std::string_view content) {
        if (field == 1)
            first = content;
        if (field == 2)
            second = content;
        if (field == 5)
            bodyIsValue = isMessage(content, 8);
        if (field == 5 || field == 7 || (field >= 9 && field <= 11))
            hasData |= isMetricData(content);
    }
    /// Ids are random bytes; a metric's name and description of the same lengths are text.
    bool hasIds() const {
        return first.size() == 16 && second.size() == 8 && !(isPrintable(first) && isPrintable(second));
    }
};

Fits fitsOf(std::string_view item) {
    Fits fits{true, true, true};
    Evidence evidence;
    WireFault fault;
    WireReader in(item, fault);
    while (in.next()) {
        const std::uint32_t field = fieldOf(in.tag());
        const char letter = letterOf(typeOf(in.tag()));
        for (std::size_t s = 0; s < Shapes.size(); ++s)
            if (field <= Shapes[s].size() && Shapes[s][field - 1] != letter)
                fits[s] = false;
        if (letter == 'b')
            evidence.add(field, in.bytes());
        else
            in.skip();
    }
    if (fault)
        return {};
    fits[1] &= evidence.bodyIsValue;
    fits[2] &= evidence.hasData && !evidence.first.empty();
    if (fits[0] && (fits[1] || fits[2]))
        fits = evidence.hasIds() ? Fits{true, false, false} : Fits{false, fits[1], fits[2]};
    return fits;
}

} // namespace

std::optional<Signal> guessSignal(std::string_view request) {
    Fits all{true, true, true};
    int items = 0;
    WireFault fault;
    const auto eachMessage = [&fault](std::string_view outer, std::uint32_t tag, auto&& inner) {
        WireReader in(outer, fault);
        while (in.next()) {
            if (in.tag() == tag)
                inner(in.bytes());
            else
                in.skip();
        }
    };
    eachMessage(request, lengthTag(1), [&](std::string_view resourceGroup) {
        eachMessage(resourceGroup, lengthTag(2), [&](std::string_view scopeGroup) {
            eachMessage(scopeGroup, lengthTag(2), [&](std::string_view item) {
                if (items >= ItemsLookedAt || item.empty())
                    return;
                ++items;
                const Fits fits = fitsOf(item);
                for (std::size_t s = 0; s < all.size(); ++s)
                    all[s] &= fits[s];
            });
        });
    });
    if (items == 0 || fault || all[0] + all[1] + all[2] != 1)
        return std::nullopt;
    return all[0] ? Signal::Traces : all[1] ? Signal::Logs : Signal::Metrics;
}

} // namespace spanglass
