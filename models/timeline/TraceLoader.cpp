#include "models/timeline/TraceLoader.h"

#include "models/timeline/TraceWatch.h"
#include "services/core/PolledFeed.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// The store names this many traces at most; more may have changed.
constexpr std::size_t NamedTraces = 1000;

} // namespace

TraceLoader::TraceLoader(SpanSource& source, TraceFeed* feed, QObject* parent)
    : QObject(parent)
    , m_source(source) {
    if (!feed)
        return;
    if (auto* polled = qobject_cast<PolledFeed*>(feed)) {
        m_watch = std::make_unique<TraceWatch>(*polled);
        connect(m_watch.get(), &TraceWatch::grown, this, [this] {
            if (!isLoading())
                ask();
        });
    }
    connect(feed, &TraceFeed::committed, this, [this](const CommitSummary& summary) {
        const bool touched = summary.removed || summary.traces.size() >= NamedTraces
            || std::ranges::find(summary.traces, m_id) != summary.traces.end();
        if (!m_id.isValid() || !touched)
            return;
        if (isLoading())
            m_again = true;
        else
            ask();
    });
}

TraceLoader::~TraceLoader() = default;

void TraceLoader::load(TraceId id) {
    m_id = id;
    ask();
}

void TraceLoader::ask() {
    m_again = false;
    m_progress = -1;
    if (m_watch)
        m_watch->begin(m_id);
    m_answer.ask(
        m_source.trace(m_id), [this](Result<TracePtr> result) { finish(std::move(result)); },
        [this](const Awaited<TracePtr>::Watcher& how) {
            const int from = how.progressMinimum();
            const int range = how.progressMaximum() - from;
            m_progress = range > 0 ? static_cast<int>((how.progressValue() - from) * 1000ll / range) : -1;
            Q_EMIT progressChanged();
        });
}

void TraceLoader::finish(Result<TracePtr> result) {
    const bool again = m_again;
    if (m_watch && result)
        m_watch->take(*result);
    if (result)
        Q_EMIT loaded(*result);
    else
        Q_EMIT failed(result.error());
    if (again && m_id.isValid() && !isLoading())
        ask();
}

void TraceLoader::cancel() {
    if (!isLoading())
        return;
    m_answer.drop();
    m_again = false;
    Q_EMIT failed({ErrorCode::Cancelled, tr("Loading was stopped."), tr("Open the trace again to load it.")});
}

void TraceLoader::forget() {
    m_answer.drop();
    m_again = false;
    m_id = {};
    if (m_watch)
        m_watch->begin({});
}

void TraceLoader::setInView(bool inView) {
    if (m_watch)
        m_watch->setInView(inView);
}

} // namespace spanglass
