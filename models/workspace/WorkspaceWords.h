#pragma once

#include "services/core/ConnectionControl.h"
#include "services/core/WarehouseInfo.h"

namespace spanglass {

/// "Running", "Stopped", ...
QString warehouseStateWords(WarehouseState state);
/// "Serverless", "Pro", "Classic", ...
QString warehouseTypeWords(const WarehouseInfo& warehouse);
/// What is to be known before it is chosen, one sentence; empty when there is nothing.
QString warehouseRemark(const WarehouseInfo& warehouse);
/// "Signed in as ada@example.com". For a server that knows no people, what answered.
QString signedInWords(const ConnectionReport& report);
/// "Asking for the experiments, 12 s"; without the seconds while they are few.
QString waitingWords(const QString& what, qint64 seconds);

} // namespace spanglass
