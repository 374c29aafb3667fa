#pragma once

#include <QString>

class QSettings;

namespace spanglass {

/// How the table of spans is looked for.
enum class TracesWay : quint8 { Experiment, Schema };

/// What was chosen last for a connection. No secrets.
struct WorkspaceChoice {
    QString warehouseId;
    TracesWay way = TracesWay::Experiment;
    QString experimentId;
    QString catalog;
    QString schema;
    QString spansTable;

    bool operator==(const WorkspaceChoice&) const = default;
};

/// Remembers the last choices in the settings.
class WorkspaceMemory {
public:
    /// `settings` must outlive this.
    explicit WorkspaceMemory(QSettings& settings)
        : m_settings(settings) { }

    QString lastConnection() const;
    WorkspaceChoice choice(const QString& connectionId) const;
    void keep(const QString& connectionId, const WorkspaceChoice& choice);

private:
    QSettings& m_settings;
};

} // namespace spanglass
