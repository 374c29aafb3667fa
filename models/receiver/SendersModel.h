#pragma once

#include "services/core/ReceiverControl.h"

#include <QAbstractTableModel>

namespace spanglass {

/// Who sends to the receiver: one row per service, SDK, user agent and transport. Rows keep their places while their
/// figures move; sort with a proxy on RawRole. GUI thread.
class SendersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Service, Sdk, UserAgent, Via, Requests, Items, Bytes, LastSeen, ColumnCount };
    enum Role { RawRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setSenders(const std::vector<SenderInfo>& senders);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<SenderInfo> m_rows;
};

} // namespace spanglass
