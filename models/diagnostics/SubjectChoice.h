#pragma once

#include "models/workspace/Step.h"
#include "services/core/DiagnosisControl.h"
#include "services/core/WorkspaceControl.h"

#include <QTimer>

class QSettings;

namespace spanglass {

/// What is to be diagnosed, as it is being chosen; begins with what was looked at last. GUI thread.
class SubjectChoice final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    SubjectChoice(
        DiagnosisControl& control, WorkspaceControl& workspaces, QSettings& settings, QObject* parent = nullptr);

    /// Takes the last subject again, unless something was chosen here.
    void begin();
    const DiagnosisSubject& subject() const { return m_subject; }
    QList<Connection> connections() const { return m_workspaces.connections(); }
    /// Null: none is chosen, only this computer is looked at.
    const Connection* connection() const;

    /// An empty id: none. What was chosen for another connection is forgotten.
    void chooseConnection(const QString& id);
    /// A name that the workspace told stands for its id; digits are an id.
    void setExperiment(const QString& text);
    void setTable(const QString& name);
    void setApp(const AppConfigSource& app);
    void setProbe(bool on);

    /// Asks when typing pauses, and only where that starts nothing.
    void searchExperiments(const QString& name);
    const Step<QList<Experiment>>& experiments() const { return m_experiments; }
    /// Of the connection, known without asking.
    QStringList tables() const;

Q_SIGNALS:
    void changed();

private:
    void listExperiments();
    void tell();

    DiagnosisControl& m_control;
    WorkspaceControl& m_workspaces;
    QSettings& m_settings;
    DiagnosisSubject m_subject;
    bool m_chosen = false; ///< something, by the person
    mutable std::optional<Connection> m_connection; ///< what connection() points to
    QString m_search;
    QTimer m_pause;
    Step<QList<Experiment>> m_experiments;
};

/// "a .env file: /home/ada/shop/.env", "the environment of process 4711", ... for the line beside the choice.
QString appSourceWords(const AppConfigSource& source);

} // namespace spanglass
