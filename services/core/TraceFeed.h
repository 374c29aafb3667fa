#pragma once

#include "services/core/Ids.h"

#include <QObject>

#include <cstdint>
#include <vector>

namespace spanglass {

/// What the last commits changed, at most thirty times a second.
struct CommitSummary {
    std::vector<TraceId> traces; ///< touched since the last signal, newest last; cut at 1,000
    std::uint64_t spans = 0;
    bool removed = false; ///< traces were deleted: lists must be read again
};

/// Tells that a source holds something new. Lives in the GUI thread; signals come there.
class TraceFeed : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void committed(const spanglass::CommitSummary& summary);
};

} // namespace spanglass
