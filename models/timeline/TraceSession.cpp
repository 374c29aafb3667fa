#include "models/timeline/TraceSession.h"

#include <algorithm>

namespace spanglass {

TraceSession::TraceSession(SpanSource& source, TraceFeed* feed, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_loader(source, feed) {
    connect(&m_loader, &TraceLoader::loaded, this, &TraceSession::take);
    connect(&m_loader, &TraceLoader::failed, this, &TraceSession::fail);
    connect(&m_loader, &TraceLoader::progressChanged, this, &TraceSession::progressChanged);
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(120);
    connect(&m_searchDelay, &QTimer::timeout, this, &TraceSession::askSearch);
}

TraceSession::~TraceSession() = default;

void TraceSession::open(TraceId id, SpanId select) {
    if (m_state == State::Ready && m_trace && m_trace->id() == id) {
        if (const std::uint32_t row = select.isValid() ? m_trace->rowOf(select) : NoNode; row != NoNode)
            this->select(row);
        return;
    }
    m_wanted = select;
    m_error.reset();
    m_trace.reset();
    m_rows.setTrace(nullptr);
    m_selected = m_topRow = NoNode;
    setMatches(std::nullopt);
    m_loader.load(id);
    setState(State::Loading);
    Q_EMIT traceChanged();
}

void TraceSession::reload() {
    if (!id().isValid())
        return;
    m_loader.load(id());
    if (!m_trace)
        setState(State::Loading);
}

void TraceSession::cancel() { m_loader.cancel(); }

void TraceSession::close() {
    m_loader.forget();
    m_answer.drop();
    m_searchDelay.stop();
    m_trace.reset();
    m_error.reset();
    m_rows.setTrace(nullptr);
    m_selected = m_topRow = NoNode;
    m_search.setMatches(std::nullopt);
    setState(State::Empty);
    Q_EMIT traceChanged();
}

void TraceSession::setState(State state) {
    m_state = state;
    Q_EMIT stateChanged();
}

void TraceSession::fail(const Error& error) {
    m_error = error;
    setState(m_trace ? State::Ready : State::Failed);
}

void TraceSession::take(const TracePtr& trace) {
    const TracePtr before = std::exchange(m_trace, trace);
    m_error.reset();
    m_rows.setTrace(trace);
    if (before && before->id() == trace->id()) {
        m_axis.rebase((before->start() - trace->start()).value);
        updateBounds();
        if (m_selected != NoNode)
            m_selected = sameRow(*before, m_selected, *trace);
        if (m_topRow != NoNode)
            m_topRow = sameRow(*before, m_topRow, *trace);
    } else {
        m_axis.fit();
        updateBounds();
        m_axis.clearHistory();
        m_selected = m_wanted.isValid() ? trace->rowOf(m_wanted) : NoNode;
        if (m_selected == NoNode && trace->size() > 0)
            m_selected = 0;
        m_topRow = NoNode;
    }
    m_search.setMatches(std::nullopt); // row numbers of the snapshot before
    setState(State::Ready);
    Q_EMIT traceChanged();
    if (!m_searchText.isEmpty())
        setSearch(m_searchText);
}

void TraceSession::updateBounds() {
    TimeWindow bounds{0, m_trace->duration().value};
    if (m_adjustsSkew) {
        bounds = {INT64_MAX, INT64_MIN};
        for (const TraceNode& node : m_trace->nodes()) {
            if (!node.start.isSet())
                continue;
            bounds.from = std::min(bounds.from, startOf(node));
            bounds.to = std::max(bounds.to, timeOf(node, std::max(node.start, node.end)));
        }
        if (bounds.from > bounds.to)
            bounds = {};
    }
    m_axis.setBounds(bounds);
}

std::int64_t TraceSession::timeOf(const TraceNode& node, UnixNanos time) const {
    return (time - m_trace->start()).value + (m_adjustsSkew ? node.skew.value : 0);
}

std::int64_t TraceSession::startOf(const TraceNode& node) const { return timeOf(node, node.start); }

std::int64_t TraceSession::endOf(const TraceNode& node) const {
    return node.has(NodeFlag::Unfinished) ? m_axis.bounds().to : timeOf(node, node.end);
}

void TraceSession::changedRows() {
    if (m_selected != NoNode)
        if (const std::uint32_t shown = m_rows.shownFor(m_selected); shown != m_selected && shown != NoNode) {
            m_selected = shown;
            Q_EMIT selectionChanged();
        }
    Q_EMIT rowsChanged();
}

void TraceSession::toggle(std::uint32_t row) { setCollapsed(row, !m_rows.isCollapsed(row)); }

void TraceSession::setCollapsed(std::uint32_t row, bool collapsed) {
    m_rows.setCollapsed(row, collapsed);
    changedRows();
}

void TraceSession::setSubtreeCollapsed(std::uint32_t row, bool collapsed) {
    m_rows.setSubtreeCollapsed(row, collapsed);
    changedRows();
}

void TraceSession::expandAll() {
    m_rows.expandAll();
    changedRows();
}

void TraceSession::collapseAll() {
    m_rows.collapseToLevel(0);
    changedRows();
}

void TraceSession::expandLevel(int change) {
    m_rows.collapseToLevel(std::max(0, m_rows.visibleLevel() + change));
    changedRows();
}

void TraceSession::setFocus(std::uint32_t row) {
    m_rows.setFocus(row);
    changedRows();
}

void TraceSession::zoomToRow(std::uint32_t row) {
    const TraceNode& node = m_trace->nodes()[row];
    if (!node.start.isSet())
        return;
    const std::int64_t from = std::min(startOf(node), endOf(node));
    const std::int64_t to = std::max(startOf(node), endOf(node));
    const std::int64_t pad = (to - from) / 20;
    changeAxis([&](TimeAxis& axis) { axis.show({from - pad, to + pad}); });
}

void TraceSession::select(std::uint32_t row) {
    if (row != NoNode && m_rows.indexOf(row) == VisibleRows::NoIndex) {
        m_rows.reveal(row);
        if (m_rows.indexOf(row) == VisibleRows::NoIndex) { // not among the matches that alone were shown
            m_onlyMatches = false;
            m_rows.setOnly(std::nullopt);
            Q_EMIT searchChanged();
        }
        Q_EMIT rowsChanged();
    }
    m_selected = row;
    Q_EMIT selectionChanged();
}

void TraceSession::setShowsCriticalPath(bool on) {
    m_criticalPath = on;
    Q_EMIT lookChanged();
}

void TraceSession::setAdjustsSkew(bool on) {
    m_adjustsSkew = on;
    if (m_trace)
        updateBounds();
    Q_EMIT lookChanged();
    Q_EMIT axisChanged();
}

} // namespace spanglass
