#include "models/diagnostics/LogModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/ToolTip.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString lineOf(const LogMessage& message) {
    return message.at.toString(Qt::ISODateWithMs) + u' ' + logLevelWords(message.level) + u": "_s + message.category
        + u": "_s + message.text;
}

} // namespace

LogModel::LogModel(const OwnRecords& records, QObject* parent)
    : QAbstractTableModel(parent)
    , m_records(records) { }

/// What is new is added below, so that what is read stays where it is; what the ring has dropped goes with the next
/// choice.
void LogModel::refresh() {
    const quint64 total = m_records.messageCount();
    if (total == m_total)
        return;
    const quint64 known = std::exchange(m_total, total);
    m_all = m_records.messages();
    QList<LogMessage> fresh;
    for (const LogMessage& each : std::as_const(m_all)) {
        if (each.number > known && isShown(each))
            fresh << each;
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_rows += fresh;
    endInsertRows();
}

void LogModel::setLeast(LogLevel level) {
    m_least = level;
    select();
}

void LogModel::setSearch(const QString& text) {
    m_search = text.trimmed();
    select();
}

bool LogModel::isShown(const LogMessage& message) const {
    return message.level >= m_least
        && (m_search.isEmpty() || message.text.contains(m_search, Qt::CaseInsensitive)
            || message.category.contains(m_search, Qt::CaseInsensitive));
}

void LogModel::select() {
    beginResetModel();
    m_rows.clear();
    for (const LogMessage& each : std::as_const(m_all)) {
        if (isShown(each))
            m_rows << each;
    }
    endResetModel();
}

QString LogModel::text() const {
    QStringList lines;
    for (const LogMessage& each : m_rows)
        lines << lineOf(each);
    return lines.join(u'\n');
}

int LogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const LogMessage& one = m_rows[index.row()];
    if (role == LevelRole)
        return QVariant::fromValue(one.level);
    if (role == Qt::ToolTipRole)
        return plainToolTip(one.text);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return one.at.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    case Level:
        return logLevelWords(one.level);
    case Category:
        return one.category;
    default:
        return one.text;
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Time"), tr("Level"), tr("Of"), tr("Message")}, section, orientation, role, false);
}

QString logLevelWords(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return LogModel::tr("debug");
    case LogLevel::Info:
        return LogModel::tr("info");
    case LogLevel::Warning:
        return LogModel::tr("warning");
    case LogLevel::Error:
        return LogModel::tr("error");
    }
    return {};
}

} // namespace spanglass
