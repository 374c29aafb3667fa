#pragma once

#include "models/common/Awaited.h"
#include "models/timeline/LlmContent.h"
#include "services/core/SpanSource.h"

#include <QObject>

namespace spanglass {

/// Adds up the tokens (and costs) that the spans of a trace report. A span counts only when none below it reports any,
/// because agents and chains repeat the sum of their calls. Reads one span after the other and stops at two thousand.
class TokenTally : public QObject {
    Q_OBJECT
public:
    explicit TokenTally(SpanSource& source, QObject* parent = nullptr);

    /// Null: forgets. A newer trace replaces the one under way.
    void count(const TracePtr& trace);
    const TokenUse& sum() const { return m_sum; }
    bool isBusy() const { return m_keys.isPending() || m_span.isPending(); }

Q_SIGNALS:
    void changed();

private:
    void take(const std::vector<SpanKey>& keys);
    void askNext();

    SpanSource& m_source;
    TracePtr m_trace;
    std::vector<std::uint32_t> m_rows;
    std::size_t m_next = 0;
    TokenUse m_sum;
    Awaited<std::vector<SpanKey>> m_keys;
    Awaited<SpanDetail> m_span;
};

} // namespace spanglass
