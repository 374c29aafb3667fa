#pragma once

#include "services/core/ReceiverControl.h"

#include <QAbstractTableModel>

namespace spanglass {

/// What the receiver refused or remarked on, by name: only kinds that happened, worst first. GUI thread.
class RefusalsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SeverityColumn, Name, What, Count, Last, ColumnCount };
    enum Role {
        RawRole = Qt::UserRole,
        SeverityRole, ///< Severity as int
        SentenceRole,
        RemedyRole,
        ExampleRole, ///< the last one, plain text from outside
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setCounters(const std::array<RefusalCounter, RefusalCount>& counters);
    /// Lost requests and items; remarks are not counted.
    std::uint64_t lost() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Refusal refusal{};
        RefusalCounter counter;
    };
    static bool before(Refusal a, Refusal b);

    std::vector<Row> m_rows;
};

/// "Request refused", "Span refused", "Accepted, remark".
QString severityWord(Severity severity);

} // namespace spanglass
