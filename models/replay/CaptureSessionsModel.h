#pragma once

#include "services/core/ReplayReport.h"

#include <QAbstractTableModel>

namespace spanglass {

/// Capture sessions and imported files, the latest first. GUI thread.
class CaptureSessionsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Length, Spans, Size, What, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setSessions(const QList<CaptureSession>& sessions);
    /// Null when there is no such row.
    const CaptureSession* at(int row) const;
    /// -1 when it is not there.
    int rowOf(const CaptureSession& session) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<CaptureSession> m_rows;
};

} // namespace spanglass
