#include "ui/sql/SqlSidePane.h"

#include "ui/common/Icons.h"
#include "ui/common/NameDialog.h"
#include "ui/sql/SqlListPage.h"
#include "ui/sql/SqlTableTree.h"

#include <QMenu>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace spanglass {

SqlSidePane::SqlSidePane(SavedQueries& queries, SqlHistory& history, QWidget* parent)
    : QTabWidget(parent)
    , m_queries(queries)
    , m_history(history)
    , m_tables(new SqlTableTree) {
    setObjectName(u"sqlSidePane"_s);
    setDocumentMode(true);
    tabBar()->setExpanding(false);
    addTab(makeQueries(), tr("Queries"));
    addTab(makeHistory(), tr("History"));
    addTab(m_tables, tr("Tables"));
    for (int tab = 0; tab < 2; ++tab) {
        const auto* page = static_cast<SqlListPage*>(widget(tab));
        connect(page, &SqlListPage::chosen, this, &SqlSidePane::chosen);
        connect(page, &SqlListPage::runRequested, this, &SqlSidePane::runRequested);
    }
    connect(m_tables, &SqlTableTree::chosen, this, &SqlSidePane::nameChosen);
}

SqlListPage* SqlSidePane::makeQueries() {
    auto* page = new SqlListPage({m_queries, tr("Queries"), tr("No query"), SavedQueries::TextRole,
        SavedQueries::DescriptionRole, -1, [this](const QString& words) { m_queries.search(words); },
        [this](QMenu& menu, const QModelIndexList& picked) {
            const bool own = picked.size() == 1 && !picked[0].data(SavedQueries::BuiltInRole).toBool();
            if (own) {
                menu.addSeparator();
                menu.addAction(tr("Rename …"), this, [this, name = picked[0].data().toString()] {
                    askName(this, tr("Rename query"), name,
                        [this, name](const QString& to) { m_queries.rename(name, to); });
                });
                menu.addAction(themedIcon("trash"_L1), tr("Delete"), this, [this, picked] { removeQueries(picked); });
            }
            if (m_queries.canUndo())
                menu.addAction(themedIcon("undo"_L1), tr("Undo the last change"), this, [this] { m_queries.undo(); });
        },
        [this](const QModelIndexList& picked) { removeQueries(picked); }});
    page->setObjectName(u"sqlQueries"_s);
    return page;
}

SqlListPage* SqlSidePane::makeHistory() {
    const auto remove = [this](const QModelIndexList& picked) {
        m_history.removeRows(picked);
        Q_EMIT said(tr("Removed from the history; Undo is in the list's menu"));
    };
    auto* page = new SqlListPage({m_history, tr("History"),
        tr("Statements that you run are listed here, without passwords and tokens."), SqlHistory::TextRole,
        SqlHistory::FactsRole, SqlHistory::FailedRole, [this](const QString& words) { m_history.search(words); },
        [this, remove](QMenu& menu, const QModelIndexList& picked) {
            if (!picked.isEmpty()) {
                menu.addSeparator();
                menu.addAction(themedIcon("trash"_L1), tr("Remove"), this, [remove, picked] { remove(picked); });
            }
            if (!m_history.entries().empty())
                menu.addAction(tr("Remove all"), this, [this] {
                    m_history.clear();
                    Q_EMIT said(tr("History cleared; Undo is in the list's menu"));
                });
            if (m_history.canUndo())
                menu.addAction(themedIcon("undo"_L1), tr("Undo the removal"), this, [this] { m_history.undo(); });
        },
        remove});
    page->setObjectName(u"sqlHistory"_s);
    return page;
}

void SqlSidePane::removeQueries(const QModelIndexList& picked) {
    QStringList names;
    for (const QModelIndex& index : picked) {
        if (!index.data(SavedQueries::BuiltInRole).toBool())
            names << index.data().toString();
    }
    for (const QString& name : names)
        m_queries.remove(name);
    if (names.isEmpty())
        Q_EMIT said(tr("Queries that come with the program stay"));
    else
        Q_EMIT said(tr("“%1” deleted; Undo is in the list's menu").arg(names.last()));
}

void SqlSidePane::saveQuery(const QString& sql) {
    if (sql.trimmed().isEmpty()) {
        Q_EMIT said(tr("There is no statement to save"));
        return;
    }
    askName(this, tr("Save query"), {}, [this, sql](const QString& name) {
        const bool replaced = m_queries.has(name);
        m_queries.add(name, sql);
        setCurrentIndex(0);
        Q_EMIT said(replaced ? tr("Query “%1” replaced; Undo is in the list's menu").arg(name)
                             : tr("Query “%1” saved").arg(name));
    });
}

} // namespace spanglass
