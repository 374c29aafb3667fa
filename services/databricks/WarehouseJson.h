#pragma once

#include "services/auth/ApiReading.h"
#include "services/core/WarehouseInfo.h"

namespace spanglass {

/// One warehouse as GET /api/2.0/sql/warehouses lists it.
WarehouseInfo readWarehouse(const Json& object);

/// GET /api/2.0/sql/warehouses/{id}.
QFuture<ApiOutcome<WarehouseInfo>> fetchWarehouse(ApiClient& api, AuthThread& thread, const QString& id);

} // namespace spanglass
