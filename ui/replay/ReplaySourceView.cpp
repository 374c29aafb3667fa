#include "ui/replay/ReplaySourceView.h"

#include "models/common/Quantity.h"
#include "models/replay/ReplayDraft.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/traces/FilterBox.h"
#include "ui/traces/TimeButton.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ShownSessions = 6;

QWidget* page(std::initializer_list<QWidget*> parts) {
    auto* made = new QWidget;
    auto* layout = new QVBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* part : parts)
        layout->addWidget(part);
    layout->addStretch(1);
    return made;
}

QWidget* row(QWidget* wide, std::initializer_list<QWidget*> others) {
    auto* made = new QWidget;
    auto* layout = new QHBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(wide, 1);
    for (QWidget* other : others)
        layout->addWidget(other);
    return made;
}

} // namespace

ReplaySourceView::ReplaySourceView(ReplayDraft& draft, SpanSource& source, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_tabs(new QTabBar)
    , m_pages(new QStackedWidget) {
    m_tabs->setObjectName(u"replaySource"_s);
    m_tabs->setAccessibleName(tr("What is sent"));
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (const QString& title :
        {tr("Selected traces"), tr("Filter and time"), tr("Capture session"), tr("File"), tr("Everything")})
        m_tabs->addTab(title);
    m_pages->addWidget(makeTraces());
    m_pages->addWidget(makeFilter(source));
    m_pages->addWidget(makeSessions());
    m_pages->addWidget(makeFile());
    m_pages->addWidget(page({new QuietLine(u"everythingNote"_s,
        tr("All requests that the store holds, with the log records and metrics that the target takes."))}));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_tabs);
    layout->addWidget(m_pages);
    setFocusProxy(m_tabs);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (!m_refreshing)
            m_draft.setSource(static_cast<ReplaySource>(tab));
    });
    connect(&m_filter, &TraceFilter::queryChanged, this, &ReplaySourceView::tellFilter);
    connect(&m_filter, &TraceFilter::errorChanged, this, &ReplaySourceView::tellFilter);
    connect(&draft, &ReplayDraft::changed, this, &ReplaySourceView::refresh);
    refresh();
}

/// Hiding takes the focus from the filter, which ends its editing.
ReplaySourceView::~ReplaySourceView() {
    hide();
    m_sessions->setModel(nullptr);
}

QWidget* ReplaySourceView::makeTraces() {
    m_traces = wrappedLabel(u"selectedTraces"_s);
    auto* go = namedButton(u"goToTraces"_s, tr("Select in Traces"));
    go->setIcon(themedIcon("traces"_L1));
    connect(go, &QPushButton::clicked, this, &ReplaySourceView::tracesRequested);
    return page({row(m_traces, {go})});
}

QWidget* ReplaySourceView::makeFilter(SpanSource& source) {
    m_filterBox = new FilterBox(m_filter, source);
    m_filterBox->setMinimumHeight(32);
    auto* time = new TimeButton(m_filter);
    time->setMinimumHeight(32);
    m_filterProblem = new QuietLine(u"replayFilterProblem"_s);
    connect(m_filterBox, &QLineEdit::editingFinished, this, [this] { m_filter.apply(); });
    return page({row(m_filterBox, {time}), m_filterProblem});
}

QWidget* ReplaySourceView::makeSessions() {
    m_sessions = new QTableView;
    m_sessions->setObjectName(u"captureSessions"_s);
    m_sessions->setAccessibleName(tr("Capture sessions"));
    prepareChoiceTable(*m_sessions, m_sessionRows, CaptureSessionsModel::What);
    m_noSessions = new QuietLine(
        u"noSessions"_s, tr("Nothing has been captured yet. Send spans to the receiver, or read in a trace file."));
    m_sessionLine = new StepLine;
    connect(m_sessions->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& at) {
        if (const CaptureSession* chosen = m_sessionRows.at(at.row()); chosen && !m_refreshing)
            m_draft.chooseSession(*chosen);
    });
    connect(m_sessionLine, &StepLine::actionRequested, &m_draft, &ReplayDraft::listSessions);
    return page({m_sessions, m_noSessions, m_sessionLine});
}

