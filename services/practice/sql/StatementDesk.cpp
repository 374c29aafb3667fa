#include "services/practice/sql/StatementDesk.h"

#include "services/practice/sql/StatementRunner.h"

#include <QDateTime>
#include <QUuid>

namespace spanglass::practice {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int StatementsAtOnce = 8;
constexpr std::int64_t ResultBytesKept = 768LL << 20;
constexpr std::size_t StatementsKept = 10'000;
constexpr auto InterruptStep = 10ms;

bool hasEnded(StatementState state) { return state != StatementState::Pending && state != StatementState::Running; }

} // namespace

struct StatementDesk::Entry {
    std::string id;
    std::string owner;
    Submission submission;
    StatementState state = StatementState::Pending;
    StatementFailure failure;
    std::shared_ptr<const StatementResult> result;
    std::int64_t began = 0; ///< milliseconds since 1970
    std::int64_t ended = 0;
    std::int64_t rows = 0;
    std::optional<std::uint64_t> rowsRead;
    std::atomic<bool> stop = false;
    duck::Connection* working = nullptr;
    Clock::time_point deadline; ///< of the wait
    Told told; ///< empty once it was called
};

StatementDesk::StatementDesk(StatementRunner& runner, Warehouses& warehouses, const FaultSwitch& faults)
    : m_runner(runner)
    , m_warehouses(warehouses)
    , m_faults(faults) {
    m_pool.setMaxThreadCount(StatementsAtOnce);
    m_watcher = std::thread([this] { watch(); });
}

StatementDesk::~StatementDesk() {
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
        for (const EntryPointer& each : m_order)
            each->stop = true;
    }
    m_wake.notify_all();
    m_pool.waitForDone(); // the watcher interrupts what has begun meanwhile
    {
        const std::scoped_lock lock(m_mutex);
        m_ended = true;
    }
    m_wake.notify_all();
    m_watcher.join();
}

StatementView StatementDesk::view(const Entry& entry) const {
    return {entry.id, entry.state, entry.failure, entry.result, entry.submission.external};
}

void StatementDesk::submit(Submission submission, Told told) {
    auto entry = std::make_shared<Entry>();
    entry->id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    entry->owner = submission.job.who.name;
    entry->began = QDateTime::currentMSecsSinceEpoch();
    entry->deadline = Clock::now() + submission.wait;
    entry->told = std::move(told);
    entry->submission = std::move(submission);
    entry->submission.job.isStopped = [entry = entry.get()] { return entry->stop.load(); };
    entry->submission.job.working = [this, entry = entry.get()](duck::Connection* line) {
        const std::scoped_lock lock(m_mutex);
        entry->working = line;
        m_wake.notify_all(); // it may have been cancelled before
    };
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.emplace(entry->id, entry);
        m_order.push_back(entry);
        dropOldResults();
    }
    m_pool.start([this, entry] { run(entry); });
    m_wake.notify_all();
}

void StatementDesk::run(const EntryPointer& entry) {
    const StatementJob& job = entry->submission.job;
    const std::string& warehouse = entry->submission.warehouse;
    if (!m_warehouses.waitUntilRunning(warehouse, job.isStopped)) {
        const StatementFailure stopped{"The SQL warehouse was stopped before the statement could run.", "ABORTED", {}};
        return end(entry, entry->stop ? StatementState::Canceled : StatementState::Failed, stopped, {});
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (hasEnded(entry->state))
            return;
        entry->state = StatementState::Running;
    }
    if (m_faults.isOn("warehouse-stops-mid-query")) {
        m_warehouses.stop(warehouse);
        return end(entry, StatementState::Failed,
            {"The SQL warehouse was stopped while the statement ran.", "ABORTED", {}}, {});
    }
    try {
        StatementResult result = m_runner.run(job);
        end(entry, entry->stop ? StatementState::Canceled : StatementState::Succeeded, {}, std::move(result));
    } catch (StatementFailure& failure) {
        end(entry, entry->stop ? StatementState::Canceled : StatementState::Failed, std::move(failure), {});
    } catch (const ApiFailure& failure) {
        end(entry, StatementState::Failed, {failure.message, "INTERNAL_ERROR", {}}, {});
    }
}

