#pragma once

#include "services/core/OwnRecords.h"

#include <QAbstractTableModel>

namespace spanglass {

/// The program's outgoing requests, the newest first, those that hold a text. GUI thread.
class RequestsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Method, Host, Path, Status, Took, Try, Fault, RequestId, ColumnCount };

    /// `records` must outlive this.
    explicit RequestsModel(const OwnRecords& records, QObject* parent = nullptr);

    void refresh();
    void setSearch(const QString& text);
    void setOnlyFaulty(bool only);
    /// No answer, or one that is an error.
    static bool isFaulty(const RequestRecord& record) { return !record.fault.isEmpty() || record.status >= 400; }
    /// Null for a row that is not there.
    const RequestRecord* at(int row) const;
    /// As lines of cells, to be copied.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void select();
    QString cell(const RequestRecord& record, int column) const;

    const OwnRecords& m_records;
    QList<RequestRecord> m_all;
    QList<RequestRecord> m_rows;
    quint64 m_total = 0;
    QString m_search;
    bool m_onlyFaulty = false;
};

} // namespace spanglass
