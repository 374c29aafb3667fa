#pragma once

#include "services/core/Ingest.h"
#include "services/core/StoreControl.h"
#include "services/store/StoreOptions.h"

namespace spanglass {

class CommitFeed;
class StoreDesk;
class Writer;

/// One store: a DuckDB file that this process holds alone. Destroy it in the GUI thread; that commits what still waits.
class Store {
public:
    /// Errors as openStoreFile gives them; the sentences can be shown as they are. Takes a few tens of milliseconds,
    /// longer when the last run was killed, and much longer when an old file has to be migrated. Any thread.
    static Result<std::unique_ptr<Store>> open(const StoreOptions& options);
    ~Store();

    /// Where received requests go. Any thread.
    IngestSink& sink();
    /// GUI thread.
    StoreControl& control();
    /// A line for queries, which never waits for the writer. Make one for each thread that asks. Any thread.
    std::unique_ptr<duck::Connection> newReader();
    /// As CommitFeed::watch. Any thread.
    std::shared_ptr<void> watchCommits(std::function<void()> committed);

private:
    explicit Store(std::shared_ptr<duck::Database> database);

    const std::shared_ptr<duck::Database> m_database;
    const std::shared_ptr<CommitFeed> m_feed;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<StoreDesk> m_desk; ///< made when first asked for, in the GUI thread
};

} // namespace spanglass
