#include "services/store/CommitFeed.h"

#include <algorithm>
#include <utility>

namespace spanglass {

namespace {

constexpr std::size_t MaxTraces = 1'000; // as CommitSummary promises

} // namespace

template <class Change> void CommitFeed::change(Change apply) {
    const std::scoped_lock lock(m_mutex);
    apply();
    if (!m_waiting && m_wake) {
        m_waiting = true;
        m_wake();
    }
}

void CommitFeed::setListener(std::function<void()> wake) {
    const std::scoped_lock lock(m_mutex);
    m_wake = std::move(wake);
    m_waiting = m_wake && (m_news.summary || m_news.statusChanged);
    if (m_waiting)
        m_wake();
}

std::shared_ptr<void> CommitFeed::watch(std::function<void()> committed) {
    auto* watcher = new std::function<void()>(std::move(committed));
    const std::scoped_lock lock(m_watchMutex);
    m_watchers.push_back(watcher);
    return std::shared_ptr<void>(watcher, [feed = shared_from_this()](void* gone) {
        auto* last = static_cast<std::function<void()>*>(gone);
        const std::scoped_lock calls(feed->m_watchMutex);
        std::erase(feed->m_watchers, last);
        delete last;
    });
}

void CommitFeed::noteCommit() {
    const std::scoped_lock lock(m_watchMutex);
    for (const auto* watcher : m_watchers)
        (*watcher)();
}

void CommitFeed::addTraces(const std::vector<TraceId>& traces, std::uint64_t spans) {
    change([&] {
        CommitSummary& summary = m_news.summary ? *m_news.summary : m_news.summary.emplace();
        summary.spans += spans;
        for (const TraceId& trace : traces) {
            std::erase(summary.traces, trace);
            summary.traces.push_back(trace);
        }
        if (summary.traces.size() > MaxTraces)
            summary.traces.erase(summary.traces.begin(), summary.traces.end() - MaxTraces);
    });
}

void CommitFeed::addRemoval() {
    change([&] { (m_news.summary ? *m_news.summary : m_news.summary.emplace()).removed = true; });
}

void CommitFeed::setStatus(StoreStatus status) {
    change([&] {
        m_status = std::move(status);
        m_news.statusChanged = true;
    });
}

StoreStatus CommitFeed::status() const {
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

CommitFeed::News CommitFeed::take() {
    const std::scoped_lock lock(m_mutex);
    m_waiting = false;
    return std::exchange(m_news, {});
}

} // namespace spanglass
