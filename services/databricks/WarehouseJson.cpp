#include "services/databricks/WarehouseJson.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString trouble(const Json& health) {
    const QString status = textUnder(health, "status");
    if (status != "DEGRADED"_L1 && status != "FAILED"_L1)
        return {};
    QStringList parts{textUnder(health, "summary"), textUnder(health, "details"),
        textUnder(objectUnder(health, "failure_reason"), "code")};
    parts.removeAll(QString());
    return parts.isEmpty() ? status : parts.join(u": "_s);
}

} // namespace

WarehouseInfo readWarehouse(const Json& object) {
    WarehouseInfo out;
    out.id = textUnder(object, "id");
    out.name = textUnder(object, "name");
    out.state = warehouseStateFromName(textUnder(object, "state"));
    out.type = textUnder(object, "warehouse_type");
    out.serverless = truthUnder(object, "enable_serverless_compute");
    out.size = textUnder(object, "cluster_size");
    out.clusters = static_cast<int>(numberUnder(object, "num_clusters"));
    out.autoStopMinutes = static_cast<int>(numberUnder(object, "auto_stop_mins"));
    out.creator = textUnder(object, "creator_name");
    out.trouble = trouble(objectUnder(object, "health"));
    out.arrowOnly = out.type == "REYDEN"_L1;
    return out;
}

QFuture<ApiOutcome<WarehouseInfo>> fetchWarehouse(ApiClient& api, AuthThread& thread, const QString& id) {
    return readObject<WarehouseInfo>(api, thread, {.path = u"/api/2.0/sql/warehouses/"_s + id}, u"id"_s,
        [](const Json& object, const ApiAnswer&) -> std::optional<WarehouseInfo> {
            WarehouseInfo out = readWarehouse(object);
            return out.id.isEmpty() ? std::nullopt : std::optional(std::move(out));
        });
}

} // namespace spanglass
