#include "models/traces/TraceListModel.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace spanglass {

namespace {

constexpr int RoundGapMs = 60; // with reading and painting, a trace shows within 100 ms of its commit
constexpr std::uint64_t MaxPageRequest = 5 * TraceRowCache::PageRows;
constexpr auto NoTotal = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t MaxRows = std::numeric_limits<int>::max();

bool overlap(RowSpan a, RowSpan b) { return a.first < b.end() && b.first < a.end(); }

} // namespace

TraceListModel::TraceListModel(SpanSource& source, TraceFeed& feed, QObject* parent)
    : QAbstractTableModel(parent)
    , m_source(source) {
    m_nextRound.setSingleShot(true);
    connect(&m_nextRound, &QTimer::timeout, this, [this] { beginRound(false); });
    connect(&feed, &TraceFeed::committed, this, &TraceListModel::onCommitted);
}

void TraceListModel::setQuery(const TraceQuery& query) {
    m_query = query;
    beginRound(true);
}

void TraceListModel::slideTo(const TimeRange& range) {
    if (m_query.range == range)
        return;
    m_query.range = range;
    roundSoon();
}

void TraceListModel::setRowLimit(std::uint64_t rows) { m_rowLimit = rows; }

void TraceListModel::showRows(RowSpan shown, qint64 pinned) {
    m_shown = shown;
    m_pinned = pinned;
    measureLongest();
    fetchMissing();
}

void TraceListModel::setHeld(bool held) {
    if (m_held == held)
        return;
    m_held = held;
    m_heldTraces = m_heldNow = m_totals.traces;
    m_heldShift = 0;
    Q_EMIT arrivedWhileHeldChanged();
    if (!held && m_state != State::Empty)
        beginRound(false);
}

std::uint64_t TraceListModel::arrivedWhileHeld() const {
    return m_held && m_heldNow > m_heldTraces ? m_heldNow - m_heldTraces : 0;
}

void TraceListModel::reload() {
    m_readAgain = true;
    beginRound(m_state == State::Empty || (m_state == State::Failed && m_rows == 0));
}

bool TraceListModel::isSettled() const { return !m_round && !m_nextRound.isActive() && !m_pageAnswer.isPending(); }

void TraceListModel::sort(int column, Qt::SortOrder order) {
    static constexpr TraceSort sorts[ColumnCount]{TraceSort::Name, TraceSort::Service, TraceSort::Start,
        TraceSort::Duration, TraceSort::Spans, TraceSort::Errors};
    if (column < 0 || column >= ColumnCount)
        return;
    const bool descending = order == Qt::DescendingOrder;
    if (m_query.sort == sorts[column] && m_query.descending == descending)
        return;
    m_query.sort = sorts[column];
    m_query.descending = descending;
    if (m_state != State::Empty)
        beginRound(true);
}

void TraceListModel::onCommitted(const CommitSummary& summary) {
    if (summary.removed) {
        m_readAgain = true;
        Q_EMIT tracesRemoved();
    }
    if (!m_inView)
        m_missed = true;
    else if (m_state != State::Empty)
        roundSoon();
}

void TraceListModel::setInView(bool inView) {
    m_inView = inView;
    if (inView && std::exchange(m_missed, false) && m_state != State::Empty)
        roundSoon();
}

void TraceListModel::roundSoon() {
    if (m_round) {
        m_roundAgain = true;
        return;
    }
    const qint64 since = m_roundStarted.isValid() ? m_roundStarted.elapsed() : RoundGapMs;
    if (since >= RoundGapMs)
        beginRound(false);
    else if (!m_nextRound.isActive())
        m_nextRound.start(static_cast<int>(RoundGapMs - since));
}

void TraceListModel::beginRound(bool replace) {
    m_nextRound.stop();
    m_roundStarted.start();
    m_roundAgain = false;
    m_positionAnswer.drop();
    m_windowAnswer.drop();
    replace = replace || (m_round && m_round->replace);
    m_round.emplace();
    m_round->replace = replace;
    m_round->countOnly = m_held && !replace && !m_readAgain;
    m_readAgain = false;
    if (replace) {
        m_pageAnswer.drop();
        setState(State::Loading);
    }
    askCount();
    if (replace || (m_pinned < 0 && !m_round->countOnly)) {
        m_round->shift = 0;
        askWindow();
    } else {
        askShift();
    }
}

void TraceListModel::askCount() {
    m_countAnswer.ask(m_source.count(m_query), [this](Result<TraceCount> answer) {
        if (!answer)
            return failRound(answer.error());
        m_round->count = *answer;
        advance();
    });
}

