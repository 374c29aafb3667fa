#pragma once

#include "services/auth/WhenDone.h"
#include "services/databricks/WarehouseClient.h"

#include <QElapsedTimer>

namespace spanglass {

/// Starting or stopping one warehouse: asks for it, then looks until it is done. On the sign-in thread; kept alive by
/// what it waits for.
class WarehouseChange : public std::enable_shared_from_this<WarehouseChange> {
public:
    WarehouseChange(ApiClient& api, AuthThread& thread, WarehouseWait wait, QString id, bool start);

    QFuture<Result<WarehouseInfo>> future() { return m_promise.future(); }
    void begin();

private:
    void look();
    void lookLater();
    void judge(const WarehouseInfo& now);
    void tell(WarehouseState state);
    void give(Result<WarehouseInfo> result);
    bool isCancelled();

    ApiClient& m_api;
    AuthThread& m_thread;
    const WarehouseWait m_wait;
    const QString m_id;
    const bool m_start;
    QPromise<Result<WarehouseInfo>> m_promise;
    QElapsedTimer m_since;
    int m_looks = 0;
    int m_failedLooks = 0; ///< in a row
    bool m_seenOnTheWay = false; ///< STARTING or STOPPING has been seen
};

} // namespace spanglass
