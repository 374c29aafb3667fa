#pragma once

#include "services/core/Batch.h"
#include "services/core/Error.h"

#include <list>
#include <memory>

namespace spanglass {

namespace duck {
class Connection;
}

/// Decodes captured requests of the store, and keeps the last ones while they are small together. One thread.
class RequestCache {
public:
    explicit RequestCache(duck::Connection& connection)
        : m_connection(connection) { }

    Result<std::shared_ptr<const SpanBatch>> batch(std::int64_t request);

private:
    struct Entry {
        std::int64_t request;
        std::uint64_t bytes;
        std::shared_ptr<const SpanBatch> batch;
    };

    Result<Entry> load(std::int64_t request);

    duck::Connection& m_connection;
    std::list<Entry> m_entries; ///< used last first
    std::uint64_t m_bytes = 0;
};

} // namespace spanglass
