#include "models/traces/TraceSelection.h"

#include <algorithm>

namespace spanglass {

namespace {
constexpr std::uint64_t LookupRows = 10'000;
}

TraceSelection::TraceSelection(TraceListModel& model, SpanSource& source, QObject* parent)
    : QItemSelectionModel(&model, parent)
    , m_model(model)
    , m_source(source) {
    connect(this, &QItemSelectionModel::selectionChanged, this, &TraceSelection::learn);
    connect(this, &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (!m_projecting && !m_model.isApplying())
            m_current = m_model.traceAt(current.row());
    });
    connect(&model, &TraceListModel::rowsChanged, this, &TraceSelection::project);
    connect(&model, &TraceListModel::tracesRemoved, this, &TraceSelection::prune);
}

void TraceSelection::forget(const std::vector<TraceId>& ids) {
    for (const TraceId id : ids)
        m_ids.erase(id);
    project();
    Q_EMIT tracesChanged();
}

void TraceSelection::select(const QItemSelection& selection, SelectionFlags command) {
    QItemSelectionModel::select(selection, command);
    if (!m_projecting && !m_model.isApplying() && (command & QItemSelectionModel::Clear))
        relearn();
}

void TraceSelection::learn(const QItemSelection& selected, const QItemSelection& deselected) {
    if (m_projecting || m_model.isApplying())
        return;
    for (const QItemSelectionRange& range : deselected) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (const std::optional<TraceId> id = m_model.traceAt(row))
                m_ids.erase(*id);
        }
    }
    learnRows(selected);
    Q_EMIT tracesChanged();
}

/// A command that cleared first also dropped what is selected out of sight.
void TraceSelection::relearn() {
    m_ids.clear();
    m_unknown.clear();
    m_lookup.drop();
    learnRows(selection());
    Q_EMIT tracesChanged();
}

void TraceSelection::learnRows(const QItemSelection& rows) {
    for (const QItemSelectionRange& range : rows) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (const std::optional<TraceId> id = m_model.traceAt(row)) {
                m_ids.insert(*id);
                continue;
            }
            const auto unknown = static_cast<std::uint64_t>(row);
            if (!m_unknown.empty() && m_unknown.back().end() == unknown && m_unknown.back().count < LookupRows)
                ++m_unknown.back().count;
            else
                m_unknown.push_back({unknown, 1});
        }
    }
    if (!m_lookup.isPending())
        lookUpNext();
}

void TraceSelection::lookUpNext() {
    if (m_unknown.empty() || m_ids.size() >= MaxTraces) {
        m_unknown.clear();
        return;
    }
    const RowSpan rows = m_unknown.back();
    m_unknown.pop_back();
    m_lookup.ask(m_source.traces(m_model.query(), rows.first, static_cast<std::uint32_t>(rows.count)),
        [this](Result<TracePage> answer) {
            if (answer) {
                for (const TraceSummary& row : answer->rows)
                    m_ids.insert(row.id);
            }
            lookUpNext();
            project();
            Q_EMIT tracesChanged();
        });
}

void TraceSelection::project() {
    QItemSelection rows;
    for (const TraceId id : m_ids) {
        const int row = m_model.rowOf(id);
        if (row >= 0)
            rows.select(m_model.index(row, 0), m_model.index(row, TraceListModel::ColumnCount - 1));
        if (static_cast<std::size_t>(rows.size()) > TraceRowCache::MaxPages * TraceRowCache::PageRows)
            break;
    }
    m_projecting = true;
    QItemSelectionModel::select(rows, ClearAndSelect | Rows);
    const int row = m_current ? m_model.rowOf(*m_current) : -1;
    if (row >= 0 && row != currentIndex().row())
        setCurrentIndex(m_model.index(row, std::max(0, currentIndex().column())), NoUpdate);
    m_projecting = false;
}

void TraceSelection::prune() {
    if (m_ids.empty())
        return;
    m_present.ask(m_source.present(traces()), [this](Result<std::vector<TraceId>> answer) {
        if (!answer)
            return;
        const std::unordered_set<TraceId> present(answer->begin(), answer->end());
        std::erase_if(m_ids, [&](TraceId id) { return !present.contains(id); });
        project();
        Q_EMIT tracesChanged();
    });
}

} // namespace spanglass
