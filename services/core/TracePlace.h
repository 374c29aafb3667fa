#pragma once

#include <QString>

namespace spanglass {

class ReceiverControl;
class SpanSource;
class StoreControl;
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
    bool wantsTimeRange = false; ///< asking about all time is slow or costly there
};

} // namespace spanglass
