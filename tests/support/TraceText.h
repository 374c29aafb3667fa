#pragma once

#include "services/core/TraceBuilder.h"

#include <QStringList>

#include <initializer_list>

namespace spanglass::test {

/// A span for trees: ids are small numbers, times are nanoseconds from an arbitrary origin, content hash and key follow
/// from the fields and from the order of making.
struct TreeSpan {
    std::uint64_t id = 1;
    std::uint64_t parent = 0;
    std::uint64_t start = 100;
    std::uint64_t end = 200;
    std::string_view name = "op";
    std::string_view service = "app";
    SpanKind kind = SpanKind::Internal;
    StatusCode status = StatusCode::Unset;
    std::string_view type = {};

    SpanRecord record(std::int64_t request = 0, std::uint32_t ordinal = 0) const {
        SpanRecord r;
        r.id = {id};
        r.parent = {parent};
        r.start = {start};
        r.end = {end};
        r.kind = kind;
        r.status = status;
        r.name = name;
        r.service = service;
        r.type = type;
        r.contentHash = std::hash<std::string_view>{}(name) ^ (std::hash<std::string_view>{}(service) << 1)
            ^ (start * 31 + end * 17 + parent) ^ (static_cast<std::uint64_t>(kind) << 60);
        r.key = {request, ordinal};
        return r;
    }
};

inline constexpr TraceId TestTrace{0x0123456789abcdefull, 0xfedcba9876543210ull};

inline TracePtr buildTrace(const std::vector<TreeSpan>& spans) {
    TraceBuilder builder(TestTrace);
    for (std::uint32_t i = 0; i < spans.size(); ++i)
        builder.add(spans[i].record(0, i));
    return std::move(builder).build();
}

/// Flags in the order of their bits, those asked for only.
inline QString flagText(const TraceNode& node, std::uint16_t wanted) {
    static constexpr std::pair<NodeFlag, const char*> Names[]
        = {{NodeFlag::Placeholder, "placeholder"}, {NodeFlag::ParentMissing, "parent-missing"},
            {NodeFlag::CycleCut, "cycle-cut"}, {NodeFlag::SharedId, "shared-id"}, {NodeFlag::NegativeTime, "negative"},
            {NodeFlag::NoTime, "no-time"}, {NodeFlag::Unfinished, "unfinished"}, {NodeFlag::OutsideParent, "outside"},
            {NodeFlag::CriticalPath, "critical"}, {NodeFlag::ErrorBelow, "error-below"}, {NodeFlag::Slow, "slow"},
            {NodeFlag::Skewed, "skewed"}};
    QString text;
    for (const auto& [flag, name] : Names)
        if ((wanted & static_cast<std::uint16_t>(flag)) && node.has(flag))
            text += QLatin1String(" ") + QLatin1String(name);
    return text;
}

inline constexpr std::uint16_t StructureFlags = static_cast<std::uint16_t>(NodeFlag::Placeholder)
    | static_cast<std::uint16_t>(NodeFlag::ParentMissing) | static_cast<std::uint16_t>(NodeFlag::CycleCut)
    | static_cast<std::uint16_t>(NodeFlag::SharedId);

/// One line a row: two blanks a level, the id as a number, the name, then the flags of `flags`.
inline QStringList printTree(const Trace& trace, std::uint16_t flags = StructureFlags) {
    QStringList lines;
    for (const TraceNode& node : trace.nodes())
        lines += QString(QString(2 * node.depth, QLatin1Char(' ')) + QString::number(node.id.value)
            + (node.name ? QString(QLatin1String(" ") + trace.text(node.name)) : QString()) + flagText(node, flags));
    return lines;
}

} // namespace spanglass::test
