#pragma once

#include "models/sql/SqlSources.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

class QSettings;

namespace spanglass {

/// Queries to start from: a person's own, by name, kept in settings at once; then those that come with the program. The
/// texts of the latter fit the shape of the tables they will run on. GUI thread.
class SavedQueries final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TextRole = Qt::UserRole, BuiltInRole, DescriptionRole };

    struct Query {
        QString name;
        QString text;
        QString description; ///< of those that come with the program
        bool builtIn = false;

        bool operator==(const Query&) const = default;
    };

    explicit SavedQueries(QSettings& settings, QObject* parent = nullptr);

    /// One of the same name is replaced. Kept without secrets, see withoutSecrets().
    void add(const QString& name, const QString& text);
    bool has(const QString& name) const;
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);
    /// Takes the last add, rename or removal back.
    void undo();
    bool canUndo() const { return m_before.has_value(); }

    void setShape(SqlTableShape shape);
    /// Shows queries whose name, description or text holds every one of the words.
    void search(const QString& words);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void change(std::vector<Query> own);
    void store() const;
    void show();
    static std::vector<Query> builtIns(SqlTableShape shape);

    QSettings& m_settings;
    std::vector<Query> m_own; ///< by name
    std::optional<std::vector<Query>> m_before;
    std::vector<Query> m_shown;
    SqlTableShape m_shape = SqlTableShape::Store;
    QString m_words;
};

} // namespace spanglass
