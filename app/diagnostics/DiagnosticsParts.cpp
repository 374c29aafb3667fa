#include "app/diagnostics/DiagnosticsParts.h"

#include "services/replay/TargetLimits.h"
#include "services/setup/Availability.h"
#include "services/setup/Scorers.h"
#include "services/setup/StepRunner.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The SQL warehouses that one run asks.
class Warehouses {
public:
    std::shared_ptr<SqlWarehouse> get(const CheckPorts::Api& api, const QString& id) {
        const std::scoped_lock lock(m_mutex);
        auto& kept = m_kept[id];
        if (!kept) {
            DatabricksOptions options;
            options.statement.warehouseId = id;
            options.calls = StatementCalls::over(*api);
            kept = std::make_shared<DatabricksWarehouse>(std::move(options));
        }
        return kept;
    }

private:
    std::mutex m_mutex;
    std::map<QString, std::shared_ptr<SqlWarehouse>> m_kept;
};

PublishedFacts published() {
    const Availability offer = Availability::documented();
    const TargetLimits limits = targetLimits(TargetKind::Databricks);
    return {offer.date, offer.regions, offer.previews, limits.read, limits.tracesPerSecond, limits.bytesPerSecond};
}

} // namespace

CheckPorts portsFor(const DiagnosticsParts& parts, const DiagnosisSubject& subject) {
    CheckPorts ports{.auth = parts.auth, .store = parts.store, .program = parts.program(), .published = published()};
    if (!subject.connectionId.isEmpty())
        ports.connection = parts.connection(subject.connectionId);
    if (ports.connection)
        ports.client = parts.client(subject.connectionId);
    const auto kept = std::make_shared<Warehouses>();
    ports.warehouse = [kept](const CheckPorts::Api& api, const QString& id) { return kept->get(api, id); };
    const auto session
        = [kept, &thread = parts.auth.thread](const CheckPorts::Api& api, const CheckPorts::Cancelled& isCancelled) {
              return SetupSession({.api = api,
                  .thread = thread,
                  .warehouse = [kept, api](const QString& id) { return kept->get(api, id); },
                  .isCancelled = isCancelled});
          };
    ports.probe = [session](const auto& api, const SetupPlan& plan, SetupStep step, const auto& isCancelled) {
        SetupSession asked = session(api, isCancelled);
        return probeStep(*workOf(step), plan, asked);
    };
    ports.newestForm = [session](const auto& api, const auto& isCancelled) {
        SetupSession asked = session(api, isCancelled);
        return newestForm(asked);
    };
    ports.scorers = [session](const auto& api, const QString& experimentId, const auto& isCancelled) {
        SetupSession asked = session(api, isCancelled);
        return scorersOf(experimentId, asked);
    };
    ports.prove = [session, pace = parts.probePace](
                      const auto& api, const SetupPlan& plan, const auto& isCancelled, const auto& tell) {
        SetupSession asked = session(api, isCancelled);
        ProofReport last;
        ProofRun(
            plan, asked,
            [&](const ProofReport& report) {
                last = report;
                tell(report);
            },
            pace)
            .run();
        return last;
    };
    return ports;
}

} // namespace spanglass
