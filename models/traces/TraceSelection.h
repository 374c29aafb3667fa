#pragma once

#include "models/common/Awaited.h"
#include "models/traces/TraceListModel.h"

#include <QItemSelectionModel>

#include <unordered_set>

namespace spanglass {

/// Selection of traces by id, so that it survives rows that move, arrive, or leave memory. The rows selected in a view
/// are its picture among the loaded rows. Rows selected before they are loaded (Select All, long ranges) are looked up
/// at the source; until then isResolving() is true. GUI thread.
class TraceSelection : public QItemSelectionModel {
    Q_OBJECT
public:
    static constexpr std::uint64_t MaxTraces = 1'000'000;

    TraceSelection(TraceListModel& model, SpanSource& source, QObject* parent = nullptr);

    /// In no particular order.
    std::vector<TraceId> traces() const { return {m_ids.begin(), m_ids.end()}; }
    std::size_t count() const { return m_ids.size(); }
    bool contains(TraceId id) const { return m_ids.contains(id); }
    std::optional<TraceId> current() const { return m_current; }
    bool isResolving() const { return m_lookup.isPending(); }
    void forget(const std::vector<TraceId>& ids);

    using QItemSelectionModel::select;
    void select(const QItemSelection& selection, SelectionFlags command) override;

Q_SIGNALS:
    void tracesChanged();

private:
    void learn(const QItemSelection& selected, const QItemSelection& deselected);
    void relearn();
    void learnRows(const QItemSelection& rows);
    void lookUpNext();
    void project();
    void prune();

    TraceListModel& m_model;
    SpanSource& m_source;
    std::unordered_set<TraceId> m_ids;
    std::optional<TraceId> m_current;
    std::vector<RowSpan> m_unknown; ///< selected rows whose ids are still to be asked for
    Awaited<TracePage> m_lookup;
    Awaited<std::vector<TraceId>> m_present;
    bool m_projecting = false;
};

} // namespace spanglass
