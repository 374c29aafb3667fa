#pragma once

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>

namespace spanglass {

class ReceiverControl;
class SpanSource;
class StoreControl;
class TraceExport;
class TraceFeed;
class TraceKeeper;

/// Somewhere that traces are read from, with what can be done there besides reading. What it refers to outlives the
/// views that show it.
struct TracePlace {
    QString id; ///< what its settings are kept under
    QString title; ///< "Local store", "main.agents on acme"
    SpanSource& source;
    TraceFeed& feed;
    StoreControl* store = nullptr; ///< where traces can be deleted
    ReceiverControl* receiver = nullptr; ///< what fills it
    TraceKeeper* keeper = nullptr; ///< how a trace is copied to the local store
    bool silent = false; ///< its feed never tells: lists are read again by hand
    bool wantsTimeRange = false; ///< asking about all time is slow or costly there
    std::shared_ptr<TraceExport> exporter = {}; ///< writes its traces to files; the store's own has none
    std::uint64_t mostRows = 0; ///< of the list; 0: no limit
    bool remembered = true; ///< whether how it is left is kept for the next time
    std::function<QString()> remark = {}; ///< what is to be known of the list that was read last; empty: nothing
};

} // namespace spanglass
