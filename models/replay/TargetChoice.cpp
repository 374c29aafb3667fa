#include "models/replay/TargetChoice.h"

#include "models/replay/TargetChecks.h"
#include "models/workspace/KnownTables.h"

#include <QSettings>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int TypingPauseMs = 300;

const QStringList KindNames{u"databricks"_s, u"collector"_s, u"mlflow"_s, u"otlp"_s, u"file"_s};
const QStringList WireNames{u"http-protobuf"_s, u"http-json"_s, u"grpc"_s};

QStringList namesOf(const TargetHeaders& headers) {
    QStringList names;
    for (const TargetHeader& header : headers)
        names << header.name;
    return names;
}

TargetHeaders withoutValues(const QStringList& names) {
    TargetHeaders headers;
    for (const QString& name : names)
        headers.push_back({name, Secret()});
    return headers;
}

bool sameHeaders(const TargetHeaders& a, const TargetHeaders& b) {
    return std::ranges::equal(a, b, [](const TargetHeader& left, const TargetHeader& right) {
        return left.name == right.name && left.value.matches(right.value.reveal());
    });
}

bool fits(ConnectionKind connection, TargetKind target) {
    switch (target) {
    case TargetKind::Databricks:
    case TargetKind::CollectorApp:
        return connection == ConnectionKind::Databricks || connection == ConnectionKind::Practice;
    case TargetKind::MlflowServer:
        return connection == ConnectionKind::MlflowServer;
    case TargetKind::Otlp:
        return connection == ConnectionKind::Otlp;
    case TargetKind::File:
        break;
    }
    return false;
}

} // namespace

TargetChoice::TargetChoice(
    WorkspaceControl& workspaces, ConnectionControl& connections, QSettings& settings, QString group, QObject* parent)
    : QObject(parent)
    , m_workspaces(workspaces)
    , m_connections(connections)
    , m_settings(settings)
    , m_group(std::move(group))
    , m_experiments([this] { Q_EMIT changed(); }) {
    for (std::size_t kind = 0; kind < m_targets.size(); ++kind)
        m_targets[kind].kind = static_cast<TargetKind>(kind);
    restore();
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TargetChoice::listExperiments);
    connect(&workspaces, &WorkspaceControl::connectionsChanged, this, &TargetChoice::changed);
    connect(&connections, &ConnectionControl::changed, this, &TargetChoice::changed);
}

void TargetChoice::setKind(TargetKind kind) {
    if (m_kind == kind)
        return;
    m_kind = kind;
    m_experiments.forget();
    if (target().connectionId.isEmpty() && kind != TargetKind::Otlp && connections().size() == 1)
        return chooseConnection(connections().first().settings.id);
    Q_EMIT changed();
}

void TargetChoice::change(ReplayTarget target) {
    target.kind = m_kind;
    target.headerNames = namesOf(headers());
    if (target == this->target())
        return;
    m_targets[index(m_kind)] = std::move(target);
    Q_EMIT changed();
}

void TargetChoice::setHeaders(TargetHeaders headers) {
    if (sameHeaders(headers, this->headers()))
        return;
    m_headers[index(m_kind)] = std::move(headers);
    m_targets[index(m_kind)].headerNames = namesOf(this->headers());
    Q_EMIT changed();
}

void TargetChoice::take(const ReplayTarget& target) {
    m_kind = target.kind;
    m_targets[index(m_kind)] = target;
    m_headers[index(m_kind)] = withoutValues(target.headerNames);
    m_experiments.forget();
    Q_EMIT changed();
}

QString TargetChoice::problem() const { return targetProblem(target(), headers()); }

QList<Connection> TargetChoice::connections() const {
    QList<Connection> out = m_kind == TargetKind::Otlp ? m_connections.connections() : m_workspaces.connections();
    out.removeIf([this](const Connection& each) { return !fits(each.settings.kind, m_kind); });
    return out;
}

