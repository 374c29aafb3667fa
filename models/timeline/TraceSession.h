#pragma once

#include "models/timeline/SearchState.h"
#include "models/timeline/TimeAxis.h"
#include "models/timeline/TraceLoader.h"
#include "models/timeline/VisibleRows.h"

#include <QTimer>

namespace spanglass {

/// State of the page that shows one trace: the snapshot, what of it is visible, selected and found, and which part of
/// the time axis is shown. Keeps all of that while the trace grows. Widgets read it and call its verbs. GUI thread.
class TraceSession : public QObject {
    Q_OBJECT
public:
    enum class State : std::uint8_t { Empty, Loading, Ready, Failed };

    TraceSession(SpanSource& source, TraceFeed* feed, QObject* parent = nullptr);
    ~TraceSession() override;

    /// Loads a trace, or only selects when it is the one shown. An invalid span selects the first row.
    void open(TraceId id, SpanId select = {});
    void reload();
    void cancel();
    void close();

    State state() const { return m_state; }
    /// Why there is no trace, or why a newer state of it could not be read.
    const std::optional<Error>& error() const { return m_error; }
    int progress() const { return m_loader.progress(); }
    QString waitingFor() const { return m_loader.waitingFor(); }
    /// Out of view nothing that costs something is read by itself.
    void setInView(bool inView) { m_loader.setInView(inView); }
    bool isSettled() const { return !m_loader.isLoading() && !isSearching(); }
    TraceId id() const { return m_loader.id(); }
    const TracePtr& trace() const { return m_trace; } ///< null unless something can be shown

    const VisibleRows& rows() const { return m_rows; }
    void toggle(std::uint32_t row);
    void setCollapsed(std::uint32_t row, bool collapsed);
    void setSubtreeCollapsed(std::uint32_t row, bool collapsed);
    void expandAll();
    void collapseAll();
    void expandLevel(int change); ///< one level more (+1) or less (-1)
    void setFocus(std::uint32_t row); ///< NoNode leaves the focus

    const TimeAxis& axis() const { return m_axis; }
    /// For everything that moves the axis: one notice afterwards.
    template <class Change> void changeAxis(Change change) {
        change(m_axis);
        Q_EMIT axisChanged();
    }
    void zoomToRow(std::uint32_t row);

    std::uint32_t selected() const { return m_selected; }
    /// Reveals and selects; NoNode selects nothing.
    void select(std::uint32_t row);
    /// The row at the top of the view, so that it can be found again after a reload.
    std::uint32_t topRow() const { return m_topRow; }
    void setTopRow(std::uint32_t row) { m_topRow = row; }

    const SearchState& search() const { return m_search; }
    const QString& searchText() const { return m_searchText; }
    /// Why the search text cannot be asked; empty when it can.
    const QString& searchProblem() const { return m_searchProblem; }
    bool isSearching() const { return m_searchDelay.isActive() || m_answer.isPending(); }
    void setSearch(const QString& text);
    bool onlyMatches() const { return m_onlyMatches; }
    void setOnlyMatches(bool on);
    void goToMatch(int direction);
    void goToError(int direction);

    bool showsCriticalPath() const { return m_criticalPath; }
    void setShowsCriticalPath(bool on);
    bool adjustsSkew() const { return m_adjustsSkew; }
    void setAdjustsSkew(bool on);

    /// Nanoseconds since the trace's start, clock skew adjusted when that is on. An unfinished span ends with the axis.
    std::int64_t startOf(const TraceNode& node) const;
    std::int64_t endOf(const TraceNode& node) const;
    std::int64_t timeOf(const TraceNode& node, UnixNanos time) const;

Q_SIGNALS:
    void stateChanged();
    void progressChanged();
    void traceChanged(); ///< another snapshot; rows, axis, selection and search have changed with it
    void rowsChanged();
    void axisChanged();
    void selectionChanged();
    void searchChanged();
    void lookChanged(); ///< critical path or clock skew

private:
    void take(const TracePtr& trace);
    void fail(const Error& error);
    void setState(State state);
    void changedRows();
    void updateBounds();
    void askSearch();
    void setMatches(std::optional<std::vector<std::uint32_t>> rows);

    SpanSource& m_source;
    TraceLoader m_loader;
    State m_state = State::Empty;
    std::optional<Error> m_error;
    TracePtr m_trace;
    SpanId m_wanted;
    VisibleRows m_rows;
    TimeAxis m_axis;
    std::uint32_t m_selected = NoNode;
    std::uint32_t m_topRow = NoNode;
    SearchState m_search;
    QString m_searchText;
    QString m_searchProblem;
    FilterPtr m_filter;
    QTimer m_searchDelay;
    Awaited<std::vector<SpanKey>> m_answer;
    bool m_onlyMatches = false;
    bool m_criticalPath = false;
    bool m_adjustsSkew = false;
};

} // namespace spanglass
