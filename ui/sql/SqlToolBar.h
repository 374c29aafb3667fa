#pragma once

#include "models/sql/SqlSources.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QToolButton;

namespace spanglass {

/// Above the editor: where statements run, running and stopping, and how many rows are fetched.
class SqlToolBar final : public QWidget {
    Q_OBJECT
public:
    explicit SqlToolBar(SqlSources& sources, QWidget* parent = nullptr);

    QAction* const run; ///< the selection, or the statement at the cursor
    QAction* const runAll;
    QAction* const stop;
    QAction* const save; ///< as a query
    QAction* const goOn; ///< checkable: past mistakes
    QAction* const sidePane; ///< checkable

    QString sourceId() const;
    /// False when there is no such source.
    bool setSourceId(const QString& id);
    std::uint64_t rowLimit() const;
    void setRowLimit(std::uint64_t limit);
    void setRunning(bool running);

Q_SIGNALS:
    void sourceChanged();

private:
    void showSource();
    QToolButton* button(QAction* action, Qt::ToolButtonStyle style);

    SqlSources& m_sources;
    QComboBox* m_source;
    QLabel* m_readOnly;
    QComboBox* m_limit;
};

} // namespace spanglass
