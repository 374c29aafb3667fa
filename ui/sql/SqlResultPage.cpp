#include "ui/sql/SqlResultPage.h"

#include "models/common/Quantity.h"
#include "models/sql/SqlWords.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"
#include "ui/sql/SqlChartView.h"
#include "ui/sql/SqlGrid.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QToolButton* footButton(const QString& name, QLatin1StringView icon, const QString& text, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setToolTip(tip);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

} // namespace

SqlResultPage::SqlResultPage(QWidget* parent)
    : QWidget(parent)
    , m_model(new SqlResultModel(this))
    , m_grid(new SqlGrid(*m_model))
    , m_chartView(new SqlChartView)
    , m_stack(new QStackedWidget)
    , m_waiting(new QWidget)
    , m_waitText(new QLabel)
    , m_waitBar(new QProgressBar)
    , m_banner(new Banner) {
    m_banner->setObjectName(u"sqlProblem"_s);
    m_waitText->setObjectName(u"sqlWait"_s);
    m_waitText->setTextFormat(Qt::PlainText);
    m_waitText->setAlignment(Qt::AlignCenter);
    m_waitBar->setRange(0, 0);
    m_waitBar->setTextVisible(false);
    m_waitBar->setFixedSize(240, 8);
    auto* waiting = new QVBoxLayout(m_waiting);
    waiting->addStretch(2);
    waiting->addWidget(m_waitText);
    waiting->addWidget(m_waitBar, 0, Qt::AlignHCenter);
    waiting->addStretch(3);
    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_chartView);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFoot());

    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_canMark)
            Q_EMIT mistakeClicked();
    });
    connect(m_grid, &SqlGrid::said, this, &SqlResultPage::said);
    connect(m_grid, &SqlGrid::failed, m_banner, [this](const Error& error) { m_banner->showError(error); });
    connect(m_model, &SqlResultModel::sortingChanged, this, [this] {
        updateFoot();
        if (isSettled())
            Q_EMIT settled();
    });
    connect(&m_export, &QFutureWatcherBase::progressValueChanged, m_saving, &QProgressBar::setValue);
    connect(m_stopSaving, &QToolButton::clicked, &m_export, &QFutureWatcherBase::cancel);
}

SqlResultPage::~SqlResultPage() { m_export.cancel(); }

