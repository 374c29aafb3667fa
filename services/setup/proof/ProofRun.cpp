#include "services/setup/proof/ProofRun.h"

#include "services/auth/TokenProvider.h"
#include "services/core/SetupTables.h"
#include "services/otlp/Encode.h"
#include "services/otlp/Responses.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/proof/ProofTrace.h"
#include "services/warehouse/databricks/IngestFault.h"
#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QByteArray payloadOf(const SpanBatch& batch) {
    std::vector<const Span*> spans;
    for (const Span& span : batch.spans)
        spans.push_back(&span);
    return QByteArray::fromStdString(encodeTraces(spans));
}

/// Confirmed: databricks-api.md 4.1 and 4.5. The type must be exactly this one for an MLflow server.
ApiRequest ingestRequest(const QString& path, const SpanBatch& batch, const HttpField& field) {
    return {.method = "POST",
        .path = path,
        .body = payloadOf(batch),
        .contentType = "application/x-protobuf",
        .fields = {field},
        .expectsJson = false};
}

TraceLocation locationOf(const SetupPlan& plan) {
    const PlannedTables tables = plannedTables(plan);
    TraceLocation out;
    out.catalog = plan.catalog;
    out.schema = plan.schema;
    if (!tables.annotations.isEmpty())
        out.prefix = plan.tablePrefix.isEmpty() ? plan.experimentId : plan.tablePrefix;
    out.spansTable = tables.spans;
    out.logsTable = tables.logs;
    out.annotationsTable = tables.annotations;
    return out;
}

} // namespace

ProofRun::ProofRun(SetupPlan plan, SetupSession& session, std::function<void(const ProofReport&)> tell, ProofPace pace)
    : m_plan(std::move(plan))
    , m_session(session)
    , m_tell(std::move(tell))
    , m_pace(pace)
    , m_trace(makeProofTrace(UnixNanos::now())) {
    m_report.traceId = m_trace->spans.front().traceId.text();
    for (std::size_t hop = 0; hop < ProofHopCount; ++hop)
        m_report.hops.append({.hop = static_cast<ProofHop>(hop)});
}

void ProofRun::run() {
    m_session.say(u"Looking where the traces go"_s);
    begin(ProofHop::Accepted);
    if (!findPlace())
        return;
    if (m_plan.mlflowServer)
        runOnServer();
    else
        runInWorkspace();
}

bool ProofRun::findPlace() {
    const auto found = experimentOf(m_plan, m_session);
    if (!found && found.error().code == ErrorCode::Cancelled)
        return false;
    const Experiment experiment = found && *found && !(*found)->deleted ? **found : Experiment();
    m_experimentId = experiment.id.isEmpty() ? m_plan.experimentId : experiment.id;
    m_linked = experiment.traceLocation.has_value();
    m_location = m_linked ? *experiment.traceLocation : locationOf(m_plan);
    if (m_plan.mlflowServer && experiment.id.isEmpty()) {
        const Error absent{ErrorCode::NotFound, u"The experiment %1 is not there."_s.arg(m_plan.experimentName),
            u"Create it on the page \"Experiment\"."_s};
        return failed(ProofHop::Accepted, found ? absent : static_cast<const Error&>(found.error())) == Look::Passed;
    }
    if (!m_plan.mlflowServer && m_location.spansTable.isEmpty())
        return failed(ProofHop::Accepted,
                   {ErrorCode::BadInput, u"It is not known yet which table the traces go to."_s,
                       u"Finish the page \"Catalog and schema\" first."_s})
            == Look::Passed;
    if (!m_plan.mlflowServer)
        m_report.spansTable = m_location.spansTable;
    return true;
}

void ProofRun::runInWorkspace() {
    const auto signedBy = m_session.wait(m_session.api().tokens().token());
    const auto me = m_session.me();
    const IngestPlace place{.spansTable = m_location.spansTable,
        .sender = me ? me->userName : QString(),
        .token = signedBy ? signedBy->facts.form : TokenForm::Opaque};
    const HttpField table{"x-databricks-uc-table-name", m_location.spansTable.toStdString()};
    if (send(ingestRequest(u"/api/2.0/otel/v1/traces"_s, *m_trace, table),
            [&](const ApiError& error) { return ingestFault(error, place); })
        && countRows() && readBack())
        searchExperiment();
}

void ProofRun::runOnServer() {
    const HttpField experiment{"x-mlflow-experiment-id", m_experimentId.toStdString()};
    if (!send(ingestRequest(u"/v1/traces"_s, *m_trace, experiment), &serverIngestFault))
        return;
    skip(ProofHop::InTable, u"An MLflow server keeps no tables that SQL could ask."_s);
    if (fetchFromServer())
        searchServer();
}

