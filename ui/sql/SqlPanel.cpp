#include "ui/sql/SqlPanel.h"

#include "models/sql/SqlSecrets.h"
#include "services/core/SqlEffect.h"
#include "ui/sql/SqlConfirmDialog.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SqlFindBar.h"
#include "ui/sql/SqlParameterStrip.h"
#include "ui/sql/SqlResultPage.h"
#include "ui/sql/SqlResults.h"
#include "ui/sql/SqlSidePane.h"
#include "ui/sql/SqlTableTree.h"
#include "ui/sql/SqlToolBar.h"

#include <QAction>
#include <QFileDialog>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto DraftPause = std::chrono::seconds(1);
constexpr qsizetype LongestDraft = 1 << 20; // characters

bool asksFirst(const SqlPiece& statement) { return sqlStatementKind(statement.text).asksFirst(); }

} // namespace

SqlPanel::SqlPanel(SqlSources& sources, QSettings& settings, QWidget* parent)
    : Panel("sql"_L1, tr("SQL"), "sql"_L1, parent)
    , m_sources(sources)
    , m_settings(settings)
    , m_queries(settings)
    , m_history(settings)
    , m_bar(new SqlToolBar(sources))
    , m_editor(new SqlEditor(m_completion))
    , m_find(new SqlFindBar(*m_editor))
    , m_parameters(new SqlParameterStrip)
    , m_results(new SqlResults(m_session))
    , m_side(new SqlSidePane(m_queries, m_history)) {
    setObjectName(u"sqlPanel"_s);
    m_draft.setSingleShot(true);
    m_draft.setInterval(DraftPause);
    buildEmptyState();
    buildLayout();
    buildActions();
    connectParts();
    settings.beginGroup(panelId());
    restoreState(settings);
    settings.endGroup();
    useSource();
}

SqlPanel::~SqlPanel() { m_session.disconnect(this); }

void SqlPanel::connectParts() {
    connect(m_bar, &SqlToolBar::sourceChanged, this, &SqlPanel::useSource);
    connect(m_editor, &SqlEditor::statementsChanged, this, &SqlPanel::useStatements);
    connect(m_editor, &QPlainTextEdit::textChanged, &m_draft, qOverload<>(&QTimer::start));
    connect(&m_draft, &QTimer::timeout, this, &SqlPanel::keepDraft);
    connect(m_parameters, &SqlParameterStrip::changed, this, [this] { m_completion.setValues(m_parameters->texts()); });
    connect(m_side, &SqlSidePane::chosen, this, [this](const QString& sql) { putIn(sql, false); });
    connect(m_side, &SqlSidePane::runRequested, this, [this](const QString& sql) { putIn(sql, true); });
    connect(m_side, &SqlSidePane::nameChosen, this, [this](const QString& name) {
        m_editor->insertPlainText(name);
        m_editor->setFocus();
    });
    connect(m_side, &SqlSidePane::said, this, &Panel::statusMessage);
    connect(m_results, &SqlResults::said, this, &Panel::statusMessage);
    connect(m_results, &SqlResults::saveRequested, this, &SqlPanel::chooseFile);
    connect(m_results, &SqlResults::mistakeClicked, m_editor, &SqlEditor::goToMistake);
    connect(m_results, &SqlResults::settled, this, &SqlPanel::settleIfQuiet);
    connect(&m_session, &SqlSession::changed, this, &SqlPanel::runChanged);
    connect(&m_session, &SqlSession::finished, this, &SqlPanel::runFinished);
}

void SqlPanel::run(std::vector<SqlPiece> statements) {
    const SqlSource* source = m_sources.find(m_bar->sourceId());
    if (!source || statements.empty() || m_session.isRunning()) {
        if (statements.empty())
            Q_EMIT statusMessage(tr("There is no statement to run"));
        return;
    }
    if (source->warehouse->isReadOnly() || std::ranges::none_of(statements, asksFirst)) {
        start(*source, std::move(statements));
        return;
    }
    auto* dialog = new SqlConfirmDialog(statements, source->name, this);
    connect(dialog, &QDialog::accepted, this, [this, id = source->id, statements = std::move(statements)] {
        // The source may have gone while the question stood.
        if (const SqlSource* still = m_sources.find(id))
            start(*still, statements);
    });
    dialog->open();
}

void SqlPanel::start(const SqlSource& source, std::vector<SqlPiece> statements) {
    m_runningAt = source.id;
    m_editor->noteStarted(statements);
    m_answers->setCurrentWidget(m_results);
    m_bar->setRunning(true);
    m_session.run(source, std::move(statements), {m_parameters->values(), m_bar->rowLimit(), m_bar->goOn->isChecked()});
}

void SqlPanel::runChanged(int run) {
    const SqlRun& each = m_session.runs()[static_cast<std::size_t>(run)];
    const bool ended = each.state == SqlRunState::Done || each.state == SqlRunState::Failed;
    if (!ended)
        return;
    const SqlSource* source = m_sources.find(m_runningAt);
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(each.time).count();
    const bool done = each.state == SqlRunState::Done;
    m_history.add({each.statement.text, source ? source->name : QString(), QDateTime::currentDateTimeUtc(),
        milliseconds, done ? static_cast<qint64>(each.table.rowCount()) : -1});
    if (done && source) {
        SqlCatalog* catalog = catalogOf(*source);
        catalog->allowAsking();
        if (asksFirst(each.statement))
            catalog->refresh(); // there may be other tables now
    }
    if (const auto place = done ? std::nullopt : sqlErrorPlace(each.error.message, each.statement.text))
        m_editor->markMistake(static_cast<std::size_t>(run), *place, each.error.message);
}

