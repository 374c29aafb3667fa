#pragma once

#include "services/store/duckdb/Database.h"
#include "services/store/duckdb/Statement.h"

#include <optional>

namespace spanglass::duck {

/// One line to the store, with `local.traces` as the default schema. One thread at a time, except interrupt().
/// Destroy rows and statements before it for tidiness; they stay valid if not.
class Connection {
public:
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Exactly one statement; bind its parameters, then run it.
    Result<Statement> prepare(std::string_view sql);
    /// Prepares and runs in one go, without parameters.
    Result<Rows> query(std::string_view sql);
    /// For statements without an answer.
    Result<> execute(std::string_view sql);
    /// Any number of quick statements, separated by semicolons.
    Result<> executeScript(std::string_view sql);

    /// From now on the rows that statements read of tables are counted.
    Result<> countScannedRows();
    /// How many the last statement read, once its rows are gone; nothing when they were not counted.
    std::optional<std::uint64_t> rowsScanned();

    /// Ends what runs on this connection with Cancelled. Any thread.
    void interrupt();

    /// For a transaction that changes the store beside the writer: holds checkpoints off, which fail while one is open.
    std::shared_lock<std::shared_mutex> holdCheckpoints();
    /// For a checkpoint: waits for those transactions, and lets none begin.
    std::unique_lock<std::shared_mutex> holdTransactions();

    /// For who reads what stands in the store and writes what follows from it, in several transactions: one at a time
    /// over all connections, so that no two decide the same. Not held for anything else.
    std::timed_mutex& decisions();

    /// For appenders: the line itself, connected when it was not.
    Result<std::shared_ptr<Handle>> handle();

private:
    friend class Database;

    explicit Connection(std::shared_ptr<Database> database);
    /// Interrupts, and lets go of the present instance.
    void drop();

    const std::shared_ptr<Database> m_database;
    std::mutex m_mutex; ///< guards m_handle against interrupt() and drop()
    std::shared_ptr<Handle> m_handle;
};

} // namespace spanglass::duck
