#pragma once

#include <QString>

#include <cstdint>

namespace spanglass {

enum class WarehouseState : std::uint8_t { Unknown, Starting, Running, Stopping, Stopped, Deleting, Deleted };

/// A SQL warehouse as lists show it.
struct WarehouseInfo {
    QString id;
    QString name;
    WarehouseState state = WarehouseState::Unknown;
    QString type; ///< "PRO", "CLASSIC", "REYDEN", ...; as sent
    bool serverless = false;
    QString size; ///< "Small", "2X-Small"; as sent
    int clusters = 0; ///< running now
    int autoStopMinutes = 0; ///< 0: never
    QString creator;
    QString trouble; ///< what its health says is wrong; empty when nothing is
    /// Answers inline as Arrow only, which this program does not read: statements fail with "Inline disposition only
    /// supports ARROW_STREAM format".
    bool arrowOnly = false;

    bool operator==(const WarehouseInfo&) const = default;
};

/// As the REST API spells it: "RUNNING"; "UNKNOWN" for what it never sends.
QLatin1StringView warehouseStateName(WarehouseState state);
WarehouseState warehouseStateFromName(QStringView name);

} // namespace spanglass