void SqlPanel::runFinished() {
    m_bar->setRunning(false);
    settleIfQuiet();
}

void SqlPanel::putIn(const QString& sql, bool andRun) {
    m_editor->append(sql);
    m_editor->setFocus();
    if (andRun)
        run(m_editor->chosenStatements());
}

void SqlPanel::useSource() {
    const SqlSource* source = m_sources.find(m_bar->sourceId());
    SqlCatalog* catalog = source ? catalogOf(*source) : nullptr;
    m_completion.setCatalog(catalog);
    m_side->tables().setCatalog(catalog);
    if (source) {
        m_queries.setShape(source->shape);
        m_parameters->setTable(source->spansTable);
        m_completion.setValues(m_parameters->texts());
    }
}

SqlCatalog* SqlPanel::catalogOf(const SqlSource& source) {
    auto& [warehouse, catalog] = m_catalogs[source.id];
    if (!catalog || warehouse.lock() != source.warehouse) {
        warehouse = source.warehouse;
        catalog = std::make_unique<SqlCatalog>(source.warehouse);
        if (source.asksFreely)
            catalog->allowAsking();
    }
    return catalog.get();
}

void SqlPanel::useStatements() {
    m_parameters->showNeeds(sqlNeeds(m_editor->toPlainText()));
    m_completion.setValues(m_parameters->texts());
}

void SqlPanel::switchFocus() {
    SqlResultPage* page = m_results->currentPage();
    if (m_editor->hasFocus() && page && m_answers->currentWidget() == m_results)
        page->focusAnswer();
    else
        m_editor->setFocus();
}

void SqlPanel::chooseFile() {
    SqlResultPage* page = m_results->currentPage();
    if (!page || !page->hasRows())
        return;
    auto* dialog = new QFileDialog(this, tr("Save the rows"), m_folder);
    dialog->setObjectName(u"sqlFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString json = tr("JSON (*.json)");
    dialog->setNameFilters({tr("CSV (*.csv)"), json});
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog, json](const QString& filter) { dialog->setDefaultSuffix(filter == json ? u"json"_s : u"csv"_s); });
    connect(dialog, &QFileDialog::accepted, page, [this, dialog, page] {
        const QString file = dialog->selectedFiles().value(0);
        m_folder = dialog->directory().absolutePath();
        page->save(file, file.endsWith(u".json"_s, Qt::CaseInsensitive) ? SqlTextFormat::Json : SqlTextFormat::Csv);
    });
    dialog->open();
}

bool SqlPanel::isSettled() const { return m_results->isSettled(); }

void SqlPanel::settleIfQuiet() {
    if (isSettled())
        Q_EMIT settled();
}

void SqlPanel::keepDraft() {
    m_settings.beginGroup(panelId());
    const QString text = m_editor->toPlainText();
    m_settings.setValue("draft"_L1, text.size() > LongestDraft ? QString() : withoutSecrets(text));
    m_settings.endGroup();
}

void SqlPanel::saveState(QSettings& settings) const {
    const QString text = m_editor->toPlainText();
    settings.setValue("draft"_L1, text.size() > LongestDraft ? QString() : withoutSecrets(text));
    settings.setValue("cursor"_L1, m_editor->textCursor().position());
    settings.setValue("source"_L1, m_bar->sourceId());
    settings.setValue("limit"_L1, QVariant::fromValue(m_bar->rowLimit()));
    settings.setValue("goOn"_L1, m_bar->goOn->isChecked());
    settings.setValue("side"_L1, m_bar->sidePane->isChecked());
    settings.setValue("sideTab"_L1, m_side->currentIndex());
    settings.setValue("columns"_L1, m_columns->saveState());
    settings.setValue("rows"_L1, m_rows->saveState());
    settings.setValue("folder"_L1, m_folder);
}

void SqlPanel::restoreState(QSettings& settings) {
    const QString draft = settings.value("draft"_L1).toString();
    if (draft != m_editor->toPlainText()) {
        m_editor->setPlainText(draft);
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(
            std::clamp(settings.value("cursor"_L1).toInt(), 0, m_editor->document()->characterCount() - 1));
        m_editor->setTextCursor(cursor);
    }
    m_bar->setSourceId(settings.value("source"_L1).toString());
    m_bar->setRowLimit(settings.value("limit"_L1).value<std::uint64_t>());
    m_bar->goOn->setChecked(settings.value("goOn"_L1).toBool());
    m_bar->sidePane->setChecked(settings.value("side"_L1, true).toBool());
    m_side->setCurrentIndex(settings.value("sideTab"_L1).toInt());
    m_columns->restoreState(settings.value("columns"_L1).toByteArray());
    m_rows->restoreState(settings.value("rows"_L1).toByteArray());
    m_folder = settings.value("folder"_L1).toString();
}

} // namespace spanglass