QWidget* ReplaySourceView::makeFile() {
    m_file = new QLineEdit;
    m_file->setObjectName(u"replayFile"_s);
    m_file->setAccessibleName(tr("Trace file to send"));
    m_file->setPlaceholderText(tr("OTLP, Jaeger, Zipkin, Chrome or MLflow; also .gz and .zst"));
    m_file->setReadOnly(true);
    auto* choose = namedButton(u"chooseReplayFile"_s, tr("Choose…"));
    m_fileNote = new QuietLine(u"fileNote"_s);
    m_fileLine = new StepLine;
    connect(choose, &QPushButton::clicked, this, &ReplaySourceView::browse);
    connect(m_fileLine, &StepLine::cancelRequested, &m_draft, &ReplayDraft::cancelImport);
    connect(m_fileLine, &StepLine::actionRequested, this, &ReplaySourceView::browse);
    return page({row(m_file, {choose}), m_fileNote, m_fileLine});
}

void ReplaySourceView::browse() {
    auto* dialog = new QFileDialog(window(), tr("Trace file to send"), m_draft.file());
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_draft, &ReplayDraft::importFile);
    dialog->open();
}

void ReplaySourceView::begin() {
    m_refreshing = true;
    const bool ranged = m_draft.range() != TimeRange();
    m_filter.setTime(ranged ? TimeChoice::from(m_draft.range()) : TimeChoice::all());
    m_filterBox->enter(m_draft.filter());
    m_refreshing = false;
    refresh();
}

void ReplaySourceView::tellFilter() {
    if (!m_refreshing)
        m_draft.setFilter(
            m_filter.appliedText(), m_filter.range(), m_filter.error() ? m_filter.error()->message : QString());
}

void ReplaySourceView::refresh() {
    const bool within = std::exchange(m_refreshing, true);
    m_tabs->setCurrentIndex(int(m_draft.source()));
    m_tabs->setTabEnabled(int(ReplaySource::Traces), true);
    m_pages->setCurrentIndex(int(m_draft.source()));
    const auto count = m_draft.traces().size();
    m_traces->setText(count == 0
            ? tr("None. Select traces in the list of the local store and choose Replay… there (R).")
            : counted(count, tr("%1 trace, selected in the list."), tr("%1 traces, selected in the list.")));
    const QString problem = m_filter.error() ? m_filter.error()->message : QString();
    m_filterProblem->setText(problem);
    m_filterProblem->setVisible(!problem.isEmpty());
    showSessions();
    showFile();
    // A stack is as high as its highest page; the others would stand in empty room.
    for (int i = 0; i < m_pages->count(); ++i)
        m_pages->widget(i)->setSizePolicy(
            QSizePolicy::Preferred, i == m_pages->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_pages->updateGeometry();
    m_refreshing = within;
}

void ReplaySourceView::showSessions() {
    const auto& sessions = m_draft.sessions();
    m_sessionRows.setSessions(sessions.value().value_or(QList<CaptureSession>()));
    const int rows = m_sessionRows.rowCount();
    m_sessions->setFixedHeight(m_sessions->horizontalHeader()->sizeHint().height()
        + std::clamp(rows, 2, ShownSessions) * m_sessions->verticalHeader()->defaultSectionSize()
        + 2 * m_sessions->frameWidth());
    m_sessions->setVisible(rows > 0);
    m_noSessions->setVisible(rows == 0 && sessions.value());
    chooseRow(*m_sessions, m_draft.session() ? m_sessionRows.rowOf(*m_draft.session()) : -1);
    if (sessions.isBusy() && rows == 0)
        m_sessionLine->showBusy(waitingWords(tr("Reading the capture sessions"), sessions.seconds()));
    else if (sessions.error())
        m_sessionLine->showError(*sessions.error(), tr("Try again"));
    else
        m_sessionLine->showNothing();
}

void ReplaySourceView::showFile() {
    const auto& import = m_draft.import();
    m_file->setText(m_draft.file());
    if (import.isBusy())
        m_fileLine->showBusy(waitingWords(tr("Reading the file into the store"), import.seconds()));
    else if (import.error())
        m_fileLine->showError(*import.error(), tr("Choose another…"));
    else
        m_fileLine->showNothing();
    m_fileNote->setText(import.value()
            ? tr("Read into the store: %1, %2 new to it. They also stand in Traces.")
                  .arg(counted(import.value()->traces, tr("%1 trace"), tr("%1 traces")),
                      counted(import.value()->spans, tr("%1 span"), tr("%1 spans")))
            : tr("The file is read into the store first; its traces then also stand in Traces."));
}

} // namespace spanglass
