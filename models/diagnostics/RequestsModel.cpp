#include "models/diagnostics/RequestsModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/ToolTip.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

RequestsModel::RequestsModel(const OwnRecords& records, QObject* parent)
    : QAbstractTableModel(parent)
    , m_records(records) { }

void RequestsModel::refresh() {
    if (m_records.requestCount() == m_total)
        return;
    m_total = m_records.requestCount();
    m_all = m_records.requests();
    std::ranges::reverse(m_all);
    select();
}

void RequestsModel::setSearch(const QString& text) {
    m_search = text.trimmed();
    select();
}

void RequestsModel::setOnlyFaulty(bool only) {
    m_onlyFaulty = only;
    select();
}

void RequestsModel::select() {
    beginResetModel();
    m_rows.clear();
    for (const RequestRecord& each : std::as_const(m_all)) {
        if (m_onlyFaulty && !isFaulty(each))
            continue;
        const QString whole = cell(each, Method) + u' ' + cell(each, Host) + u' ' + cell(each, Path) + u' '
            + cell(each, Status) + u' ' + cell(each, Fault) + u' ' + cell(each, RequestId);
        if (m_search.isEmpty() || whole.contains(m_search, Qt::CaseInsensitive))
            m_rows << each;
    }
    endResetModel();
}

const RequestRecord* RequestsModel::at(int row) const { return row >= 0 && row < rowCount() ? &m_rows[row] : nullptr; }

QString RequestsModel::text() const {
    QStringList lines;
    for (const RequestRecord& each : m_rows) {
        QStringList cells{formatIso(each.time)};
        for (int column = Method; column < ColumnCount; ++column)
            cells << cell(each, column);
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QString RequestsModel::cell(const RequestRecord& record, int column) const {
    switch (column) {
    case Time:
        return formatTimestamp(record.time).sliced(11, 12); // "09:31:07.123"
    case Method:
        return QString::fromLatin1(record.method);
    case Host:
        return record.host;
    case Path:
        return record.path;
    case Status:
        return record.status > 0 ? QString::number(record.status) : tr("none");
    case Took:
        return formatDuration(record.duration);
    case Try:
        return QString::number(record.attempt);
    case Fault:
        return record.fault;
    case RequestId:
        return QString::fromLatin1(record.requestId);
    default:
        return {};
    }
}

int RequestsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RequestsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant RequestsModel::data(const QModelIndex& index, int role) const {
    const RequestRecord* one = at(index.row());
    if (!one)
        return {};
    if (role == Qt::TextAlignmentRole && (index.column() == Took || index.column() == Try))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return plainToolTip(cell(*one, index.column()));
    return role == Qt::DisplayRole ? cell(*one, index.column()) : QVariant();
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Time"), tr("Method"), tr("Host"), tr("Path"), tr("Status"), tr("Took"), tr("Try"),
                            tr("Fault"), tr("Request id")},
        section, orientation, role, section == Took || section == Try);
}

} // namespace spanglass
