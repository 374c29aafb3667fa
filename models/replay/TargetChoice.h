#pragma once

#include "models/workspace/Step.h"
#include "services/core/ConnectionControl.h"
#include "services/core/ReplayPlan.h"
#include "services/core/WorkspaceControl.h"

#include <QTimer>

#include <array>

class QSettings;

namespace spanglass {

/// A target as it is being chosen. What was typed for one kind stays while another one is looked at; the last one that
/// was used is remembered, without values of headers. GUI thread.
class TargetChoice final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this. `group` is what it is kept under: "replay/target".
    TargetChoice(WorkspaceControl& workspaces, ConnectionControl& connections, QSettings& settings, QString group,
        QObject* parent = nullptr);

    TargetKind kind() const { return m_kind; }
    void setKind(TargetKind kind);
    const ReplayTarget& target() const { return m_targets[index(m_kind)]; }
    /// One of the kind that is chosen. Takes its header names from headers().
    void change(ReplayTarget target);
    const TargetHeaders& headers() const { return m_headers[index(m_kind)]; }
    void setHeaders(TargetHeaders headers);
    /// What it was when it was used for something else; values of headers are asked for again.
    void take(const ReplayTarget& target);
    /// What is missing or wrong; empty when it can be used.
    QString problem() const;

    /// Those that can sign in at a target of the kind that is chosen.
    QList<Connection> connections() const;
    /// Also takes the address of the connection where the kind has one.
    void chooseConnection(const QString& id);
    /// Tables of spans of that connection that are known without asking, the latest first.
    QStringList knownTables() const;

    /// Of the MLflow server whose connection is chosen, by a part of their names; asks when typing pauses.
    void searchExperiments(const QString& name);
    const Step<QList<Experiment>>& experiments() const { return m_experiments; }

    /// Where values of headers go once it is used, in a sentence.
    QString secretPlaceWords() const;
    /// Keeps it as the last one.
    void remember();

Q_SIGNALS:
    void changed();

private:
    static std::size_t index(TargetKind kind) { return static_cast<std::size_t>(kind); }
    void restore();
    void listExperiments();

    WorkspaceControl& m_workspaces;
    ConnectionControl& m_connections;
    QSettings& m_settings;
    const QString m_group;
    TargetKind m_kind = TargetKind::Otlp;
    std::array<ReplayTarget, 5> m_targets;
    std::array<TargetHeaders, 5> m_headers;
    QString m_search;
    QTimer m_pause;
    Step<QList<Experiment>> m_experiments;
};

} // namespace spanglass
