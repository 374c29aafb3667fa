#include "models/setup/SetupProof.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"
#include "services/core/KnownFailures.h"

#include <QCoreApplication>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString bare(QString name) { return name.remove(u'`'); }

} // namespace

SetupProof::SetupProof(GuidedSetup& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_experiments([this] { Q_EMIT changed(); })
    , m_tables([this] { Q_EMIT changed(); }) {
    connect(&session, &GuidedSetup::abandoned, this, &SetupProof::drop);
}

SetupProof::~SetupProof() { drop(); }

void SetupProof::drop() {
    if (m_watcher) {
        m_watcher->disconnect();
        m_watcher->future().cancel();
        std::exchange(m_watcher, nullptr)->deleteLater();
    }
    m_report.reset();
    m_failure.reset();
    m_openProblem.reset();
    m_experiments.forget();
    m_tables.forget();
}

QString SetupProof::obstacle() const {
    const bool mlflow = m_session.plan().mlflowServer;
    const QList<SetupStep> needed = mlflow
        ? QList{SetupStep::Experiment}
        : QList{SetupStep::Warehouse, SetupStep::Experiment, SetupStep::Schema, SetupStep::Location};
    for (const SetupStep step : needed) {
        if (!m_session.isSettled(step))
            return tr("“%1” has to be done before a trace can arrive.").arg(setupStepTitle(step));
    }
    return {};
}

void SetupProof::start() {
    if (m_watcher)
        return;
    drop();
    m_plan = m_session.plan();
    m_since.start();
    m_watcher = new QFutureWatcher<Result<ProofReport>>;
    connect(m_watcher, &QFutureWatcherBase::resultReadyAt, this, &SetupProof::take);
    connect(m_watcher, &QFutureWatcherBase::progressTextChanged, this, &SetupProof::changed);
    connect(m_watcher, &QFutureWatcherBase::finished, this, &SetupProof::end);
    m_session.setProofState(SetupPageState::Working);
    m_watcher->setFuture(m_session.control().prove(m_plan));
    Q_EMIT changed();
}

void SetupProof::cancel() {
    if (m_watcher)
        m_watcher->cancel();
    m_experiments.cancel();
    m_tables.cancel();
}

const std::optional<Error>& SetupProof::openProblem() const {
    return m_openProblem ? m_openProblem : m_experiments.error() ? m_experiments.error() : m_tables.error();
}

QString SetupProof::progress() const { return m_watcher ? m_watcher->progressText() : QString(); }

void SetupProof::take(int index) {
    const Result<ProofReport> told = m_watcher->resultAt(index);
    if (told)
        m_report = *told;
    else
        m_failure = told.error();
    Q_EMIT changed();
}

void SetupProof::end() {
    const bool cancelled = m_watcher->isCanceled();
    std::exchange(m_watcher, nullptr)->deleteLater();
    const bool proved = m_report && m_report->isProved();
    if (!proved && !m_failure && (cancelled || !m_report))
        m_failure = Error{ErrorCode::Cancelled, tr("Cancelled. The trace may still arrive."), {}};
    // Answers that were changed meanwhile are not proved.
    const bool same = m_session.plan() == m_plan;
    m_session.setProofState(proved ? same ? SetupPageState::Done : SetupPageState::LookAgain
            : m_failure && m_failure->code == ErrorCode::Cancelled ? SetupPageState::ToDo
                                                                   : SetupPageState::Blocked);
    Q_EMIT changed();
}

QString SetupProof::text() const {
    QStringList lines;
    if (m_report) {
        lines << tr("Test trace %1, sent %2").arg(m_report->traceId, m_report->sent.toString(Qt::ISODate));
        if (!m_report->spansTable.isEmpty())
            lines << tr("Table %1").arg(m_report->spansTable);
        for (const ProofHopReport& hop : m_report->hops) {
            lines << tr("%1: %2. %3").arg(proofHopWords(hop.hop), proofStateWords(hop.state), hop.evidence).trimmed();
            if (hop.problem)
                lines << explained(*hop.problem).oneLine();
        }
    }
    if (m_failure)
        lines << explained(*m_failure).oneLine();
    return lines.join(u'\n');
}

bool SetupProof::canOpen() const {
    return m_report && !m_watcher && std::ranges::any_of(m_report->hops, [](const ProofHopReport& hop) {
        return hop.hop != ProofHop::Accepted && hop.state == ProofHopReport::State::Passed;
    });
}

void SetupProof::open() {
    m_openProblem.reset();
    if (m_plan.mlflowServer) {
        openPlace({});
        return;
    }
    m_experiments.ask(m_session.workspace().experiments(m_plan.connectionId, m_plan.experimentName),
        [this](const QList<Experiment>& list) { findTables(list); });
}

void SetupProof::findTables(const QList<Experiment>& list) {
    const auto found = std::ranges::find(list, m_plan.experimentName, &Experiment::name);
    const auto take = [this](const QList<WorkspaceTable>& tables) {
        const auto mine = std::ranges::find_if(
            tables, [this](const WorkspaceTable& each) { return bare(each.spans) == bare(m_report->spansTable); });
        openPlace(mine != tables.end() ? mine->spans : tables.value(0).spans);
    };
    if (found != list.end() && found->traceLocation)
        m_tables.ask(m_session.workspace().tablesOfExperiment(m_plan.connectionId, m_plan.warehouseId, *found), take);
    else
        m_tables.ask(m_session.workspace().tablesOfSchema(
                         m_plan.connectionId, m_plan.warehouseId, m_plan.catalog, m_plan.schema),
            take);
}

void SetupProof::openPlace(const QString& spansTable) {
    WorkspaceRequest request;
    request.connectionId = m_plan.connectionId;
    request.warehouseId = m_plan.warehouseId;
    request.warehouseName = m_plan.warehouseName;
    request.spansTable = spansTable;
    request.experimentId = m_plan.experimentId;
    request.experimentName = m_plan.experimentName;
    const auto place = m_session.workspace().open(request);
    const auto trace = TraceId::fromText(m_report->traceId);
    if (!place)
        m_openProblem = place.error();
    Q_EMIT changed();
    if (place && trace)
        Q_EMIT opened(*place, *trace);
}

QString proofHopWords(ProofHop hop) {
    switch (hop) {
    case ProofHop::Accepted:
        return SetupProof::tr("Accepted by the endpoint");
    case ProofHop::InTable:
        return SetupProof::tr("In the table");
    case ProofHop::Readable:
        return SetupProof::tr("Read back by the warehouse");
    case ProofHop::InExperiment:
        return SetupProof::tr("Visible in the experiment");
    }
    return {};
}

QString proofStateWords(ProofHopReport::State state) {
    switch (state) {
    case ProofHopReport::State::Waiting:
        return SetupProof::tr("not reached");
    case ProofHopReport::State::Looking:
        return SetupProof::tr("looking");
    case ProofHopReport::State::Passed:
        return SetupProof::tr("passed");
    case ProofHopReport::State::Failed:
        return SetupProof::tr("failed");
    case ProofHopReport::State::Skipped:
        return SetupProof::tr("left out");
    }
    return {};
}

QList<ProofHopReport> waitingHops(bool mlflowServer) {
    QList<ProofHopReport> hops{{.hop = ProofHop::Accepted}};
    if (!mlflowServer)
        hops << ProofHopReport{.hop = ProofHop::InTable} << ProofHopReport{.hop = ProofHop::Readable};
    return hops << ProofHopReport{.hop = ProofHop::InExperiment};
}

} // namespace spanglass
