// The searching half of TraceSession.

#include "models/timeline/TraceSession.h"

namespace spanglass {

void TraceSession::setSearch(const QString& text) {
    m_searchText = text;
    m_searchProblem.clear();
    m_answer.drop();
    m_searchDelay.stop();
    const auto filter = parseFilter(text);
    m_filter = filter ? *filter : nullptr;
    if (!filter)
        m_searchProblem = filter.error().message;
    if (!m_filter || !m_trace) {
        setMatches(std::nullopt);
        return;
    }
    // Names are in memory and found at once; the source then adds what attributes and events hold.
    if (m_filter->type == Filter::Type::Text)
        setMatches(rowsNamed(*m_trace, m_filter->value));
    else
        setMatches(std::vector<std::uint32_t>());
    m_searchDelay.start();
}

void TraceSession::askSearch() {
    m_answer.ask(m_source.search(id(), m_filter), [this](Result<std::vector<SpanKey>> found) {
        if (!found) {
            m_searchProblem = found.error().message;
            Q_EMIT searchChanged();
            return;
        }
        std::vector<std::uint32_t> rows;
        if (m_filter->type == Filter::Type::Text)
            rows = rowsNamed(*m_trace, m_filter->value);
        for (const SpanKey& key : *found)
            if (const std::uint32_t row = m_trace->rowOf(key); row != NoNode)
                rows.push_back(row);
        setMatches(std::move(rows));
    });
    Q_EMIT searchChanged();
}

void TraceSession::setMatches(std::optional<std::vector<std::uint32_t>> rows) {
    m_search.setMatches(std::move(rows));
    if (m_onlyMatches || m_rows.isLimited()) {
        m_rows.setOnly(m_onlyMatches ? m_search.rows() : std::nullopt);
        if (m_trace)
            changedRows();
    }
    Q_EMIT searchChanged();
}

void TraceSession::setOnlyMatches(bool on) {
    m_onlyMatches = on;
    setMatches(m_search.rows());
}

void TraceSession::goToMatch(int direction) {
    if (const std::uint32_t row = m_search.next(m_selected, direction); row != NoNode)
        select(row);
}

void TraceSession::goToError(int direction) {
    if (!m_trace)
        return;
    if (const std::uint32_t row = nextError(*m_trace, m_selected, direction); row != NoNode)
        select(row);
}

} // namespace spanglass
