#include "services/setup/SetupEngine.h"

#include "services/setup/StepRunner.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"

namespace spanglass {

namespace {

/// They wait most of the time.
constexpr int Threads = 8;

} // namespace

SetupEngine::SetupEngine(Parts parts)
    : m_parts(std::move(parts)) {
    m_pool.setMaxThreadCount(Threads);
}

SetupEngine::~SetupEngine() {
    m_stopping = true;
    m_pool.waitForDone();
}

QFuture<Result<SetupStepReport>> SetupEngine::probe(QFuture<Client> client, const SetupPlan& plan, SetupStep step) {
    return runStep(client, plan, step, {}, false);
}

QFuture<Result<SetupStepReport>> SetupEngine::apply(
    QFuture<Client> client, const SetupPlan& plan, SetupStep step, const Secret& secret) {
    return runStep(client, plan, step, secret, true);
}

QFuture<Result<SetupStepReport>> SetupEngine::runStep(
    QFuture<Client> client, const SetupPlan& plan, SetupStep step, const Secret& secret, bool applies) {
    return start<SetupStepReport>(
        client, secret, [plan, step, applies](SetupSession& session, QPromise<Result<SetupStepReport>>& promise) {
            const auto work = workOf(step);
            SetupStepReport report = applies ? applyStep(*work, plan, session) : probeStep(*work, plan, session);
            if (session.isCancelled())
                promise.future().cancel();
            else
                promise.addResult(Result<SetupStepReport>(std::move(report)));
        });
}

SetupSession::Parts SetupEngine::sessionParts(const std::shared_ptr<ApiClient>& api, const Secret& secret,
    std::function<bool()> isCancelled, std::function<void(const QString&)> say) {
    return {.api = api,
        .thread = m_parts.thread,
        .warehouse = [this, api](const QString& id) { return warehouse(api, id); },
        .isCancelled = std::move(isCancelled),
        .say = std::move(say),
        .keep =
            [this](const SetupRecordEntry& entry) {
                m_parts.record.add(entry);
                m_parts.recorded();
            },
        .secret = secret,
        .pace = m_parts.pace};
}

std::shared_ptr<SqlWarehouse> SetupEngine::warehouse(const std::shared_ptr<ApiClient>& api, const QString& id) {
    const std::scoped_lock lock(m_mutex);
    auto& kept = m_warehouses[{api, id}];
    if (!kept) {
        DatabricksOptions options;
        options.statement.warehouseId = id;
        options.calls = StatementCalls::over(*api);
        kept = std::make_shared<DatabricksWarehouse>(std::move(options));
    }
    return kept;
}

} // namespace spanglass
