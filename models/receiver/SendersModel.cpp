#include "models/receiver/SendersModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

auto keyOf(const SenderInfo& sender) {
    return std::tie(sender.service, sender.sdk, sender.userAgent, sender.transport);
}

bool sameFigures(const SenderInfo& a, const SenderInfo& b) {
    return a.lastSeen == b.lastSeen && a.requests == b.requests && a.items == b.items && a.bytes == b.bytes;
}

QString viaText(Transport transport) {
    switch (transport) {
    case Transport::Http:
        return u"HTTP"_s;
    case Transport::Grpc:
        return u"gRPC"_s;
    case Transport::Import:
        return SendersModel::tr("File");
    }
    return {};
}

QString textOf(const SenderInfo& sender, int column) {
    switch (column) {
    case SendersModel::Service:
        return sender.service.isEmpty() ? SendersModel::tr("(no service)") : sender.service;
    case SendersModel::Sdk:
        return sender.sdk.isEmpty() ? u"–"_s : sender.sdk;
    case SendersModel::UserAgent:
        return sender.userAgent.isEmpty() ? u"–"_s : sender.userAgent;
    case SendersModel::Via:
        return viaText(sender.transport);
    case SendersModel::Requests:
        return formatCount(sender.requests);
    case SendersModel::Items:
        return formatCount(sender.items);
    case SendersModel::Bytes:
        return formatBytes(double(sender.bytes));
    case SendersModel::LastSeen:
        return formatAge(sender.lastSeen, UnixNanos::now());
    default:
        return {};
    }
}

QVariant rawOf(const SenderInfo& sender, int column) {
    switch (column) {
    case SendersModel::Requests:
        return QVariant::fromValue<quint64>(sender.requests);
    case SendersModel::Items:
        return QVariant::fromValue<quint64>(sender.items);
    case SendersModel::Bytes:
        return QVariant::fromValue<quint64>(sender.bytes);
    case SendersModel::LastSeen:
        return QVariant::fromValue<quint64>(sender.lastSeen.value);
    default:
        return textOf(sender, column);
    }
}

bool isNumeric(int column) { return column >= SendersModel::Requests && column <= SendersModel::Bytes; }

} // namespace

void SendersModel::setSenders(const std::vector<SenderInfo>& senders) {
    for (std::size_t row = m_rows.size(); row-- > 0;) {
        if (std::ranges::any_of(senders, [&](const SenderInfo& s) { return keyOf(s) == keyOf(m_rows[row]); }))
            continue;
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(row));
        endRemoveRows();
    }
    std::vector<SenderInfo> fresh;
    for (const SenderInfo& sender : senders) {
        const auto known = std::ranges::find_if(m_rows, [&](const SenderInfo& s) { return keyOf(s) == keyOf(sender); });
        if (known == m_rows.end()) {
            fresh.push_back(sender);
        } else if (!sameFigures(*known, sender)) {
            *known = sender;
            const int row = static_cast<int>(known - m_rows.begin());
            Q_EMIT dataChanged(index(row, Requests), index(row, LastSeen));
        }
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(m_rows.size() + fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

int SendersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SendersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SendersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const SenderInfo& sender = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(sender, index.column());
    case RawRole:
        return rawOf(sender, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (index.column() == LastSeen)
            return formatTimestamp(sender.lastSeen);
        if (index.column() == Bytes)
            return tr("%1 bytes").arg(formatCount(sender.bytes));
        return plainToolTip(textOf(sender, index.column()));
    default:
        return {};
    }
}

QVariant SendersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Service"), tr("SDK"), tr("User agent"), tr("Via"), tr("Requests"), tr("Items"),
                            tr("Bytes"), tr("Last seen")},
        section, orientation, role, isNumeric(section));
}

} // namespace spanglass
