#pragma once

#include "services/core/Diagnosis.h"

#include <QAbstractTableModel>

namespace spanglass {

/// What a check has seen, a row each.
class EvidenceModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Value, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvidence(const QList<CheckEvidence>& evidence);
    /// "label<tab>value" lines, to be copied.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<CheckEvidence> m_rows;
};

} // namespace spanglass