std::optional<qint64> TraceListModel::anchorRow() const {
    for (const qint64 row : {m_pinned, static_cast<qint64>(m_shown.first), qint64(0)}) {
        if (row >= 0 && m_cache.at(static_cast<std::uint64_t>(row)))
            return row;
    }
    return std::nullopt;
}

void TraceListModel::askShift() {
    const std::optional<qint64> anchor = anchorRow();
    if (!anchor) {
        m_round->shift = 0;
        if (!m_round->countOnly)
            askWindow();
        return advance();
    }
    const TraceId id = m_cache.at(static_cast<std::uint64_t>(*anchor))->id;
    m_positionAnswer.ask(m_source.position(m_query, id), [this, row = *anchor](Result<std::uint64_t> answer) {
        if (!answer && answer.error().code != ErrorCode::NotFound)
            return failRound(answer.error());
        // An anchor that is gone leaves its row number as the best place to stay at.
        m_round->shift = answer ? static_cast<qint64>(*answer) - row : m_round->countOnly ? m_heldShift : 0;
        if (!m_round->countOnly)
            askWindow();
        advance();
    });
}

void TraceListModel::askWindow() {
    RowSpan wanted = m_round->replace ? RowSpan{0, wantedRows().count} : wantedRows();
    const qint64 first = static_cast<qint64>(wanted.first) + *m_round->shift;
    wanted.first = static_cast<std::uint64_t>(std::max<qint64>(0, first));
    const RowSpan window = TraceRowCache::toPages(wanted, m_rowLimit ? m_rowLimit : NoTotal);
    m_round->window = window;
    m_windowAnswer.ask(m_source.traces(m_query, window.first, static_cast<std::uint32_t>(window.count)),
        [this](Result<TracePage> answer) {
            if (!answer)
                return failRound(answer.error());
            m_round->page = std::move(*answer);
            advance();
        });
}

void TraceListModel::advance() {
    if (!m_round || !m_round->count || !m_round->shift)
        return;
    if (m_round->countOnly)
        finishHeldRound();
    else if (m_round->page)
        finishRound();
}

void TraceListModel::finishHeldRound() {
    m_heldNow = m_round->count->traces;
    m_heldShift = *m_round->shift;
    m_round.reset();
    Q_EMIT arrivedWhileHeldChanged();
    if (m_roundAgain)
        roundSoon();
    settleIfQuiet();
}

void TraceListModel::finishRound() {
    Round round = std::move(*m_round);
    m_round.reset();
    const std::uint64_t pageEnd = round.page->offset + round.page->rows.size();
    // Count and page are two looks at a moving list; where they differ the page is the later truth.
    std::uint64_t rows = limited(round.count->traces);
    if (!round.page->rows.empty())
        rows = std::max(rows, pageEnd);
    if (round.page->rows.size() < round.window->count)
        rows = std::min(rows, pageEnd);
    m_totals = *round.count;
    m_totals.traces = std::max(m_totals.traces, rows);
    m_heldTraces = m_heldNow = m_totals.traces;
    m_heldShift = 0;
    m_pageAnswer.drop();

    m_applying = true;
    if (round.replace)
        applyReplace(rows, std::move(*round.page));
    else
        applyUpdate(rows, std::move(*round.page), *round.shift);
    m_applying = false;
    measureLongest();

    setState(State::Ready);
    Q_EMIT totalsChanged();
    Q_EMIT arrivedWhileHeldChanged();
    Q_EMIT rowsChanged();
    if (m_roundAgain)
        roundSoon();
    fetchMissing();
    settleIfQuiet();
}

void TraceListModel::failRound(const Error& error) {
    m_round.reset();
    m_countAnswer.drop();
    m_positionAnswer.drop();
    m_windowAnswer.drop();
    setState(State::Failed, error);
    settleIfQuiet();
}

void TraceListModel::applyReplace(std::uint64_t rows, TracePage page) {
    beginResetModel();
    m_cache.clear();
    m_cache.put(page.offset, std::move(page.rows), m_shown.first);
    m_rows = rows;
    endResetModel();
}

