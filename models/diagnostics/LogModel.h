#pragma once

#include "services/core/OwnRecords.h"

#include <QAbstractTableModel>

namespace spanglass {

/// Messages of the program's log, the newest last: those of a level and above that hold a text. GUI thread.
class LogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Category, Text, ColumnCount };
    enum Role { LevelRole = Qt::UserRole };

    /// `records` must outlive this.
    explicit LogModel(const OwnRecords& records, QObject* parent = nullptr);

    /// Reads what is new.
    void refresh();
    void setLeast(LogLevel level);
    void setSearch(const QString& text);
    /// As lines, to be copied.
    QString text() const;
    /// In this run, whatever is shown.
    quint64 total() const { return m_total; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void select();
    bool isShown(const LogMessage& message) const;

    const OwnRecords& m_records;
    QList<LogMessage> m_all;
    QList<LogMessage> m_rows;
    quint64 m_total = 0;
    LogLevel m_least = LogLevel::Info;
    QString m_search;
};

/// "warning", "error", ...
QString logLevelWords(LogLevel level);

} // namespace spanglass
