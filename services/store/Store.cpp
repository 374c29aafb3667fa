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
    StoreStatus status;
    status.file = options.file;
    status.retention = *retention;
    store->m_feed->setStatus(std::move(status));
    store->m_writer = std::make_unique<Writer>(*database, store->m_feed, options, *retention);
    return store;
}

Store::Store(std::shared_ptr<duck::Database> database)
    : m_database(std::move(database))
    , m_feed(std::make_shared<CommitFeed>()) { }

Store::~Store() {
    // The writer's last news must find its desk.
    m_writer.reset();
}

IngestSink& Store::sink() { return *m_writer; }

StoreControl& Store::control() {
    if (!m_desk)
        m_desk = std::make_unique<StoreDesk>(m_feed, *m_writer);
    return *m_desk;
}

std::unique_ptr<duck::Connection> Store::newReader() { return m_database->connect(); }

std::shared_ptr<void> Store::watchCommits(std::function<void()> committed) {
    return m_feed->watch(std::move(committed));
}

} // namespace spanglass
