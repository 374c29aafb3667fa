#pragma once

#include "services/core/Span.h"

#include <QString>

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace spanglass {

/// Where a span's whole content can be found again; opaque to models. In the local store: request and position in it.
struct SpanKey {
    std::int64_t request = -1;
    std::uint32_t ordinal = 0;

    constexpr auto operator<=>(const SpanKey&) const = default;
    constexpr bool isValid() const { return request >= 0; }
};

/// What a source reads of one span to build the tree: no attributes. Views must stay valid during the call they are
/// passed to.
struct SpanRecord {
    SpanId id;
    SpanId parent;
    UnixNanos start;
    UnixNanos end;
    SpanKind kind = SpanKind::Unspecified;
    StatusCode status = StatusCode::Unset;
    std::string_view name;
    std::string_view service;
    /// The span's type as LLM libraries give it (mlflow.spanType, openinference.span.kind, ...): "TOOL"; often empty.
    std::string_view type;
    std::uint32_t linkCount = 0;
    std::uint8_t notices = 0;
    std::uint64_t contentHash = 0; ///< equal hash and id = the same span sent twice
    SpanKey key;
};

/// A point on a span's bar.
struct EventMarker {
    UnixNanos time;
    std::uint32_t name = 0; ///< index for Trace::text
    bool exception = false;
};

/// Bits of TraceNode::flags.
enum class NodeFlag : std::uint16_t {
    Placeholder = 1 << 0, ///< stands for a parent that has not come; only `id` is real
    ParentMissing = 1 << 1, ///< its parent is a placeholder
    CycleCut = 1 << 2, ///< its parent link was cut because it closed a cycle
    SharedId = 1 << 3, ///< another span with the same id and different content is in the trace
    NegativeTime = 1 << 4, ///< end lies before start
    NoTime = 1 << 5, ///< start is zero: it has no place on the time axis
    Unfinished = 1 << 6, ///< only end is zero
    OutsideParent = 1 << 7, ///< starts before or ends after its parent: late child or clock skew
    CriticalPath = 1 << 8,
    ErrorBelow = 1 << 9, ///< a descendant has an error
    Slow = 1 << 10, ///< its self time is an outlier in this trace
    Skewed = 1 << 11, ///< `skew` is not zero: another clock than its parent's is assumed
};

inline constexpr std::uint32_t NoNode = std::numeric_limits<std::uint32_t>::max();

/// One row of the tree. Nodes lie in depth-first order, so a subtree is the range [row, subtreeEnd).
struct TraceNode {
    SpanId id;
    UnixNanos start;
    UnixNanos end;
    Nanos selfTime; ///< own time not covered by children
    Nanos skew; ///< to add to start and end when clock skew is adjusted; zero otherwise
    SpanKey key;
    std::uint32_t parent = NoNode;
    std::uint32_t subtreeEnd = 0;
    std::uint32_t name = 0; ///< index for Trace::text
    std::uint32_t service = 0; ///< index for Trace::text
    std::uint32_t type = 0; ///< index for Trace::text
    std::uint32_t firstMarker = 0;
    std::uint16_t markerCount = 0;
    std::uint16_t depth = 0;
    std::uint16_t linkCount = 0;
    std::uint16_t flags = 0;
    SpanKind kind = SpanKind::Unspecified;
    StatusCode status = StatusCode::Unset;
    std::uint8_t notices = 0;

    bool has(NodeFlag f) const { return (flags & static_cast<std::uint16_t>(f)) != 0; }
    bool isError() const { return status == StatusCode::Error; }
    Nanos duration() const { return has(NodeFlag::Unfinished) || has(NodeFlag::NoTime) ? Nanos{} : end - start; }
};

/// An immutable snapshot of one trace's tree, built off the GUI thread by TraceBuilder and shared as shared_ptr<const
/// Trace>.
class Trace {
public:
    TraceId id() const { return m_id; }
    const std::vector<TraceNode>& nodes() const { return m_nodes; }
    const std::vector<EventMarker>& markers() const { return m_markers; }
    std::size_t size() const { return m_nodes.size(); }
    /// Names, services and types are interned; index 0 is the empty text.
    const QString& text(std::uint32_t index) const { return m_texts[index]; }

    UnixNanos start() const { return m_start; } ///< earliest set start
    UnixNanos end() const { return m_end; } ///< latest end
    Nanos duration() const { return m_end - m_start; }
    std::uint32_t spanCount() const { return m_spanCount; } ///< placeholders and duplicates not counted
    std::uint32_t errorCount() const { return m_errorCount; }
    std::uint32_t rootCount() const { return m_rootCount; }
    std::uint32_t duplicateCount() const { return m_duplicateCount; } ///< identical copies that were folded away
    std::uint16_t maxDepth() const { return m_maxDepth; }
    bool hasSkew() const { return m_hasSkew; }
    /// Text indexes of the services, busiest first.
    const std::vector<std::uint32_t>& services() const { return m_services; }

    /// Row of a span, NoNode if absent. With shared ids the first row.
    std::uint32_t rowOf(SpanId id) const;
    std::uint32_t rowOf(SpanKey key) const;

private:
    friend class TraceBuilder;

    TraceId m_id;
    std::vector<TraceNode> m_nodes;
    std::vector<EventMarker> m_markers;
    std::vector<QString> m_texts;
    std::vector<std::uint32_t> m_services;
    std::vector<std::uint32_t> m_rowsById; ///< rows sorted by span id
    std::vector<std::uint32_t> m_rowsByKey; ///< rows sorted by key
    UnixNanos m_start;
    UnixNanos m_end;
    std::uint32_t m_spanCount = 0;
    std::uint32_t m_errorCount = 0;
    std::uint32_t m_rootCount = 0;
    std::uint32_t m_duplicateCount = 0;
    std::uint16_t m_maxDepth = 0;
    bool m_hasSkew = false;
};

using TracePtr = std::shared_ptr<const Trace>;

} // namespace spanglass
