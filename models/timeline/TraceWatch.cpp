#include "models/timeline/TraceWatch.h"

#include <unordered_set>

namespace spanglass {

namespace {

std::uint64_t spansSince(const Trace& trace, UnixNanos from) {
    std::unordered_set<SpanId> ids;
    for (const TraceNode& node : trace.nodes()) {
        if (!node.has(NodeFlag::Placeholder) && node.start >= from)
            ids.insert(node.id);
    }
    return ids.size();
}

} // namespace

TraceWatch::TraceWatch(PolledFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed) {
    connect(&feed, &PolledFeed::traceCounted, this, &TraceWatch::compare);
    connect(&feed, &PolledFeed::stateChanged, this, [this] {
        if (!m_feed.state().on)
            m_compared.reset();
    });
}

TraceWatch::~TraceWatch() { m_feed.unwatch(m_id); }

void TraceWatch::begin(TraceId id) {
    if (id != m_id) {
        m_feed.unwatch(m_id);
        m_trace.reset();
        m_compared.reset();
    }
    m_id = id;
    m_began = UnixNanos::now();
    if (m_inView && id.isValid())
        m_feed.watch(id);
}

void TraceWatch::take(const TracePtr& trace) {
    m_trace = trace;
    m_asOf = m_began;
}

void TraceWatch::setInView(bool inView) {
    m_inView = inView;
    m_compared.reset();
    if (!inView)
        m_feed.unwatch(m_id);
    else if (m_id.isValid())
        m_feed.watch(m_id);
}

/// An answer speaks of what started since its watermark. What came before that is known as long as answers followed
/// each other without a gap since the trace was read.
void TraceWatch::compare(const TraceTally& tally) {
    if (!m_trace || tally.trace != m_id)
        return;
    const std::uint64_t number = m_feed.state().polls;
    const bool seamless = (m_compared && *m_compared + 1 == number) || m_asOf >= tally.from;
    m_compared.reset();
    if (!seamless || spansSince(*m_trace, tally.from) < tally.spans)
        Q_EMIT grown();
    else
        m_compared = number;
}

} // namespace spanglass