void TargetChoice::chooseConnection(const QString& id) {
    ReplayTarget wanted = target();
    wanted.connectionId = id;
    const QList<Connection> there = connections();
    const auto chosen = std::ranges::find(there, id, [](const Connection& each) { return each.settings.id; });
    const bool hasAddress = m_kind == TargetKind::MlflowServer || m_kind == TargetKind::Otlp;
    if (chosen != there.end() && hasAddress)
        wanted.url = chosen->settings.host;
    if (m_kind == TargetKind::Databricks && wanted.connectionId != target().connectionId) {
        m_targets[index(m_kind)].connectionId = id;
        wanted.spansTable = knownTables().value(0);
        wanted.logsTable.clear();
        wanted.metricsTable.clear();
        m_targets[index(m_kind)] = wanted;
        Q_EMIT changed();
        return;
    }
    change(wanted);
    if (m_kind == TargetKind::MlflowServer && !id.isEmpty())
        listExperiments();
}

QStringList TargetChoice::knownTables() const { return spanglass::knownTables(m_settings, target().connectionId); }

void TargetChoice::searchExperiments(const QString& name) {
    m_search = name;
    m_pause.start();
}

void TargetChoice::listExperiments() {
    if (m_kind == TargetKind::MlflowServer && !target().connectionId.isEmpty())
        m_experiments.ask(m_workspaces.experiments(target().connectionId, m_search));
}

QString TargetChoice::secretPlaceWords() const {
    const SecretPlace place = m_connections.secretPlace();
    if (place.kind == SecretPlace::Kind::Memory)
        return tr("Values of headers are kept in memory only, until Spanglass ends: there is no keychain. After that "
                  "they are asked for again.");
    return tr("Values of headers go to the system's keychain, never into a file or a log, and are not shown again.");
}

void TargetChoice::remember() {
    m_settings.beginGroup(m_group);
    m_settings.setValue("kind"_L1, KindNames[qsizetype(index(m_kind))]);
    m_settings.beginGroup(KindNames[qsizetype(index(m_kind))]);
    const ReplayTarget& kept = target();
    m_settings.setValue("connection"_L1, kept.connectionId);
    m_settings.setValue("url"_L1, kept.url);
    m_settings.setValue("wire"_L1, WireNames[qsizetype(kept.wire)]);
    m_settings.setValue("spansTable"_L1, kept.spansTable);
    m_settings.setValue("logsTable"_L1, kept.logsTable);
    m_settings.setValue("metricsTable"_L1, kept.metricsTable);
    m_settings.setValue("experiment"_L1, kept.experimentId);
    m_settings.setValue("file"_L1, kept.file);
    m_settings.setValue("gzip"_L1, kept.gzip);
    m_settings.setValue("headers"_L1, kept.headerNames);
    m_settings.endGroup();
    m_settings.endGroup();
}

void TargetChoice::restore() {
    m_settings.beginGroup(m_group);
    if (const qsizetype kind = KindNames.indexOf(m_settings.value("kind"_L1).toString()); kind >= 0)
        m_kind = static_cast<TargetKind>(kind);
    for (std::size_t kind = 0; kind < m_targets.size(); ++kind) {
        m_settings.beginGroup(KindNames[qsizetype(kind)]);
        ReplayTarget& kept = m_targets[kind];
        kept.connectionId = m_settings.value("connection"_L1).toString();
        kept.url = m_settings.value("url"_L1).toString();
        const qsizetype wire = WireNames.indexOf(m_settings.value("wire"_L1).toString());
        kept.wire = static_cast<OtlpWire>(std::max(qsizetype(0), wire));
        kept.spansTable = m_settings.value("spansTable"_L1).toString();
        kept.logsTable = m_settings.value("logsTable"_L1).toString();
        kept.metricsTable = m_settings.value("metricsTable"_L1).toString();
        kept.experimentId = m_settings.value("experiment"_L1).toString();
        kept.file = m_settings.value("file"_L1).toString();
        kept.gzip = m_settings.value("gzip"_L1).toBool();
        kept.headerNames = m_settings.value("headers"_L1).toStringList();
        m_headers[kind] = withoutValues(kept.headerNames);
        m_settings.endGroup();
    }
    m_settings.endGroup();
}

} // namespace spanglass
