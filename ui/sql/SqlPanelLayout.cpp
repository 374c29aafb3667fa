#include "ui/common/EmptyState.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SqlFindBar.h"
#include "ui/sql/SqlGrid.h"
#include "ui/sql/SqlPanel.h"
#include "ui/sql/SqlParameterStrip.h"
#include "ui/sql/SqlResultPage.h"
#include "ui/sql/SqlResults.h"
#include "ui/sql/SqlSidePane.h"
#include "ui/sql/SqlToolBar.h"

#include <QAction>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QFrame* line(QFrame::Shape shape) {
    auto* made = new QFrame;
    made->setFrameShape(shape);
    made->setFrameShadow(QFrame::Plain);
    made->setForegroundRole(QPalette::Mid);
    return made;
}

} // namespace

void SqlPanel::buildEmptyState() {
    m_empty = new EmptyState;
    m_empty->setContent("sql"_L1, tr("Ask your traces in SQL"),
        tr("Write a statement above and press Ctrl+Return, or start from one of the queries at the left. The tables "
           "and the "
           "SQL are those of Databricks, so what works here works on a SQL warehouse too."));
    for (int row = 0; row < m_queries.rowCount(); ++row) {
        const QModelIndex query = m_queries.index(row);
        const QString text = query.data(SavedQueries::TextRole).toString();
        const bool offered = query.data(SavedQueries::BuiltInRole).toBool()
            && (text.startsWith(u"-- Traces a day"_s) || text.startsWith(u"-- Error rate"_s)
                || text.startsWith(u"-- How long"_s));
        if (!offered)
            continue;
        auto* button = m_empty->addButton(query.data().toString(), "play"_L1);
        connect(button, &QPushButton::clicked, this, [this, text] { putIn(text, true); });
    }
}

void SqlPanel::buildLayout() {
    auto* writing = new QWidget;
    auto* above = new QVBoxLayout(writing);
    above->setContentsMargins(0, 0, 0, 0);
    above->setSpacing(0);
    above->addWidget(m_editor, 1);
    above->addWidget(m_find);
    above->addWidget(m_parameters);
    m_editor->setPlaceholderText(
        tr("SELECT name, count(*) AS spans\nFROM mlflow_experiment_trace_otel_spans\nGROUP BY name"));
    m_answers = new QStackedWidget;
    m_answers->addWidget(m_empty);
    m_answers->addWidget(m_results);
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(writing);
    m_rows->addWidget(m_answers);
    m_rows->setStretchFactor(0, 2);
    m_rows->setStretchFactor(1, 3);
    m_rows->setSizes({2'000, 3'000});
    m_columns = new QSplitter(Qt::Horizontal);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(m_side);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({280, 2'000});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(line(QFrame::HLine));
    layout->addWidget(m_columns, 1);
    setFocusProxy(m_editor);
    connect(m_bar->sidePane, &QAction::toggled, m_side, &QWidget::setVisible);
}

QAction* SqlPanel::action(const QString& text, const QKeySequence& keys, std::function<void()> run) {
    auto* made = new QAction(text, this);
    made->setShortcut(keys);
    connect(made, &QAction::triggered, this, std::move(run));
    m_keys << made;
    return made;
}

void SqlPanel::buildActions() {
    m_bar->run->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    m_bar->runAll->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter});
    m_bar->stop->setShortcut(Qt::CTRL | Qt::Key_Period);
    m_bar->save->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    m_bar->sidePane->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    connect(m_bar->run, &QAction::triggered, this, [this] { run(m_editor->chosenStatements()); });
    connect(m_bar->runAll, &QAction::triggered, this, [this] { run(m_editor->statements()); });
    connect(m_bar->stop, &QAction::triggered, &m_session, &SqlSession::cancel);
    connect(m_bar->save, &QAction::triggered, this, [this] {
        const std::vector<SqlPiece> chosen = m_editor->chosenStatements();
        QStringList texts;
        for (const SqlPiece& statement : chosen)
            texts << statement.text;
        m_side->saveQuery(texts.join(u";\n\n"_s));
    });
    m_keys << m_bar->run << m_bar->runAll << m_bar->stop;
    action(tr("Complete the word"), Qt::CTRL | Qt::Key_Space, [this] { m_editor->complete(); });
    action(tr("Comment lines out or in"), Qt::CTRL | Qt::Key_Slash, [this] { m_editor->toggleComment(); });
    action(tr("Find in the statements"), QKeySequence::Find, [this] { m_find->open(); });
    action(tr("Find the next"), Qt::Key_F3, [this] { m_find->findNext(false); });
    action(tr("Find the one before"), Qt::SHIFT | Qt::Key_F3, [this] { m_find->findNext(true); });
    action(tr("Go to the mistake"), Qt::Key_F8, [this] { m_editor->goToMistake(); });
    action(tr("Go between editor and answer"), Qt::Key_F6, [this] { switchFocus(); });
    action(tr("Show the rows or the chart"), Qt::CTRL | Qt::Key_G, [this] {
        if (SqlResultPage* page = m_results->currentPage())
            page->setChartShown(!page->showsChart());
    });
    action(tr("Next answer"), Qt::CTRL | Qt::Key_PageDown,
        [this] { m_results->setCurrentIndex(std::min(m_results->currentIndex() + 1, m_results->count() - 1)); });
    action(tr("Answer before"), Qt::CTRL | Qt::Key_PageUp,
        [this] { m_results->setCurrentIndex(std::max(m_results->currentIndex() - 1, 0)); });
    action(tr("Sort by the cell's column"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, [this] {
        if (SqlResultPage* page = m_results->currentPage())
            page->grid().sortByCursor();
    });
    action(tr("Copy with headings"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] {
        if (SqlResultPage* page = m_results->currentPage())
            page->grid().copySelected(SqlTextFormat::Tsv, true);
    });
    action(tr("Save the rows"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, [this] { chooseFile(); });
    m_keys << m_bar->save << m_bar->sidePane;
    for (QAction* each : m_keys) {
        each->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(each);
    }
    m_bar->sidePane->setChecked(true);
}

QList<ShortcutSection> SqlPanel::shortcuts() const {
    ShortcutSection grid{tr("Answer"),
        {{tr("Read a cell"), {QKeySequence(Qt::Key_Return)}},
            {tr("Copy what is selected"), {QKeySequence(QKeySequence::Copy)}}}};
    return {shortcutSection(tr("SQL"), m_keys), grid};
}

} // namespace spanglass
