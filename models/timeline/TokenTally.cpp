#include "models/timeline/TokenTally.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::size_t MostSpans = 2000;

template <class T> void addTo(std::optional<T>& sum, const std::optional<T>& part) {
    if (part)
        sum = sum.value_or(T{}) + *part;
}

FilterPtr reportsTokens() {
    static const FilterPtr filter = parseFilter(u"attr.\"gen_ai.usage.input_tokens\" exists"
                                                " OR attr.\"gen_ai.usage.prompt_tokens\" exists"
                                                " OR attr.\"llm.token_count.prompt\" exists"
                                                " OR attr.\"llm.token_count.total\" exists"
                                                " OR attr.\"llm.usage.total_tokens\" exists"
                                                " OR attr.\"ai.usage.promptTokens\" exists"
                                                " OR attr.\"mlflow.chat.tokenUsage\" exists"_s)
                                        .value_or(nullptr);
    return filter;
}

} // namespace

TokenTally::TokenTally(SpanSource& source, QObject* parent)
    : QObject(parent)
    , m_source(source) { }

void TokenTally::count(const TracePtr& trace) {
    const bool sameTrace = m_trace && trace && m_trace->id() == trace->id();
    m_trace = trace;
    m_keys.drop();
    m_span.drop();
    if (!sameTrace) {
        m_sum = {};
        Q_EMIT changed();
    }
    if (!trace)
        return;
    m_keys.ask(m_source.search(trace->id(), reportsTokens()), [this](Result<std::vector<SpanKey>> keys) {
        if (keys)
            take(*keys);
    });
}

void TokenTally::take(const std::vector<SpanKey>& keys) {
    std::vector<std::uint32_t> rows;
    for (const SpanKey& key : keys)
        if (const std::uint32_t row = m_trace->rowOf(key); row != NoNode)
            rows.push_back(row);
    std::ranges::sort(rows);
    m_rows.clear();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (i + 1 == rows.size() || rows[i + 1] >= m_trace->nodes()[rows[i]].subtreeEnd)
            m_rows.push_back(rows[i]);
    m_sum = {};
    m_next = 0;
    if (m_rows.empty() || m_rows.size() > MostSpans) {
        Q_EMIT changed();
        return;
    }
    askNext();
}

void TokenTally::askNext() {
    if (m_next == m_rows.size()) {
        Q_EMIT changed();
        return;
    }
    const SpanKey key = m_trace->nodes()[m_rows[m_next++]].key;
    m_span.ask(m_source.span(m_trace->id(), key), [this](Result<SpanDetail> detail) {
        if (detail) {
            const TokenUse use = readTokenUse(detail->span->attributes);
            addTo(m_sum.input, use.input);
            addTo(m_sum.output, use.output);
            addTo(m_sum.total, use.total);
            addTo(m_sum.cached, use.cached);
            addTo(m_sum.reasoning, use.reasoning);
            addTo(m_sum.cost, use.cost);
        }
        askNext();
    });
}

} // namespace spanglass
