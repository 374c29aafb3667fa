#include "services/store/duckdb/Database.h"

#include "services/store/duckdb/Connection.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace spanglass::duck {

using namespace Qt::StringLiterals;

Result<std::shared_ptr<Database>> Database::open(const Settings& settings) {
    auto instance = Instance::open(settings);
    if (!instance)
        return std::unexpected(instance.error());
    auto database = std::shared_ptr<Database>(new Database(settings));
    database->m_instance = *std::move(instance);
    return database;
}

std::unique_ptr<Connection> Database::connect() {
    return std::unique_ptr<Connection>(new Connection(shared_from_this()));
}

bool Database::isBroken() const {
    const std::scoped_lock lock(m_mutex);
    return m_instance == nullptr || m_instance->broken;
}

Result<> Database::reopen() {
    using namespace std::chrono_literals;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_instance != nullptr) {
            m_leaving = m_instance;
            m_instance.reset();
        }
    }
    // The file's lock belongs to the process: a second instance must not open it before the first has closed it.
    for (int i = 0; !m_leaving.expired(); ++i) {
        if (i == 400)
            return failure(ErrorCode::Busy, u"The store cannot be opened anew while a query runs on it."_s);
        {
            const std::scoped_lock lock(m_mutex);
            for (Connection* connection : m_connections)
                connection->drop();
        }
        std::this_thread::sleep_for(5ms);
    }
    auto instance = Instance::open(m_settings);
    if (!instance)
        return std::unexpected(instance.error());
    const std::scoped_lock lock(m_mutex);
    m_instance = *std::move(instance);
    return {};
}

Result<std::shared_ptr<Handle>> Database::handle() {
    std::shared_ptr<Instance> instance;
    {
        const std::scoped_lock lock(m_mutex);
        instance = m_instance;
    }
    if (instance == nullptr)
        return failure(ErrorCode::Busy, u"The store is being opened anew after a failure of its disk."_s,
            u"Try again in a moment."_s);
    return Handle::open(std::move(instance));
}

void Database::add(Connection* connection) {
    const std::scoped_lock lock(m_mutex);
    m_connections.push_back(connection);
}

void Database::remove(Connection* connection) {
    const std::scoped_lock lock(m_mutex);
    std::erase(m_connections, connection);
}

} // namespace spanglass::duck