QWidget* SqlResultPage::makeFoot() {
    m_facts = new ElidedLabel;
    m_facts->setObjectName(u"sqlFacts"_s);
    m_activity = new QLabel;
    m_activity->setObjectName(u"sqlActivity"_s);
    m_saving = new QProgressBar;
    m_saving->setObjectName(u"sqlSaving"_s);
    m_saving->setRange(0, 1'000);
    m_saving->setFixedWidth(160);
    m_saving->setAccessibleName(tr("Saving"));
    m_stopSaving = footButton(u"sqlStopSaving"_s, "close"_L1, tr("Cancel"), tr("Stop saving; the file is not made"));
    m_asGrid = footButton(u"sqlAsGrid"_s, "list"_L1, tr("Rows"), tr("Show the rows (Ctrl+G)"));
    m_asChart = footButton(u"sqlAsChart"_s, "chart"_L1, tr("Chart"), tr("Show the chart (Ctrl+G)"));
    m_save = footButton(u"sqlSave"_s, "export"_L1, tr("Save …"), tr("Save the rows as CSV or JSON (Ctrl+Shift+E)"));
    for (QToolButton* button : {m_asGrid, m_asChart}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
    }
    auto* foot = new QWidget;
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(12, 3, 8, 3);
    layout->setSpacing(4);
    layout->addWidget(m_facts, 1);
    for (QWidget* each :
        std::initializer_list<QWidget*>{m_activity, m_saving, m_stopSaving, m_asGrid, m_asChart, m_save})
        layout->addWidget(each);
    connect(m_asGrid, &QToolButton::clicked, this, [this] { setChartShown(false); });
    connect(m_asChart, &QToolButton::clicked, this, [this] { setChartShown(true); });
    connect(m_save, &QToolButton::clicked, this, &SqlResultPage::saveRequested);
    updateFoot();
    return foot;
}

void SqlResultPage::showRun(const SqlRun& run) {
    m_waitBar->setVisible(run.state == SqlRunState::Running);
    switch (run.state) {
    case SqlRunState::Done:
        if (!m_taken)
            showTable(run.table);
        break;
    case SqlRunState::Failed:
        m_canMark = sqlErrorPlace(run.error.message, run.statement.text).has_value();
        m_banner->showError(run.error, m_canMark ? tr("Show the place") : QString());
        m_waitText->clear(); // the banner says it all
        m_facts->setText(tr("failed after %1").arg(sqlDuration(run.time)));
        break;
    case SqlRunState::Cancelled:
        m_waitText->setText(tr("Cancelled"));
        m_facts->setText(tr("cancelled after %1").arg(sqlDuration(run.time)));
        break;
    case SqlRunState::Skipped:
        m_waitText->setText(tr("Not run: the run ended before this statement"));
        break;
    case SqlRunState::Waiting:
        m_waitText->setText(tr("Waits for the statements before it"));
        break;
    case SqlRunState::Running:
        showTime(run);
        break;
    }
}

void SqlResultPage::showFacts(const SqlRun& run) { m_facts->setText(sqlFacts(run)); }

void SqlResultPage::showTime(const SqlRun& run) {
    const QString time = sqlElapsed(run.time);
    m_waitText->setText(run.progress.isEmpty() ? tr("Running, %1").arg(time) : tr("%1 · %2").arg(run.progress, time));
}

void SqlResultPage::showTable(const SqlTable& table) {
    m_taken = true;
    m_model->setTable(table);
    m_facts->setText(sqlFacts(table));
    if (table.truncated)
        m_banner->showMessage(BannerKind::Info,
            tr("Only the first %1 are here; there are more.").arg(counted(table.rowCount(), tr("row"), tr("%1 rows"))),
            tr("Choose a higher limit above, or narrow the statement."));
    m_stack->setCurrentWidget(m_grid);
    m_grid->fitColumns();
    m_charting.ask(QtConcurrent::run([table]() -> Result<std::optional<SqlChart>> { return sqlChartOf(table); }),
        [this](const Result<std::optional<SqlChart>>& chart) {
            m_chart = chart ? *chart : std::nullopt;
            m_chartView->setChart(m_chart);
            setChartShown(m_chart.has_value());
            if (isSettled())
                Q_EMIT settled();
        });
    updateFoot();
}

bool SqlResultPage::showsChart() const { return m_stack->currentWidget() == m_chartView; }

void SqlResultPage::setChartShown(bool shown) {
    if (!hasRows())
        return;
    const bool hadFocus = m_grid->hasFocus() || m_chartView->hasFocus();
    QWidget* page = shown && m_chart ? static_cast<QWidget*>(m_chartView) : m_grid;
    m_stack->setCurrentWidget(page);
    if (hadFocus)
        page->setFocus();
    updateFoot();
}

void SqlResultPage::focusAnswer() { m_stack->currentWidget()->setFocus(); }

void SqlResultPage::save(const QString& file, SqlTextFormat format) {
    m_export.cancel();
    m_export.disconnect(this);
    connect(&m_export, &QFutureWatcherBase::finished, this, [this, file] {
        const auto future = m_export.future();
        finishSaving(future.resultCount() > 0 ? future.result()
                                              : Result<SqlExported>(failure(ErrorCode::Cancelled, tr("Cancelled"))),
            file);
    });
    m_saving->setValue(0);
    m_export.setFuture(sqlExport(m_model->rows(), format, file));
    updateFoot();
}

void SqlResultPage::finishSaving(const Result<SqlExported>& done, const QString& file) {
    updateFoot();
    if (done)
        Q_EMIT said(tr("%1, %2, written to %3")
                        .arg(counted(done->rows, tr("%1 row"), tr("%1 rows")),
                            formatBytes(static_cast<double>(done->bytes)), QFileInfo(file).fileName()));
    else if (done.error().code == ErrorCode::Cancelled)
        Q_EMIT said(tr("Saving cancelled; no file was made"));
    else
        m_banner->showError(done.error());
    Q_EMIT settled();
}

bool SqlResultPage::isSettled() const {
    return !m_charting.isPending() && !m_model->isSorting() && !m_export.isRunning() && !m_grid->isCopying();
}

void SqlResultPage::updateFoot() {
    const bool rows = hasRows();
    const bool saving = m_export.isRunning();
    m_activity->setText(m_model->isSorting() ? tr("sorting …") : QString());
    m_saving->setVisible(saving);
    m_stopSaving->setVisible(saving);
    m_asGrid->setVisible(rows && m_chart);
    m_asChart->setVisible(rows && m_chart);
    m_asGrid->setChecked(!showsChart());
    m_asChart->setChecked(showsChart());
    m_save->setVisible(rows);
    m_save->setEnabled(!saving);
}

} // namespace spanglass
