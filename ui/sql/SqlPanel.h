#pragma once

#include "models/sql/SavedQueries.h"
#include "models/sql/SqlCatalog.h"
#include "models/sql/SqlCompletion.h"
#include "models/sql/SqlHistory.h"
#include "models/sql/SqlSession.h"
#include "ui/common/Panel.h"

#include <QTimer>

#include <map>

class QSplitter;
class QStackedWidget;

namespace spanglass {

class EmptyState;
class SqlEditor;
class SqlFindBar;
class SqlParameterStrip;
class SqlResults;
class SqlSidePane;
class SqlToolBar;

/// The SQL console: an editor, the answers below it, and beside both the queries, the history and the tables.
class SqlPanel final : public Panel {
    Q_OBJECT
public:
    /// `sources` and `settings` outlive the panel. Sources may come and go while it is open.
    SqlPanel(SqlSources& sources, QSettings& settings, QWidget* parent = nullptr);
    ~SqlPanel() override;

    /// Where connections put theirs.
    SqlSources& sources() const { return m_sources; }

    bool isSettled() const override;
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;

private:
    void buildLayout();
    void buildEmptyState();
    void buildActions();
    void connectParts();
    QAction* action(const QString& text, const QKeySequence& keys, std::function<void()> run);

    void run(std::vector<SqlPiece> statements);
    void start(const SqlSource& source, std::vector<SqlPiece> statements);
    void runChanged(int run);
    void runFinished();
    void putIn(const QString& sql, bool andRun);
    void useSource();
    void useStatements();
    void switchFocus();
    void chooseFile();
    void keepDraft();
    void settleIfQuiet();
    SqlCatalog* catalogOf(const SqlSource& source);

    SqlSources& m_sources;
    QSettings& m_settings;
    SavedQueries m_queries;
    SqlHistory m_history;
    SqlCompletion m_completion;
    SqlSession m_session;
    /// One for each source, for as long as its warehouse is the same.
    std::map<QString, std::pair<std::weak_ptr<SqlWarehouse>, std::unique_ptr<SqlCatalog>>> m_catalogs;
    SqlToolBar* m_bar;
    SqlEditor* m_editor;
    SqlFindBar* m_find;
    SqlParameterStrip* m_parameters;
    SqlResults* m_results;
    SqlSidePane* m_side;
    EmptyState* m_empty;
    QStackedWidget* m_answers = nullptr;
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    QList<QAction*> m_keys;
    QTimer m_draft; ///< writes the draft when the typing pauses
    QString m_runningAt; ///< id of the source of the present run
    QString m_folder; ///< of the last saved answer
};

} // namespace spanglass
