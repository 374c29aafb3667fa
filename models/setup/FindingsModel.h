#pragma once

#include "services/core/SetupReport.h"

#include <QAbstractTableModel>

namespace spanglass {

/// What was looked at within a step. GUI thread.
class FindingsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Subject, Evidence, ColumnCount };
    enum Role { StateRole = Qt::UserRole }; ///< a SetupPageState

    using QAbstractTableModel::QAbstractTableModel;

    /// `openFirst`: with what is not right at the top.
    void setFindings(const QList<SetupFinding>& findings, bool openFirst = true);
    const SetupFinding& at(int row) const { return m_rows[row]; }
    /// How many are neither done nor unasked.
    int open() const;
    /// One a line, for a support case.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<SetupFinding> m_rows;
};

} // namespace spanglass
