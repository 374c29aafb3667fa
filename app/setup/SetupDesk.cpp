#include "app/setup/SetupDesk.h"

#include "app/Connections.h"
#include "app/workspace/OwnClient.h"
#include "app/workspace/PracticeHost.h"
#include "services/auth/WhenDone.h"
#include "services/databricks/PrincipalClient.h"
#include "services/setup/PlanExport.h"
#include "services/setup/PlanJson.h"
#include "services/setup/Principals.h"
#include "services/setup/Scorers.h"
#include "services/setup/Undo.h"
#include "services/setup/proof/ProofRun.h"

namespace spanglass {

using namespace Qt::StringLiterals;

SetupDesk::SetupDesk(Connections& connections, PracticeHost& practice, AuthThread& thread, const QString& folder,
    SetupPace pace, QObject* parent)
    : SetupControl(parent)
    , m_connections(connections)
    , m_practice(practice)
    , m_record(folder + u"/setup-record.json"_s)
    , m_draft(folder + u"/setup-draft.json"_s)
    , m_engine({.thread = thread,
          .record = m_record,
          .recorded = [this] { QMetaObject::invokeMethod(this, &SetupControl::recordChanged, Qt::QueuedConnection); },
          .pace = pace}) { }

SetupDesk::~SetupDesk() = default;

QFuture<SetupEngine::Client> SetupDesk::client(const QString& connectionId) {
    return ownClient(m_connections, m_practice, connectionId, this);
}

QString SetupDesk::connectionOf(const SetupRecordEntry& entry) const {
    if (m_practice.connection().settings.host == entry.host)
        return PracticeHost::connectionId();
    QString found;
    const QList<Connection> all = m_connections.desk().connections();
    for (const Connection& each : all) {
        const bool same = each.settings.id == entry.connectionId;
        if (each.settings.host == entry.host && (found.isEmpty() || same))
            found = each.settings.id;
    }
    return found;
}

QFuture<Result<SetupStepReport>> SetupDesk::probe(SetupPlan plan, SetupStep step) {
    return m_engine.probe(client(plan.connectionId), plan, step);
}

QFuture<Result<SetupStepReport>> SetupDesk::apply(SetupPlan plan, SetupStep step, std::optional<Secret> secret) {
    return m_engine.apply(client(plan.connectionId), plan, step, secret.value_or(Secret()));
}

QFuture<Result<ProofReport>> SetupDesk::prove(SetupPlan plan) {
    return m_engine.start<ProofReport>(
        client(plan.connectionId), {}, [plan](SetupSession& session, QPromise<Result<ProofReport>>& promise) {
            ProofRun(plan, session, [&promise](const ProofReport& report) {
                promise.addResult(Result<ProofReport>(report));
            }).run();
        });
}

QFuture<Result<QList<CatalogInfo>>> SetupDesk::catalogs(QString connectionId) {
    return m_engine.run<QList<CatalogInfo>>(
        client(connectionId), [](SetupSession& session) -> Result<QList<CatalogInfo>> {
            auto list = session.wait(session.catalogs().catalogs());
            if (!list)
                return std::unexpected<Error>(list.error());
            return *std::move(list);
        });
}

QFuture<Result<QList<SetupPrincipal>>> SetupDesk::principals(QString connectionId, QString text) {
    return m_engine.run<QList<SetupPrincipal>>(
        client(connectionId), [text](SetupSession& session) { return findPrincipals(text, session); });
}

QFuture<Result<QList<MonitoredScorer>>> SetupDesk::scorers(QString connectionId, QString experimentId) {
    return m_engine.run<QList<MonitoredScorer>>(
        client(connectionId), [experimentId](SetupSession& session) { return scorersOf(experimentId, session); });
}

QFuture<Result<SetupCall>> SetupDesk::previewScorer(QString connectionId, QString experimentId, ScorerChange change) {
    return m_engine.run<SetupCall>(client(connectionId), [experimentId, change](SetupSession& session) {
        return spanglass::previewScorer(experimentId, change, session);
    });
}

QFuture<Result<QList<MonitoredScorer>>> SetupDesk::changeScorer(
    QString connectionId, QString experimentId, ScorerChange change) {
    return m_engine.run<QList<MonitoredScorer>>(client(connectionId), [experimentId, change](SetupSession& session) {
        return spanglass::changeScorer(experimentId, change, session);
    });
}

QFuture<Result<>> SetupDesk::undo(QString entryId) {
    const auto entry = m_record.entry(entryId);
    if (!entry)
        return readyFuture(Result<>(failure(ErrorCode::NotFound, u"This change is not in the record any more."_s)));
    const QString connection = connectionOf(*entry);
    if (connection.isEmpty())
        return readyFuture(Result<>(failure(ErrorCode::NotFound,
            u"There is no connection to %1 any more, where this was changed."_s.arg(entry->host),
            u"Add it again under Connections."_s)));
    return m_engine.run<void>(client(connection),
        [entry = *entry, this](SetupSession& session) { return takeBack(entry, m_record, session); });
}

QString SetupDesk::exportPlan(const SetupPlan& plan, PlanFormat format) const {
    switch (format) {
    case PlanFormat::Sql:
        return planToSql(plan);
    case PlanFormat::Shell:
        return planToShell(plan);
    case PlanFormat::Json:
        break;
    }
    return QString::fromUtf8(planToJson(plan));
}

Result<SetupPlan> SetupDesk::readPlan(const QByteArray& json) const { return planFromJson(json); }

} // namespace spanglass
