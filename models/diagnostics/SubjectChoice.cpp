#include "models/diagnostics/SubjectChoice.h"

#include "models/common/Quantity.h"
#include "models/workspace/KnownTables.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr int TypingPauseMs = 300;

} // namespace

SubjectChoice::SubjectChoice(
    DiagnosisControl& control, WorkspaceControl& workspaces, QSettings& settings, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_workspaces(workspaces)
    , m_settings(settings)
    , m_subject(control.lastSubject())
    , m_experiments([this] { Q_EMIT changed(); }) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &SubjectChoice::listExperiments);
    connect(&workspaces, &WorkspaceControl::connectionsChanged, this, &SubjectChoice::changed);
}

void SubjectChoice::begin() {
    if (m_chosen || m_subject == m_control.lastSubject())
        return;
    m_subject = m_control.lastSubject();
    Q_EMIT changed();
}

void SubjectChoice::tell() {
    m_chosen = true;
    Q_EMIT changed();
}

const Connection* SubjectChoice::connection() const {
    const QList<Connection> all = connections();
    const auto found
        = std::ranges::find(all, m_subject.connectionId, [](const Connection& each) { return each.settings.id; });
    m_connection = found == all.end() ? std::nullopt : std::optional(*found);
    return m_connection ? &*m_connection : nullptr;
}

void SubjectChoice::chooseConnection(const QString& id) {
    if (id == m_subject.connectionId)
        return;
    const DiagnosisSubject last = m_control.lastSubject();
    const bool known = !id.isEmpty() && last.connectionId == id;
    m_subject.connectionId = id;
    m_subject.plan = known ? last.plan : SetupPlan();
    m_subject.spansTable = known ? last.spansTable : QString();
    if (const Connection* chosen = connection(); chosen && !known) {
        m_subject.plan.connectionId = id;
        m_subject.plan.host = chosen->settings.host;
        m_subject.plan.profile = chosen->origin == ConnectionOrigin::Profile ? chosen->settings.profile : QString();
        m_subject.plan.mlflowServer = chosen->settings.kind == ConnectionKind::MlflowServer;
    }
    m_experiments.forget();
    tell();
}

void SubjectChoice::setExperiment(const QString& text) {
    const QString wanted = text.trimmed();
    const auto known = m_experiments.value().value_or(QList<Experiment>());
    const auto found = std::ranges::find(known, wanted, &Experiment::name);
    const bool isId = !wanted.isEmpty() && std::ranges::all_of(wanted, [](QChar c) { return c.isDigit(); });
    SetupPlan& plan = m_subject.plan;
    if (isId ? plan.experimentId == wanted : plan.experimentName == wanted)
        return;
    plan.experimentName = isId ? QString() : wanted;
    plan.experimentId = isId ? wanted : found != known.end() ? found->id : QString();
    tell();
}

void SubjectChoice::setTable(const QString& name) {
    if (m_subject.spansTable == name.trimmed())
        return;
    m_subject.spansTable = name.trimmed();
    tell();
}

void SubjectChoice::setApp(const AppConfigSource& app) {
    if (m_subject.app == app)
        return;
    m_subject.app = app;
    tell();
}

void SubjectChoice::setProbe(bool on) {
    if (m_subject.probe == on)
        return;
    m_subject.probe = on;
    tell();
}

void SubjectChoice::searchExperiments(const QString& name) {
    m_search = name;
    m_pause.start();
}

void SubjectChoice::listExperiments() {
    const QString& id = m_subject.connectionId;
    if (!id.isEmpty() && m_workspaces.isRunning(id))
        m_experiments.ask(m_workspaces.experiments(id, m_search));
}

QStringList SubjectChoice::tables() const { return knownTables(m_settings, m_subject.connectionId); }

QString appSourceWords(const AppConfigSource& source) {
    switch (source.kind) {
    case AppConfigSource::Kind::None:
        return SubjectChoice::tr("The app's own configuration is not looked at.");
    case AppConfigSource::Kind::Pasted:
        return counted(static_cast<std::uint64_t>(source.text.trimmed().count(u'\n') + 1),
            SubjectChoice::tr("%1 pasted line, kept in memory only."),
            SubjectChoice::tr("%1 pasted lines, kept in memory only."));
    case AppConfigSource::Kind::File:
        return source.file;
    case AppConfigSource::Kind::Process:
        return SubjectChoice::tr("The environment of process %1.").arg(source.process);
    }
    return {};
}

} // namespace spanglass
