#pragma once

#include "services/practice/identity/ObjectAcls.h"

#include <chrono>
#include <condition_variable>

namespace spanglass::practice {

struct WarehouseFact {
    std::string id;
    std::string name;
    std::string kind; ///< PRO, CLASSIC, REYDEN
    std::string size;
    std::string state; ///< STOPPED, STARTING, RUNNING
};

/// The SQL warehouses: one that runs, one that is stopped, and one of the kind that answers inline only as Arrow.
/// Starting takes a while. Any thread.
class Warehouses {
public:
    Warehouses(ObjectAcls& acls, std::chrono::milliseconds coldStart);

    std::vector<WarehouseFact> all() const;
    std::optional<WarehouseFact> find(const std::string& id) const;
    /// Throws ApiFailure: 404 when there is none or the caller may not use it (A: databricks-api.md 6.5).
    WarehouseFact demand(const Principal& who, const std::string& id) const;
    bool sees(const Principal& who, const std::string& id) const;

    void start(const std::string& id);
    void stop(const std::string& id);
    /// Starts it when it is stopped, and waits until it runs; false when `isStopped` says to give up.
    bool waitUntilRunning(const std::string& id, const std::function<bool()>& isStopped);

private:
    struct Entry {
        WarehouseFact fact;
        std::chrono::steady_clock::time_point ready; ///< while STARTING: when it will run
    };
    Entry* entry(const std::string& id) const;
    static void settle(Entry& entry);

    ObjectAcls& m_acls;
    const std::chrono::milliseconds m_coldStart;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    mutable std::vector<Entry> m_entries;
};

/// GET, start and stop (databricks-api.md 7.1, C: sdk-py service/sql.py WarehousesAPI), and their permissions.
void addWarehouseRoutes(ApiRouter& router, Warehouses& warehouses, ObjectAcls& acls);

} // namespace spanglass::practice
