#pragma once

#include "services/store/duckdb/Instance.h"

#include <mutex>
#include <shared_mutex>
#include <vector>

namespace spanglass::duck {

class Connection;

/// The store's file as connections see it: outlives the engine instances behind it, of which there is one at a time.
/// After a fatal error the writer asks for a new one, and connections go over to it by themselves. Any thread.
class Database : public std::enable_shared_from_this<Database> {
public:
    static Result<std::shared_ptr<Database>> open(const Settings& settings);

    /// A new connection; give each thread its own.
    std::unique_ptr<Connection> connect();

    bool isBroken() const;
    /// Lets go of the present instance, interrupting what runs on it, and opens the file anew. Until every reader has
    /// dropped its rows (two seconds at most) this waits; then it fails with Busy and may be tried again.
    Result<> reopen();

    const Settings& settings() const { return m_settings; }

private:
    friend class Connection;

    explicit Database(Settings settings)
        : m_settings(std::move(settings)) { }
    Result<std::shared_ptr<Handle>> handle();
    void add(Connection* connection);
    void remove(Connection* connection);

    const Settings m_settings;
    std::timed_mutex m_decisions; ///< held by whoever writes what follows from what stands in the store
    std::shared_mutex m_checkpoints; ///< shared by transactions beside the writer, exclusive to a checkpoint
    mutable std::mutex m_mutex;
    std::shared_ptr<Instance> m_instance;
    std::vector<Connection*> m_connections;
    std::weak_ptr<Instance> m_leaving; ///< the broken one, while somebody still holds it
};

} // namespace spanglass::duck
