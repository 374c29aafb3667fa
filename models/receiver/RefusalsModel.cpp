#include "models/receiver/RefusalsModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/Quantity.h"

#include <algorithm>

namespace spanglass {

namespace {

bool isNumeric(int column) { return column == RefusalsModel::Count; }

} // namespace

QString severityWord(Severity severity) {
    switch (severity) {
    case Severity::RequestLost:
        return RefusalsModel::tr("Request refused");
    case Severity::ItemLost:
        return RefusalsModel::tr("Span refused");
    case Severity::Remark:
        return RefusalsModel::tr("Accepted, remark");
    }
    return {};
}

bool RefusalsModel::before(Refusal a, Refusal b) {
    const Severity left = refusalInfo(a).severity;
    const Severity right = refusalInfo(b).severity;
    return left != right ? left > right : a < b;
}

void RefusalsModel::setCounters(const std::array<RefusalCounter, RefusalCount>& counters) {
    if (std::ranges::any_of(m_rows, [&](const Row& r) { return counters[std::size_t(r.refusal)].count == 0; })) {
        beginResetModel(); // a new run of the receiver counts from zero
        m_rows.clear();
        endResetModel();
    }
    for (std::size_t i = 0; i < RefusalCount; ++i) {
        if (counters[i].count == 0)
            continue;
        const auto refusal = static_cast<Refusal>(i);
        const auto place = std::ranges::lower_bound(m_rows, refusal, before, &Row::refusal);
        const int row = static_cast<int>(place - m_rows.begin());
        if (place == m_rows.end() || place->refusal != refusal) {
            beginInsertRows({}, row, row);
            m_rows.insert(place, Row{refusal, counters[i]});
            endInsertRows();
        } else if (place->counter.count != counters[i].count || place->counter.last != counters[i].last) {
            place->counter = counters[i];
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

std::uint64_t RefusalsModel::lost() const {
    std::uint64_t sum = 0;
    for (const Row& row : m_rows) {
        if (refusalInfo(row.refusal).severity != Severity::Remark)
            sum += row.counter.count;
    }
    return sum;
}

int RefusalsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RefusalsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant RefusalsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const RefusalInfo& info = refusalInfo(row.refusal);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case SeverityColumn:
            return severityWord(info.severity);
        case Name:
            return QString(info.key);
        case What:
            return QString(info.sentence);
        case Count:
            return formatCount(row.counter.count);
        case Last:
            return formatAge(row.counter.last, UnixNanos::now());
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return index.column() == Last ? formatTimestamp(row.counter.last) : QString(info.sentence);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case RawRole:
        if (index.column() == Count)
            return QVariant::fromValue<quint64>(row.counter.count);
        if (index.column() == Last)
            return QVariant::fromValue<quint64>(row.counter.last.value);
        return QString(info.key);
    case SeverityRole:
        return static_cast<int>(info.severity);
    case SentenceRole:
        return QString(info.sentence);
    case RemedyRole:
        return QString(info.remedy);
    case ExampleRole:
        return row.counter.example;
    default:
        return {};
    }
}

QVariant RefusalsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Outcome"), tr("Name"), tr("What happened"), tr("Count"), tr("Last")}, section, orientation,
        role, isNumeric(section));
}

} // namespace spanglass
