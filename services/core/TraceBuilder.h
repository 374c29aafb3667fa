#pragma once

#include "services/core/FlatIndex.h"
#include "services/core/Trace.h"
#include "services/core/TraceLinks.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace spanglass {

/// Turns spans in any order into a Trace: folds identical copies, keeps shared ids, gives missing parents a placeholder
/// row, cuts cycles, marks times that cannot be, and works out self time, critical path and assumed clock skew. One
/// thread; use once.
class TraceBuilder {
public:
    explicit TraceBuilder(TraceId id);

    void reserve(std::size_t spans);
    /// Returns false for an identical copy of a span added before; its markers must then be left out.
    bool add(const SpanRecord& span);
    /// For the span added last.
    void addMarker(UnixNanos time, std::string_view name);
    TracePtr build() &&;

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::uint32_t intern(std::string_view text);
    void takeRows();
    void summarise();
    void indexRows();

    std::shared_ptr<Trace> m_trace;
    LooseSpans m_loose;
    FlatIndex m_copies;
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> m_texts;
};

} // namespace spanglass
