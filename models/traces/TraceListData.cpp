// What the trace list holds and shows in each row; the list's working is in TraceListModel.cpp.
#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "models/traces/TraceListModel.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString nameText(const TraceSummary& row) {
    return row.rootName.isEmpty() ? TraceListModel::tr("(no name)") : row.rootName;
}

QString serviceText(const TraceSummary& row) {
    if (row.services.isEmpty())
        return TraceListModel::tr("(no service)");
    if (row.services.size() == 1)
        return row.services.front();
    return row.services.front() + u" +"_s + QString::number(row.services.size() - 1);
}

QString startText(const TraceSummary& row) {
    return row.start.isSet() ? formatAge(row.start, UnixNanos::now()) : TraceListModel::tr("no time");
}

QString displayText(const TraceSummary& row, int column) {
    switch (column) {
    case TraceListModel::Name:
        return nameText(row);
    case TraceListModel::Service:
        return serviceText(row);
    case TraceListModel::Start:
        return startText(row);
    case TraceListModel::Duration:
        return formatDuration(row.duration());
    case TraceListModel::Spans:
        return QLocale().toString(row.spans);
    case TraceListModel::Errors:
        return row.errors ? QLocale().toString(row.errors) : QString();
    default:
        return {};
    }
}

QVariant rawValue(const TraceSummary& row, int column) {
    switch (column) {
    case TraceListModel::Name:
        return row.rootName;
    case TraceListModel::Service:
        return row.services;
    case TraceListModel::Start:
        return QVariant::fromValue<quint64>(row.start.value);
    case TraceListModel::Duration:
        return QVariant::fromValue<qint64>(row.duration().value);
    case TraceListModel::Spans:
        return row.spans;
    case TraceListModel::Errors:
        return row.errors;
    default:
        return {};
    }
}

QString toolTip(const TraceSummary& row, int column) {
    switch (column) {
    case TraceListModel::Name:
        return row.rootMissing
            ? TraceListModel::tr("%1\nThe root span has not arrived; this is the earliest span's name.")
                  .arg(nameText(row))
            : nameText(row) + u'\n' + row.id.text();
    case TraceListModel::Service:
        return row.services.join(u'\n');
    case TraceListModel::Start:
        return row.start.isSet() ? formatTimestamp(row.start) + u'\n' + formatIso(row.start)
                                 : TraceListModel::tr("The spans of this trace carry no start time.");
    case TraceListModel::Duration:
        return formatNanosExact(row.duration());
    case TraceListModel::Spans:
        return counted(row.spans, TraceListModel::tr("%1 span"), TraceListModel::tr("%1 spans"));
    default:
        return counted(row.errors, TraceListModel::tr("%1 span with status error"),
            TraceListModel::tr("%1 spans with status error"));
    }
}

QString accessibleText(const TraceSummary& row, int column) {
    switch (column) {
    case TraceListModel::Spans:
    case TraceListModel::Errors:
        return toolTip(row, column);
    case TraceListModel::Service:
        return row.services.join(u", "_s);
    default:
        return displayText(row, column);
    }
}

bool isNumeric(int column) { return column >= TraceListModel::Duration; }

} // namespace

std::optional<TraceId> TraceListModel::traceAt(int row) const {
    const TraceSummary* summary = summaryAt(row);
    return summary ? std::optional(summary->id) : std::nullopt;
}

const TraceSummary* TraceListModel::summaryAt(int row) const {
    return row >= 0 && static_cast<std::uint64_t>(row) < m_rows ? m_cache.at(static_cast<std::uint64_t>(row)) : nullptr;
}

int TraceListModel::rowOf(TraceId id) const {
    const std::optional<std::uint64_t> row = m_cache.rowOf(id);
    return row && *row < m_rows ? static_cast<int>(*row) : -1;
}

int TraceListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows);
}

int TraceListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TraceListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    const TraceSummary* row = summaryAt(index.row());
    if (role == StateRole)
        return QVariant::fromValue(row     ? RowState::Loaded
                : m_state == State::Failed ? RowState::Failed
                                           : RowState::Loading);
    if (!row) {
        if (role == Qt::DisplayRole && index.column() == Name)
            return m_state == State::Failed ? tr("could not be read") : tr("loading…");
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return displayText(*row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(*row, index.column()));
    case Qt::AccessibleTextRole:
        return accessibleText(*row, index.column());
    case RawRole:
        return rawValue(*row, index.column());
    case TraceIdRole:
        return QVariant::fromValue(row->id);
    case ServicesRole:
        return row->services;
    case HasErrorRole:
        return row->errors > 0;
    case DurationShareRole: {
        const double share = m_longest.value > 0 ? double(row->duration().value) / double(m_longest.value) : 0.0;
        return std::clamp(share, 0.0, 1.0);
    }
    default:
        return {};
    }
}

QVariant TraceListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::DisplayRole) {
        const QString titles[ColumnCount]{
            tr("Name"), tr("Services"), tr("Started"), tr("Duration"), tr("Spans"), tr("Errors")};
        return titles[section];
    }
    if (role == Qt::ToolTipRole) {
        const QString tips[ColumnCount]{
            tr("Name of the root span; of the earliest span while the root has not arrived"),
            tr("Services that took part, first the one of the root"), tr("Start of the earliest span"),
            tr("From the start of the earliest span to the end of the latest"), tr("Spans received so far"),
            tr("Spans with status error")};
        return tips[section];
    }
    return {};
}

} // namespace spanglass
