#include "services/core/WarehouseInfo.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Names{
    "UNKNOWN"_L1, "STARTING"_L1, "RUNNING"_L1, "STOPPING"_L1, "STOPPED"_L1, "DELETING"_L1, "DELETED"_L1};

} // namespace

QLatin1StringView warehouseStateName(WarehouseState state) { return Names[static_cast<std::size_t>(state)]; }

WarehouseState warehouseStateFromName(QStringView name) {
    for (std::size_t i = 0; i < Names.size(); ++i)
        if (name == Names[i])
            return static_cast<WarehouseState>(i);
    return WarehouseState::Unknown;
}

} // namespace spanglass
