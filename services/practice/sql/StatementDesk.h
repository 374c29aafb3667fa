#pragma once

#include "services/practice/FaultSwitch.h"
#include "services/practice/sql/StatementFailure.h"
#include "services/practice/sql/StatementJob.h"
#include "services/practice/sql/Warehouses.h"

#include <QThreadPool>

#include <thread>

namespace spanglass::practice {

class StatementRunner;

enum class StatementState : std::uint8_t { Pending, Running, Succeeded, Failed, Canceled, Closed };

/// What is known of a statement at one moment.
struct StatementView {
    std::string id;
    StatementState state = StatementState::Pending;
    StatementFailure failure; ///< when it has failed
    std::shared_ptr<const StatementResult> result; ///< when it has succeeded, until it is closed
    bool external = false; ///< disposition EXTERNAL_LINKS
};

/// What the query history tells of a statement.
struct StatementRecord {
    std::string id;
    std::string owner;
    std::string warehouse;
    std::string sql;
    StatementState state = StatementState::Pending;
    std::string problem; ///< when it has failed
    std::int64_t began = 0; ///< milliseconds since 1970
    std::int64_t ended = 0; ///< 0 while it has not
    std::int64_t rows = 0; ///< of its result
    std::optional<std::uint64_t> rowsRead;
};

/// Keeps the statements: runs them in the order of their coming, on a few threads, and keeps their results for a while.
/// Any thread.
class StatementDesk {
public:
    StatementDesk(StatementRunner& runner, Warehouses& warehouses, const FaultSwitch& faults);
    ~StatementDesk(); ///< cancels what runs
    StatementDesk(const StatementDesk&) = delete;
    StatementDesk& operator=(const StatementDesk&) = delete;

    struct Submission {
        StatementJob job;
        std::string warehouse;
        bool external = false;
        std::chrono::milliseconds wait{10'000};
        bool cancelAfterWait = false;
    };
    using Told = std::function<void(const StatementView&)>;
    /// `told` is called once, when the statement has ended or the wait is over.
    void submit(Submission submission, Told told);

    /// Nothing when there is none of that id that was submitted by `who`.
    std::optional<StatementView> find(const std::string& id, const Principal& who) const;
    /// For result links, which carry no credential.
    std::optional<StatementView> find(const std::string& id) const;
    void cancel(const std::string& id, const Principal& who);
    /// Those that `who` has submitted, the newest first.
    std::vector<StatementRecord> history(const Principal& who) const;

private:
    struct Entry;
    using EntryPointer = std::shared_ptr<Entry>;

    void run(const EntryPointer& entry);
    void end(const EntryPointer& entry, StatementState state, StatementFailure failure, StatementResult result);
    void cancel(const EntryPointer& entry, std::unique_lock<std::mutex>& lock);
    void dropOldResults();
    void watch();
    StatementView view(const Entry& entry) const;

    StatementRunner& m_runner;
    Warehouses& m_warehouses;
    const FaultSwitch& m_faults;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::string, EntryPointer> m_entries;
    std::vector<EntryPointer> m_order; ///< by age
    bool m_closing = false;
    bool m_ended = false; ///< nothing runs any more
    QThreadPool m_pool;
    std::thread m_watcher; ///< ends waits, and interrupts what was cancelled
};

} // namespace spanglass::practice