void TraceListModel::applyUpdate(std::uint64_t rows, TracePage page, qint64 shift) {
    std::unordered_map<TraceId, int> placed;
    for (std::size_t i = 0; i < page.rows.size(); ++i)
        placed[page.rows[i].id] = static_cast<int>(page.offset + i);
    if (m_pinned < 0) { // at the top: what was first tells how many came above it
        const auto top = m_rows > 0 && m_cache.at(0) ? placed.find(m_cache.at(0)->id) : placed.end();
        shift = top != placed.end() ? top->second : 0;
    }
    const QModelIndexList watched = persistentIndexList();
    std::vector<std::pair<QPersistentModelIndex, int>> moved;
    for (const QModelIndex& index : watched) {
        const std::optional<TraceId> id = traceAt(index.row());
        const auto place = id ? placed.find(*id) : placed.end();
        if (place != placed.end())
            moved.emplace_back(index, place->second);
    }

    m_cache.clear();
    resizeTo(rows, shift);
    m_cache.put(page.offset, std::move(page.rows), m_shown.first);

    std::erase_if(moved, [](const auto& m) { return !m.first.isValid() || m.first.row() == m.second; });
    if (!moved.empty()) {
        Q_EMIT layoutAboutToBeChanged();
        for (const auto& [from, row] : moved)
            changePersistentIndex(from, index(row, from.column()));
        Q_EMIT layoutChanged();
    }
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows) - 1, ColumnCount - 1));
}

void TraceListModel::resizeTo(std::uint64_t rows, qint64 shift) {
    const auto insert = [this](std::uint64_t at, std::uint64_t count) {
        if (count == 0)
            return;
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + count) - 1);
        m_rows += count;
        endInsertRows();
    };
    const auto remove = [this](std::uint64_t at, std::uint64_t count) {
        if (count == 0)
            return;
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at + count) - 1);
        m_rows -= count;
        endRemoveRows();
    };
    if (shift > 0)
        insert(0, std::min(static_cast<std::uint64_t>(shift), rows));
    else if (shift < 0)
        remove(0, std::min(static_cast<std::uint64_t>(-shift), m_rows));
    if (m_rows > rows)
        remove(rows, m_rows - rows);
    else
        insert(m_rows, rows - m_rows);
}

void TraceListModel::fetchMissing() {
    if (m_state != State::Ready || (m_round && m_round->replace))
        return;
    const RowSpan wanted = wantedRows();
    if (m_pageAnswer.isPending() && overlap(m_pageAsked, wanted))
        return;
    RowSpan gap = m_cache.missing(wanted, m_rows);
    if (gap.isEmpty())
        return m_pageAnswer.drop();
    gap.count = std::min(gap.count, MaxPageRequest);
    m_pageAsked = gap;
    const auto offset = std::max<qint64>(0, static_cast<qint64>(gap.first) + m_heldShift);
    m_pageAnswer.ask(
        m_source.traces(m_query, static_cast<std::uint64_t>(offset), static_cast<std::uint32_t>(gap.count)),
        [this](Result<TracePage> answer) { onPage(std::move(answer)); });
}

void TraceListModel::onPage(Result<TracePage> answer) {
    if (!answer) {
        setState(State::Failed, answer.error());
        return settleIfQuiet();
    }
    const std::size_t got = answer->rows.size();
    m_cache.put(m_pageAsked.first, std::move(answer->rows), m_shown.first);
    measureLongest();
    if (got > 0)
        Q_EMIT dataChanged(index(static_cast<int>(m_pageAsked.first), 0),
            index(static_cast<int>(m_pageAsked.first + got) - 1, ColumnCount - 1));
    Q_EMIT rowsChanged();
    if (got < m_pageAsked.count) { // the list became shorter in the meantime: count again
        m_readAgain = true;
        roundSoon();
    } else {
        fetchMissing();
    }
    settleIfQuiet();
}

void TraceListModel::setState(State state, std::optional<Error> error) {
    const bool changed = m_state != state || state == State::Failed;
    m_state = state;
    m_error = std::move(error);
    if (!changed)
        return;
    Q_EMIT stateChanged();
    if (m_rows > 0 && state == State::Failed)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows) - 1, ColumnCount - 1), {StateRole});
}

void TraceListModel::settleIfQuiet() {
    if (isSettled())
        Q_EMIT settled();
}

void TraceListModel::measureLongest() {
    const Nanos longest = m_cache.longest(m_shown);
    if (longest == m_longest)
        return;
    m_longest = longest;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, Duration), index(static_cast<int>(m_rows) - 1, Duration), {DurationShareRole});
}

RowSpan TraceListModel::wantedRows() const {
    const std::uint64_t margin = std::max<std::uint64_t>(m_shown.count, 25);
    const std::uint64_t first = m_shown.first > margin ? m_shown.first - margin : 0;
    return {first, m_shown.end() + margin - first};
}

std::uint64_t TraceListModel::limited(std::uint64_t rows) const {
    return std::min({rows, MaxRows, m_rowLimit ? m_rowLimit : MaxRows});
}

} // namespace spanglass
