#include "services/databricks/WarehouseClient.h"

#include "services/databricks/WarehouseChange.h"
#include "services/databricks/WarehouseJson.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// For callers who decide by the Error alone.
template <class T> Result<T> plain(const ApiOutcome<T>& outcome) {
    if (!outcome)
        return std::unexpected<Error>(outcome.error());
    return *outcome;
}

} // namespace

QFuture<Result<QList<WarehouseInfo>>> WarehouseClient::list() {
    using List = QList<WarehouseInfo>;
    return mapped<Result<List>>(m_thread,
        readList<WarehouseInfo>(m_api, m_thread, {.path = u"/api/2.0/sql/warehouses"_s}, "warehouses", readWarehouse),
        [](ApiOutcome<List> outcome) {
            if (outcome)
                std::ranges::sort(*outcome, [](const WarehouseInfo& a, const WarehouseInfo& b) {
                    return QString::localeAwareCompare(a.name, b.name) < 0;
                });
            return plain(outcome);
        });
}

QFuture<Result<WarehouseInfo>> WarehouseClient::get(QString id) {
    return mapped<Result<WarehouseInfo>>(m_thread, fetchWarehouse(m_api, m_thread, id), plain<WarehouseInfo>);
}

QFuture<Result<WarehouseInfo>> WarehouseClient::start(QString id) { return change(id, true); }
QFuture<Result<WarehouseInfo>> WarehouseClient::stop(QString id) { return change(id, false); }

QFuture<Result<WarehouseInfo>> WarehouseClient::change(const QString& id, bool start) {
    const auto change = std::make_shared<WarehouseChange>(m_api, m_thread, m_wait, id, start);
    auto future = change->future();
    m_thread.run([change] { change->begin(); });
    return future;
}

} // namespace spanglass
