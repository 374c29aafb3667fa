#include "models/replay/ReplayDraft.h"

#include "models/replay/TargetChecks.h"

#include <QFileInfo>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int EstimatePauseMs = 400;

} // namespace

ReplayDraft::ReplayDraft(ReplayControl& control, TraceFiles& files, TargetChoice& target, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_files(files)
    , m_target(target)
    , m_sessions([this] { Q_EMIT changed(); })
    , m_import([this] { Q_EMIT changed(); })
    , m_estimate([this] { Q_EMIT changed(); })
    , m_findings([this] { Q_EMIT changed(); })
    , m_starting([this] { Q_EMIT changed(); }) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(EstimatePauseMs);
    connect(&m_pause, &QTimer::timeout, this, &ReplayDraft::estimateAgain);
    connect(&target, &TargetChoice::changed, this, &ReplayDraft::edited);
}

void ReplayDraft::begin(const ReplaySelection& selection) {
    m_traces = selection.traces;
    m_filter = selection.filter;
    m_filterProblem.clear();
    m_range = selection.range;
    const bool narrowed = !m_filter.isEmpty() || m_range != TimeRange();
    m_source = !m_traces.empty() ? ReplaySource::Traces : narrowed ? ReplaySource::Filter : ReplaySource::Everything;
    m_session.reset();
    m_file.clear();
    m_fileSession.reset();
    m_fileTraces.clear();
    m_import.forget();
    m_starting.forget();
    m_options = {};
    m_seen.reset();
    m_estimate.forget();
    m_findings.forget();
    listSessions();
    edited();
}

void ReplayDraft::setSource(ReplaySource source) {
    if (m_source == source)
        return;
    m_source = source;
    if (source == ReplaySource::Session && !m_session && m_sessions.value() && !m_sessions.value()->isEmpty())
        m_session = m_sessions.value()->first();
    edited();
}

void ReplayDraft::setFilter(const QString& filter, const TimeRange& range, const QString& problem) {
    if (m_filter == filter && m_range == range && m_filterProblem == problem)
        return;
    m_filter = filter;
    m_range = range;
    m_filterProblem = problem;
    edited();
}

void ReplayDraft::chooseSession(const CaptureSession& session) {
    if (m_session && m_session->firstRequest == session.firstRequest)
        return;
    m_session = session;
    edited();
}

void ReplayDraft::importFile(const QString& file) {
    m_file = file;
    m_fileSession.reset();
    m_fileTraces.clear();
    m_import.ask(m_files.importFiles({file}), [this](const ImportReport& report) { takeImport(report); });
    edited();
}

/// A file that was read before brings nothing new, so that no session is its own; then its traces are taken.
void ReplayDraft::takeImport(const ImportReport& report) {
    m_fileTraces = report.traceIds.size() == report.traces ? report.traceIds : std::vector<TraceId>();
    listSessions();
    edited();
}

void ReplayDraft::listSessions() {
    m_sessions.ask(m_control.sessions(), [this](const QList<CaptureSession>& list) { takeSessions(list); });
}

void ReplayDraft::takeSessions(const QList<CaptureSession>& sessions) {
    const QString name = QFileInfo(m_file).fileName();
    const auto ofFile
        = [&](const CaptureSession& each) { return !m_file.isEmpty() && (each.file == m_file || each.file == name); };
    if (const auto found = std::ranges::find_if(sessions, ofFile); found != sessions.end())
        m_fileSession = *found;
    if (!m_session && m_source == ReplaySource::Session && !sessions.isEmpty())
        m_session = sessions.first();
    edited();
}

void ReplayDraft::setOptions(const ReplayPlan& options) {
    if (options == m_options)
        return;
    m_options = options;
    edited();
}

ReplaySelection ReplayDraft::selection() const {
    ReplaySelection out = m_options.selection;
    switch (m_source) {
    case ReplaySource::Traces:
        out.traces = m_traces;
        break;
    case ReplaySource::Filter:
        out.filter = m_filter;
        out.range = m_range;
        break;
    case ReplaySource::Session:
        if (m_session && m_session->file.isEmpty()) {
            out.firstRequest = m_session->firstRequest;
            out.lastRequest = m_session->lastRequest;
        } else if (m_session) {
            out.importedFile = m_session->file;
        }
        break;
    case ReplaySource::File:
        if (m_fileSession)
            out.importedFile = m_fileSession->file;
        else
            out.traces = m_fileTraces;
        break;
    case ReplaySource::Everything:
        break;
    }
    return out;
}

ReplayPlan ReplayDraft::plan() const {
    ReplayPlan out = m_options;
    out.selection = selection();
    out.target = m_target.target();
    return out;
}

QString ReplayDraft::selectionProblem() const {
    switch (m_source) {
    case ReplaySource::Traces:
        return m_traces.empty() ? tr("No traces are selected.") : QString();
    case ReplaySource::Filter:
        return m_filterProblem;
    case ReplaySource::Session:
        return m_session ? QString() : tr("No capture session is chosen.");
    case ReplaySource::File:
        if (m_file.isEmpty())
            return tr("No file is chosen.");
        if (m_import.isBusy())
            return tr("The file is being read into the store.");
        if (m_import.error())
            return tr("The file could not be read.");
        return m_fileSession || !m_fileTraces.empty() ? QString() : tr("Nothing in the file can be sent.");
    case ReplaySource::Everything:
        break;
    }
    return {};
}

QString ReplayDraft::problem() const {
    for (const QString& one : {selectionProblem(), m_target.problem(), editsProblem(m_options.edits)}) {
        if (!one.isEmpty())
            return one;
    }
    const std::optional<ReplayEstimate>& estimate = m_estimate.value();
    if (!estimate || estimate->requests > 0)
        return {};
    if (estimate->spansTakenBefore > 0)
        return tr("The target has taken all of this before.");
    return estimate->leftOut > 0 ? tr("These are log records or metrics, which this target does not take.")
                                 : tr("Nothing matches: there is nothing to send.");
}

/// What was found about another plan does not count any more.
void ReplayDraft::edited() {
    if (const ReplayPlan now = plan(); now != m_seen) {
        if (!m_seen || now.target != m_seen->target)
            m_findings.forget();
        m_seen = now;
        m_estimate.forget();
        m_pause.start();
    }
    Q_EMIT changed();
}

void ReplayDraft::estimateAgain() {
    m_pause.stop();
    if (selectionProblem().isEmpty() && editsProblem(m_options.edits).isEmpty())
        m_estimate.ask(m_control.estimate(plan()));
}

void ReplayDraft::dryRun() {
    if (m_target.problem().isEmpty())
        m_findings.ask(m_control.dryRun(plan(), m_target.headers()));
}

void ReplayDraft::start() {
    if (!problem().isEmpty() || m_starting.isBusy())
        return;
    m_target.remember();
    m_starting.ask(m_control.start(plan(), m_target.headers()), [this](const QString& id) { Q_EMIT started(id); });
}

bool ReplayDraft::isBusy() const {
    return m_pause.isActive() || m_sessions.isBusy() || m_import.isBusy() || m_estimate.isBusy() || m_findings.isBusy()
        || m_starting.isBusy();
}

} // namespace spanglass
