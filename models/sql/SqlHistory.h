#pragma once

#include <QAbstractListModel>
#include <QDateTime>

#include <optional>
#include <vector>

class QSettings;

namespace spanglass {

/// The statements that were run, newest first, each text once, without secrets (see withoutSecrets()). Kept in settings
/// at once. The model's rows are those that match the search. GUI thread.
class SqlHistory final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TextRole = Qt::UserRole, FactsRole, FailedRole };
    static constexpr std::size_t MaxEntries = 200;
    static constexpr qsizetype MaxText = 20'000; ///< characters; longer statements are not kept

    struct Entry {
        QString sql;
        QString source; ///< name of where it ran
        QDateTime when;
        qint64 milliseconds = 0;
        qint64 rows = -1; ///< -1: it failed or was cancelled

        bool operator==(const Entry&) const = default;
    };

    explicit SqlHistory(QSettings& settings, QObject* parent = nullptr);

    void add(Entry entry);
    const std::vector<Entry>& entries() const { return m_entries; }
    /// Shows entries whose statement or source holds every one of the words.
    void search(const QString& words);
    void removeRows(const QModelIndexList& rows);
    void clear();
    /// Takes the last removal back, until something new is run.
    void undo();
    bool canUndo() const { return m_before.has_value(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void load();
    void store() const;
    void change(std::vector<Entry> entries);
    void filter();

    QSettings& m_settings;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_shown; ///< indexes into m_entries
    std::optional<std::vector<Entry>> m_before;
    QString m_words;
};

} // namespace spanglass
