#pragma once

#include "services/core/Ids.h"
#include "services/core/Nanos.h"

#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace spanglass {

/// A log record that names a trace, as it is shown beside the trace's spans.
struct TraceRecord {
    UnixNanos time; ///< when it happened, else when it was observed
    SpanId span; ///< invalid: of the trace as a whole
    QString severity; ///< "WARN", as the sender says it, else by its number; empty when it is not told
    QString event; ///< the event's name; empty for an ordinary record
    QString body; ///< plain text, or JSON
    QString service;
    std::vector<std::pair<QString, QString>> attributes;
};

/// The log records of one trace, oldest first.
struct TraceRecords {
    std::vector<TraceRecord> records;
    bool truncated = false; ///< there are more than are read
};

using TraceRecordsPtr = std::shared_ptr<const TraceRecords>;

} // namespace spanglass
