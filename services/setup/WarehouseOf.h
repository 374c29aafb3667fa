#pragma once

#include "services/core/WarehouseInfo.h"
#include "services/setup/SetupSession.h"

namespace spanglass {

/// The SQL warehouse that is meant: by its id, else by its name, since another workspace has other ids. BadInput when
/// neither is given.
Result<WarehouseInfo> warehouseOf(const QString& id, const QString& name, SetupSession& session);

/// Whether we may run statements on it: one is run where it is running, and else the list of who may use it is read.
/// Starts nothing. Done, Blocked or Uncertain.
SetupFinding ownUse(const WarehouseInfo& warehouse, SetupSession& session);

} // namespace spanglass
