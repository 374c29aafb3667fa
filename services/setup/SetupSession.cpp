#include "services/setup/SetupSession.h"

#include "services/databricks/IdentityClient.h"
#include "services/setup/CallText.h"

#include <QThread>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

SetupSession::SetupSession(Parts parts)
    : m_parts(std::move(parts))
    , m_warehouses(*m_parts.api, m_parts.thread)
    , m_catalogs(*m_parts.api, m_parts.thread)
    , m_experiments(*m_parts.api, m_parts.thread)
    , m_traces(*m_parts.api, m_parts.thread) { }

bool SetupSession::pause(std::chrono::milliseconds time) const {
    constexpr std::chrono::milliseconds Step{50};
    for (auto left = time; left.count() > 0 && !isCancelled(); left -= Step)
        QThread::msleep(static_cast<unsigned long>(std::min(left, Step).count()));
    return !isCancelled();
}

bool SetupSession::comesAbout(const std::function<bool()>& done) const {
    for (int look = 0; look < pace().looks && !isCancelled(); ++look) {
        if (done())
            return true;
        if (!pause(pace().look))
            return false;
    }
    return false;
}

ApiResult SetupSession::send(const SetupCall& call, std::chrono::milliseconds deadline) const {
    auto request = requestOf(call, m_parts.secret.reveal());
    if (!request)
        return std::unexpected(ApiError{request.error(), {}});
    request->deadline = deadline;
    return send(*std::move(request));
}

QFuture<Result<SqlTable>> SetupSession::ask(const QString& warehouseId, const QString& sql) const {
    SqlRequest request;
    request.sql = sql;
    return m_parts.warehouse(warehouseId)->run(request);
}

Result<SqlTable> SetupSession::query(const QString& warehouseId, const SqlRequest& request) const {
    const auto warehouse = m_parts.warehouse(warehouseId);
    return wait(warehouse->run(request));
}

ApiOutcome<Identity> SetupSession::me() {
    if (m_me)
        return *m_me;
    auto got = wait(IdentityClient(api(), m_parts.thread).me());
    if (got)
        m_me = *got;
    return got;
}

} // namespace spanglass
