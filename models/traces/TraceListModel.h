#pragma once

#include "models/common/Awaited.h"
#include "models/traces/TraceRowCache.h"
#include "services/core/TraceFeed.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

namespace spanglass {

/// The trace list as a window on an unlimited list: rows are counted by the source, fetched around what the view shows,
/// and kept in step with commits without moving what a person looks at. GUI thread. The view says what it shows with
/// showRows(); nothing else starts work.
class TraceListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Service, Start, Duration, Spans, Errors, ColumnCount };
    enum Role {
        RawRole = Qt::UserRole, ///< the value behind the text: QString, QStringList, quint64 or qint64 (nanoseconds)
        TraceIdRole, ///< TraceId
        StateRole, ///< RowState
        ServicesRole, ///< QStringList
        HasErrorRole,
        DurationShareRole, ///< 0..1, of the longest trace on the pages in view
    };
    enum class RowState { Loaded, Loading, Failed };
    Q_ENUM(RowState)
    enum class State { Empty, Loading, Ready, Failed };
    Q_ENUM(State)

    TraceListModel(SpanSource& source, TraceFeed& feed, QObject* parent = nullptr);

    /// The rows of the old query stay until the first answer of the new one.
    void setQuery(const TraceQuery& query);
    const TraceQuery& query() const { return m_query; }
    /// Moves the time window of the same question on, keeping the place: "last 5 min" as time passes.
    void slideTo(const TimeRange& range);
    /// Shows at most so many rows; 0 for no limit.
    void setRowLimit(std::uint64_t rows);
    std::uint64_t rowLimit() const { return m_rowLimit; }
    /// The rows a view shows now. `pinned`: the row to keep in place when rows come above it; -1 to stay at the top.
    void showRows(RowSpan shown, qint64 pinned);
    /// While held, commits are only counted.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    /// Out of view nothing is read at commits; once it is in view again, the list is read if there were some.
    void setInView(bool inView);
    /// Matching traces that came since the list was held.
    std::uint64_t arrivedWhileHeld() const;
    /// What the reading of the list waits for ("The SQL warehouse is starting, 12 s"); empty when nobody says.
    QString waitingFor() const {
        const QString page = m_windowAnswer.progressText();
        return page.isEmpty() ? m_countAnswer.progressText() : page;
    }
    /// Gives up the reading of the list, which then has failed.
    void cancel() {
        if (m_round)
            failRound({ErrorCode::Cancelled, tr("The list was not read: it was cancelled."), {}});
    }
    /// Asks again, after an error or when the source changed by other means.
    void reload();

    State state() const { return m_state; }
    const std::optional<Error>& error() const { return m_error; }
    /// What matches, also beyond a row limit.
    TraceCount totals() const { return m_totals; }
    /// True while rows are being put in place; selections must not be learned from then.
    bool isApplying() const { return m_applying; }
    bool isSettled() const;

    std::optional<TraceId> traceAt(int row) const;
    /// Null when not loaded.
    const TraceSummary* summaryAt(int row) const;
    /// Row of a loaded trace, -1 otherwise.
    int rowOf(TraceId id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void stateChanged();
    /// Rows are in place: after a query, a commit or a page.
    void rowsChanged();
    void totalsChanged();
    void arrivedWhileHeldChanged();
    /// Traces were deleted, here or by retention.
    void tracesRemoved();
    void settled();

private:
    /// One round of reading the list again, from the count to the rows in view.
    struct Round {
        bool replace = false; ///< the query changed: nothing is kept in place
        bool countOnly = false; ///< the list is held
        std::optional<TraceCount> count;
        std::optional<qint64> shift; ///< rows that came above the pinned one
        std::optional<TracePage> page;
        std::optional<RowSpan> window; ///< rows asked for
    };

    void onCommitted(const CommitSummary& summary);
    void beginRound(bool replace);
    void roundSoon();
    void askCount();
    void askShift();
    void askWindow();
    void advance();
    void finishHeldRound();
    void finishRound();
    void failRound(const Error& error);
    void applyReplace(std::uint64_t rows, TracePage page);
    void applyUpdate(std::uint64_t rows, TracePage page, qint64 shift);
    void resizeTo(std::uint64_t rows, qint64 shift);
    void fetchMissing();
    void onPage(Result<TracePage> answer);
    void setState(State state, std::optional<Error> error = {});
    std::optional<qint64> anchorRow() const;
    void settleIfQuiet();
    void measureLongest();
    RowSpan wantedRows() const;
    std::uint64_t limited(std::uint64_t rows) const;

    SpanSource& m_source;
    TraceQuery m_query;
    TraceRowCache m_cache;
    std::uint64_t m_rows = 0;
    Nanos m_longest; ///< on the pages in view
    std::uint64_t m_rowLimit = 0;
    TraceCount m_totals;
    RowSpan m_shown{0, 50};
    qint64 m_pinned = -1;

    bool m_inView = true;
    bool m_missed = false; ///< commits, out of view
    bool m_held = false;
    std::uint64_t m_heldTraces = 0; ///< matching when the list was held
    std::uint64_t m_heldNow = 0;
    qint64 m_heldShift = 0; ///< rows that came above the held ones

    std::optional<Round> m_round;
    bool m_roundAgain = false;
    bool m_readAgain = false; ///< the next round must read rows although the list is held
    QElapsedTimer m_roundStarted;
    QTimer m_nextRound;
    Awaited<TraceCount> m_countAnswer;
    Awaited<std::uint64_t> m_positionAnswer;
    Awaited<TracePage> m_windowAnswer;
    Awaited<TracePage> m_pageAnswer;
    RowSpan m_pageAsked;

    State m_state = State::Empty;
    std::optional<Error> m_error;
    bool m_applying = false;
};

} // namespace spanglass
