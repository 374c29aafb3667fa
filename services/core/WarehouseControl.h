#pragma once

#include "services/core/Error.h"
#include "services/core/WarehouseInfo.h"

#include <QFuture>
#include <QList>

namespace spanglass {

/// The SQL warehouses of one connection. Any thread; futures can be cancelled.
class WarehouseControl {
public:
    virtual ~WarehouseControl() = default;

    /// Those that the caller may use, by name. None is no error: ask for CAN_USE on one.
    virtual QFuture<Result<QList<WarehouseInfo>>> list() = 0;
    virtual QFuture<Result<WarehouseInfo>> get(QString id) = 0;
    /// Starts it and waits until it runs. The progress text says the state and how long it has been waited for
    /// ("Starting, 42 s"); the progress value only grows, without a unit. Cancelling stops the waiting, not the
    /// warehouse. Errors: TimedOut; Conflict when it stops or is deleted instead.
    virtual QFuture<Result<WarehouseInfo>> start(QString id) = 0;
    /// The same the other way round.
    virtual QFuture<Result<WarehouseInfo>> stop(QString id) = 0;
};

} // namespace spanglass
