#include "services/store/Store.h"

#include "services/store/Meta.h"
#include "services/store/Opening.h"
#include "services/store/StoreDesk.h"
#include "services/store/write/Writer.h"

namespace spanglass {

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options) {
    const duck::Settings settings{options.file, options.threads, options.memoryMegabytes, false};
    auto database = openStoreFile(settings, options.plan);
    if (!database)
        return std::unexpected(database.error());
    const auto retention = readRetention(*(*database)->connect());
    if (!retention)
        return std::unexpected(retention.error());
    auto store = std::unique_ptr<Store>(new Store(*database));
    const auto feed = std::make_shared<CommitFeed>();
    StoreStatus status;
    status.file = options.file;
    status.retention = *retention;
    feed->setStatus(std::move(status));
    store->m_writer = std::make_unique<Writer>(*database, feed, *retention, options.clock, options.queueBytes);
    store->m_desk = std::make_unique<StoreDesk>(feed, *store->m_writer);
    return store;
}

Store::Store(std::shared_ptr<duck::Database> database)
    : m_database(std::move(database)) { }

Store::~Store() {
    // The writer's last news must find its desk.
    m_writer.reset();
}

IngestSink& Store::sink() { return *m_writer; }

StoreControl& Store::control() { return *m_desk; }

std::unique_ptr<duck::Connection> Store::newReader() { return m_database->connect(); }

} // namespace spanglass
