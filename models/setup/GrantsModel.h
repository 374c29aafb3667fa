#pragma once

#include "services/core/SetupPlan.h"

#include <QAbstractTableModel>

namespace spanglass {

/// Who shall be able to do what with the traces; the two rights are checked and unchecked here. GUI thread.
class GrantsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Who, Kind, Writes, UsesWarehouse, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setGrants(const QList<PlannedGrant>& grants);
    const QList<PlannedGrant>& grants() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void edited(const QList<spanglass::PlannedGrant>& grants); ///< by the person
private:
    QList<PlannedGrant> m_rows;
};

/// "user", "group", "service principal".
QString principalKindWords(PrincipalKind kind);
/// "app orders-agent · 7f0c…": what people call it, and what grants name where that differs.
QString principalWords(const SetupPrincipal& principal);

} // namespace spanglass