void StatementDesk::end(
    const EntryPointer& entry, StatementState state, StatementFailure failure, StatementResult result) {
    Told told;
    StatementView now;
    {
        const std::scoped_lock lock(m_mutex);
        if (hasEnded(entry->state))
            return;
        entry->state = state;
        entry->failure = std::move(failure);
        entry->ended = QDateTime::currentMSecsSinceEpoch();
        entry->rows = result.rows;
        entry->rowsRead = result.rowsRead;
        if (state == StatementState::Succeeded)
            entry->result = std::make_shared<const StatementResult>(std::move(result));
        told = std::exchange(entry->told, {});
        now = view(*entry);
    }
    if (told)
        told(now);
}

std::optional<StatementView> StatementDesk::find(const std::string& id) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? std::nullopt : std::optional(view(*found->second));
}

std::optional<StatementView> StatementDesk::find(const std::string& id, const Principal& who) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || found->second->owner != who.name)
        return std::nullopt;
    return view(*found->second);
}

std::vector<StatementRecord> StatementDesk::history(const Principal& who) const {
    const std::scoped_lock lock(m_mutex);
    std::vector<StatementRecord> records;
    for (auto each = m_order.rbegin(); each != m_order.rend(); ++each) {
        const Entry& entry = **each;
        if (entry.owner == who.name)
            records.push_back({entry.id, entry.owner, entry.submission.warehouse, entry.submission.job.sql, entry.state,
                entry.failure.message, entry.began, entry.ended, entry.rows, entry.rowsRead});
    }
    return records;
}

void StatementDesk::cancel(const std::string& id, const Principal& who) {
    std::unique_lock lock(m_mutex);
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || found->second->owner != who.name)
        return;
    const EntryPointer entry = found->second;
    cancel(entry, lock);
}

/// One that has not begun ends at once; one that runs is interrupted by the watcher.
void StatementDesk::cancel(const EntryPointer& entry, std::unique_lock<std::mutex>& lock) {
    entry->stop = true;
    const bool waits = entry->state == StatementState::Pending;
    lock.unlock();
    m_wake.notify_all();
    if (waits)
        end(entry, StatementState::Canceled, {}, {});
    lock.lock();
}

/// Called with the lock. Results go first, then what is known of a statement.
void StatementDesk::dropOldResults() {
    std::int64_t bytes = 0;
    for (auto each = m_order.rbegin(); each != m_order.rend(); ++each) {
        if (!(*each)->result)
            continue;
        bytes += (*each)->result->bytes;
        if (bytes > ResultBytesKept) {
            (*each)->result.reset();
            (*each)->state = StatementState::Closed;
        }
    }
    while (m_order.size() > StatementsKept && hasEnded(m_order.front()->state)) {
        m_entries.erase(m_order.front()->id);
        m_order.erase(m_order.begin());
    }
}

void StatementDesk::watch() {
    std::unique_lock lock(m_mutex);
    while (true) {
        auto next = Clock::time_point::max();
        std::vector<EntryPointer> over;
        for (const EntryPointer& each : m_order) {
            if (each->working != nullptr && each->stop) {
                // DuckDB forgets an interrupt that comes between two queries, so it is repeated.
                each->working->interrupt();
                next = std::min(next, Clock::now() + InterruptStep);
            }
            if (!each->told || hasEnded(each->state))
                continue;
            if (each->deadline <= Clock::now())
                over.push_back(each);
            else
                next = std::min(next, each->deadline);
        }
        if (m_ended)
            return;
        for (const EntryPointer& each : over) {
            if (each->submission.cancelAfterWait) {
                cancel(each, lock);
            }
            const Told told = std::exchange(each->told, {});
            StatementView now = view(*each);
            if (each->submission.cancelAfterWait)
                now.state = StatementState::Canceled;
            lock.unlock();
            if (told)
                told(now);
            lock.lock();
        }
        if (!over.empty())
            continue;
        if (m_closing)
            m_wake.wait_for(lock, InterruptStep);
        else if (next == Clock::time_point::max())
            m_wake.wait(lock);
        else
            m_wake.wait_until(lock, next);
    }
}

} // namespace spanglass::practice
