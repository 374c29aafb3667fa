#include "services/databricks/WarehouseChange.h"

#include "services/databricks/WarehouseJson.h"

#include <QTimer>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostFailedLooks = 4;
/// A warehouse that was just asked to start may be listed as STOPPED a moment longer.
constexpr qint64 GraceMilliseconds = 30'000;

bool mayPass(ErrorCode code) {
    return code == ErrorCode::Offline || code == ErrorCode::TimedOut || code == ErrorCode::Busy
        || code == ErrorCode::RateLimited;
}

} // namespace

WarehouseChange::WarehouseChange(ApiClient& api, AuthThread& thread, WarehouseWait wait, QString id, bool start)
    : m_api(api)
    , m_thread(thread)
    , m_wait(wait)
    , m_id(std::move(id))
    , m_start(start) {
    m_promise.start();
}

void WarehouseChange::begin() {
    m_since.start();
    const ApiRequest request{.method = "POST",
        .path = u"/api/2.0/sql/warehouses/"_s + m_id + (m_start ? u"/start"_s : u"/stop"_s),
        .expectsJson = false};
    auto call = m_api.call(request);
    whenCancelled(m_thread.context(), m_promise.future(), [call]() mutable { call.cancel(); });
    whenDone(m_thread.context(), call, [self = shared_from_this()](const std::optional<ApiResult>& answer) {
        if (!answer || self->isCancelled())
            return self->m_promise.finish();
        if (!*answer)
            return self->give(std::unexpected<Error>(answer->error()));
        self->look();
    });
}

void WarehouseChange::look() {
    auto call = fetchWarehouse(m_api, m_thread, m_id);
    whenCancelled(m_thread.context(), m_promise.future(), [call]() mutable { call.cancel(); });
    whenDone(
        m_thread.context(), call, [self = shared_from_this()](const std::optional<ApiOutcome<WarehouseInfo>>& got) {
            if (!got || self->isCancelled())
                return self->m_promise.finish();
            if (*got) {
                self->m_failedLooks = 0;
                return self->judge(**got);
            }
            if (!mayPass(got->error().code) || ++self->m_failedLooks >= MostFailedLooks)
                return self->give(std::unexpected<Error>(got->error()));
            self->lookLater();
        });
}

void WarehouseChange::judge(const WarehouseInfo& now) {
    using enum WarehouseState;
    tell(now.state);
    if (now.state == (m_start ? Running : Stopped))
        return give(now);
    const bool wrongWay = now.state == Deleting || now.state == Deleted
        || (m_start && now.state == Stopped && (m_seenOnTheWay || m_since.elapsed() > GraceMilliseconds))
        || (!m_start && now.state == Starting);
    if (wrongWay) {
        const QString why = now.trouble.isEmpty() ? QString() : u" ("_s + now.trouble + u')';
        return give(failure(ErrorCode::Conflict,
            u"The warehouse %1 is %2 instead%3."_s.arg(now.name, warehouseStateName(now.state), why),
            u"Look at the warehouse in the workspace, or choose another one."_s));
    }
    m_seenOnTheWay = m_seenOnTheWay || now.state == (m_start ? Starting : Stopping);
    if (m_since.elapsed() >= m_wait.limit.count())
        return give(failure(ErrorCode::TimedOut,
            u"The warehouse %1 was still %2 after %3 s."_s.arg(now.name, warehouseStateName(now.state))
                .arg(m_since.elapsed() / 1000),
            u"It may come up yet: look again later, or choose another one."_s));
    lookLater();
}

void WarehouseChange::lookLater() {
    QTimer::singleShot(m_wait.poll, m_thread.context(), [self = shared_from_this()] {
        if (self->isCancelled())
            self->m_promise.finish();
        else
            self->look();
    });
}

void WarehouseChange::tell(WarehouseState state) {
    const QLatin1StringView name = warehouseStateName(state);
    const auto seconds = static_cast<int>(m_since.elapsed() / 1000);
    m_promise.setProgressValueAndText( // which drops a text whose value has not grown
        ++m_looks, name.left(1) + QString(name.mid(1)).toLower() + u", %1 s"_s.arg(seconds));
}

void WarehouseChange::give(Result<WarehouseInfo> result) {
    m_promise.addResult(std::move(result));
    m_promise.finish();
}

bool WarehouseChange::isCancelled() { return m_promise.isCanceled(); }

} // namespace spanglass
