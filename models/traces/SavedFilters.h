#pragma once

#include <QAbstractListModel>

#include <optional>
#include <vector>

class QSettings;

namespace spanglass {

/// Filters a person gave a name, and the texts used lately; kept in settings at once. GUI thread.
class SavedFilters : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TextRole = Qt::UserRole };
    static constexpr int MaxRecent = 12;

    struct Entry {
        QString name;
        QString text;
        bool operator==(const Entry&) const = default;
    };

    explicit SavedFilters(QSettings& settings, QObject* parent = nullptr);

    const std::vector<Entry>& entries() const { return m_entries; }
    /// A filter of the same name is replaced.
    void add(const QString& name, const QString& text);
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);
    /// Takes the last add, rename or removal back.
    void undo();
    bool canUndo() const { return m_before.has_value(); }

    const QStringList& recent() const { return m_recent; }
    void noteUsed(const QString& text);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void change(std::vector<Entry> entries);
    void store() const;

    QSettings& m_settings;
    std::vector<Entry> m_entries; ///< by name
    std::optional<std::vector<Entry>> m_before;
    QStringList m_recent;
};

} // namespace spanglass