bool ProofRun::send(const ApiRequest& request, const std::function<Error(const ApiError&)>& explain) {
    constexpr ProofHop Hop = ProofHop::Accepted;
    m_session.say(u"Sending a test trace"_s);
    m_report.sent = QDateTime::currentDateTimeUtc();
    m_sent.start();
    const ApiResult answer = m_session.send(request);
    if (!answer) {
        const QString details = answer.error().fault.details();
        return failed(Hop, explain(answer.error()), QString(details).replace(u'\n', "; "_L1)) == Look::Passed;
    }
    QString evidence = u"HTTP %1%2"_s.arg(QString::number(answer->status),
        answer->requestId.isEmpty() ? QString() : QString(u", request id "_s + answer->requestId));
    if (fieldValue(answer->fields, "content-type").starts_with("text/html"))
        return failed(Hop,
                   {ErrorCode::NotFound, u"A web page answered instead of the ingest endpoint."_s,
                       u"Check the host of the connection, and whether a proxy stands in between."_s},
                   evidence)
            == Look::Passed;
    const auto said
        = readSuccessBody(std::string_view(answer->body.data(), static_cast<std::size_t>(answer->body.size())));
    if (said && said->rejected > 0)
        return failed(Hop,
                   {ErrorCode::BadInput,
                       u"The endpoint took the request and left %1 of %2 spans out: %3"_s.arg(
                           QString::number(said->rejected), QString::number(m_trace->spans.size()),
                           QString::fromStdString(said->message)),
                       u"The same will happen to the spans of apps; give the details to support."_s},
                   evidence)
            == Look::Passed;
    if (m_plan.collector.isWanted())
        evidence += u", from the workspace's own endpoint: the collector app is not part of this proof"_s;
    const QString warning = said ? QString::fromStdString(said->message) : QString();
    return passed(Hop, warning.isEmpty() ? evidence : QString(evidence + u". It says: "_s + warning)) == Look::Passed;
}

bool ProofRun::watch(ProofHop hop, const std::function<Look()>& once, const std::function<Error()>& late) {
    begin(hop);
    QElapsedTimer since;
    for (auto pause = m_pace.firstLook;; pause = m_pace.look) {
        const Look look = once();
        if (m_session.isCancelled())
            return false;
        if (look != Look::NotYet)
            return look == Look::Passed;
        if (!since.isValid())
            since.start(); // from the first answer on: a warehouse may have had to start before it
        if (std::chrono::milliseconds(since.elapsed()) >= m_pace.limit)
            return failed(hop, late()) == Look::Passed;
        if (!m_session.pause(pause))
            return false;
    }
}

ProofRun::Look ProofRun::judge(ProofHop hop, const std::shared_ptr<const SpanBatch>& arrived) {
    const ProofReading reading = readProofTrace(*m_trace, *arrived);
    if (reading.faults.isEmpty())
        return passed(hop,
            reading.remark.isEmpty() ? u"All %1 spans as they were sent."_s.arg(m_trace->spans.size())
                                     : u"All %1 spans. %2"_s.arg(m_trace->spans.size()).arg(reading.remark));
    if (reading.rootHasParent)
        return failed(hop,
            {ErrorCode::Damaged, reading.faults.join(u' '),
                u"Something on the way gives root spans a parent, as the way into Databricks Apps does. Experiments "
                u"list "
                "only traces with a root: let apps begin a new trace, with OTEL_PROPAGATORS=none."_s});
    return failed(hop,
        {ErrorCode::Damaged, u"The trace came back otherwise than it was sent. %1"_s.arg(reading.faults.join(u' ')),
            u"Look at the page \"Table check\"."_s});
}

ProofRun::Look ProofRun::passed(ProofHop hop, const QString& evidence) {
    settle(hop, ProofHopReport::State::Passed, evidence);
    return Look::Passed;
}

ProofRun::Look ProofRun::failed(ProofHop hop, const Error& problem, const QString& evidence) {
    if (m_session.isCancelled())
        return Look::Failed;
    for (auto later = static_cast<std::size_t>(hop) + 1; later < ProofHopCount; ++later) {
        ProofHopReport& report = m_report.hops[static_cast<qsizetype>(later)];
        if (report.state == ProofHopReport::State::Waiting) {
            report.state = ProofHopReport::State::Skipped;
            report.evidence = u"Not looked at: an earlier hop failed."_s;
        }
    }
    settle(hop, ProofHopReport::State::Failed, evidence, problem);
    return Look::Failed;
}

ProofRun::Look ProofRun::missed(ProofHop hop, const Error& problem, const QString& evidence) {
    switch (problem.code) {
    case ErrorCode::Offline:
    case ErrorCode::TimedOut:
    case ErrorCode::RateLimited:
    case ErrorCode::Busy:
        return Look::NotYet;
    default:
        return failed(hop, problem, evidence);
    }
}

void ProofRun::skip(ProofHop hop, const QString& why) { settle(hop, ProofHopReport::State::Skipped, why); }

void ProofRun::begin(ProofHop hop) {
    m_report.hops[static_cast<qsizetype>(hop)].state = ProofHopReport::State::Looking;
    m_tell(m_report);
}

void ProofRun::settle(
    ProofHop hop, ProofHopReport::State state, const QString& evidence, std::optional<Error> problem) {
    ProofHopReport& report = m_report.hops[static_cast<qsizetype>(hop)];
    report.state = state;
    report.evidence = evidence;
    report.problem = std::move(problem);
    if (m_sent.isValid())
        report.sinceSent = {m_sent.nsecsElapsed()};
    m_tell(m_report);
}

} // namespace spanglass
