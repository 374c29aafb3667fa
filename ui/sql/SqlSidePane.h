#pragma once

#include "models/sql/SavedQueries.h"
#include "models/sql/SqlHistory.h"

#include <QTabWidget>

namespace spanglass {

class SqlListPage;
class SqlTableTree;

/// Beside the editor: queries to start from, what was run before, and the tables there are.
class SqlSidePane final : public QTabWidget {
    Q_OBJECT
public:
    SqlSidePane(SavedQueries& queries, SqlHistory& history, QWidget* parent = nullptr);

    SqlTableTree& tables() { return *m_tables; }
    /// Asks for a name and keeps the text under it.
    void saveQuery(const QString& sql);

Q_SIGNALS:
    void chosen(const QString& sql); ///< to be put into the editor
    void runRequested(const QString& sql); ///< and run
    void nameChosen(const QString& name); ///< of a table or column
    void said(const QString& sentence);

private:
    SqlListPage* makeQueries();
    SqlListPage* makeHistory();
    void removeQueries(const QModelIndexList& picked);

    SavedQueries& m_queries;
    SqlHistory& m_history;
    SqlTableTree* m_tables;
};

} // namespace spanglass
