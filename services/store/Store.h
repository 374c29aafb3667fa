#pragma once

#include "services/core/Ingest.h"
#include "services/core/StoreControl.h"
#include "services/store/StoreOptions.h"

namespace spanglass {

class StoreDesk;
class Writer;

/// One store: a DuckDB file that this process holds alone. Make and destroy it in the GUI thread; destruction commits
/// what still waits.
class Store {
public:
    /// Errors as openStoreFile gives them; the sentences can be shown as they are. Takes a few tens of milliseconds,
    /// longer when the last run was killed, and much longer when an old file has to be migrated.
    static Result<std::unique_ptr<Store>> open(const StoreOptions& options);
    ~Store();

    /// Where received requests go. Any thread.
    IngestSink& sink();
    StoreControl& control();
    /// A line for queries, which never waits for the writer. Make one for each thread that asks. Any thread.
    std::unique_ptr<duck::Connection> newReader();

private:
    explicit Store(std::shared_ptr<duck::Database> database);

    const std::shared_ptr<duck::Database> m_database;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<StoreDesk> m_desk;
};

} // namespace spanglass
