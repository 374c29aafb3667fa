#pragma once

#include <QTreeWidget>

namespace spanglass {

class SqlCatalog;

/// The tables of a source with their columns, which are asked for when a table is opened. Return or a double click
/// writes the name into the editor.
class SqlTableTree final : public QTreeWidget {
    Q_OBJECT
public:
    explicit SqlTableTree(QWidget* parent = nullptr);

    void setCatalog(SqlCatalog* catalog);

Q_SIGNALS:
    void chosen(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();
    void fillColumns(QTreeWidgetItem& table);
    void choose();

    SqlCatalog* m_catalog = nullptr;
    QStringList m_tables; ///< those that are shown
};

} // namespace spanglass
