#pragma once

#include "models/workspace/Step.h"
#include "services/core/SetupControl.h"

#include <QAbstractTableModel>

namespace spanglass {

/// The scorers that an experiment has, and what can be done to them. GUI thread.
class ScorersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Rate, Filter, ColumnCount };

    /// `control` must outlive this.
    explicit ScorersModel(SetupControl& control, QObject* parent = nullptr);

    /// Reads them again when it is another experiment. Empty ids: none.
    void setExperiment(const QString& connectionId, const QString& experimentId);
    void read();
    /// Asks what the change would send; previewed() tells.
    void preview(const ScorerChange& change);
    void change(const ScorerChange& change);
    void cancel();
    bool isBusy() const { return m_list.isBusy() || m_preview.isBusy(); }
    qint64 seconds() const { return m_preview.isBusy() ? m_preview.seconds() : m_list.seconds(); }
    const std::optional<Error>& error() const { return m_preview.error() ? m_preview.error() : m_list.error(); }
    /// Null when there is no such row.
    const MonitoredScorer* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();
    void previewed(const spanglass::ScorerChange& change, const spanglass::SetupCall& call);

private:
    void take(const QList<MonitoredScorer>& list);

    SetupControl& m_control;
    QString m_connectionId;
    QString m_experimentId;
    QList<MonitoredScorer> m_rows;
    Step<QList<MonitoredScorer>> m_list;
    Step<SetupCall> m_preview;
};

} // namespace spanglass
