#include "ui/diagnostics/ChecksPage.h"

#include "models/diagnostics/DiagnosisWords.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Icons.h"
#include "ui/diagnostics/AnswerView.h"
#include "ui/diagnostics/CheckDelegate.h"
#include "ui/diagnostics/CheckView.h"
#include "ui/diagnostics/ConfigMendingDialog.h"
#include "ui/diagnostics/ReportDialog.h"
#include "ui/diagnostics/SetupMendingDialog.h"
#include "ui/diagnostics/SubjectBar.h"
#include "ui/workspace/StepLine.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int WatchSeconds = 10;

} // namespace

ChecksPage::ChecksPage(DiagnosisRun& run, SubjectChoice& choice, SetupControl& setup, ReceiverControl& receiver,
    WorkspaceControl& workspaces, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_choice(choice)
    , m_setup(setup)
    , m_mending(receiver, workspaces)
    , m_model(run)
    , m_answer(new AnswerView)
    , m_line(new StepLine)
    , m_mendingLine(new StepLine)
    , m_pages(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_list(new QListView)
    , m_view(new CheckView(run))
    , m_split(new QSplitter(Qt::Horizontal))
    , m_every(new QSpinBox) {
    buildActions();
    makeEmpty();
    m_line->setObjectName(u"runLine"_s);
    m_mendingLine->setObjectName(u"mendingLine"_s);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makeChecks());
    auto* head = new QVBoxLayout;
    head->setContentsMargins(16, 12, 16, 8);
    head->setSpacing(8);
    head->addWidget(new SubjectBar(choice, run.control()));
    head->addWidget(makeTools());
    head->addWidget(m_line);
    head->addWidget(m_answer);
    head->addWidget(m_mendingLine);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_list);
    connect(&m_run, &DiagnosisRun::changed, this, &ChecksPage::refresh);
    connect(&m_run, &DiagnosisRun::finished, this, &ChecksPage::chooseFirst);
    connect(&m_choice, &SubjectChoice::changed, this, &ChecksPage::begin);
    connect(m_line, &StepLine::cancelRequested, &m_run, &DiagnosisRun::cancel);
    connect(m_answer, &AnswerView::actionRequested, this, &ChecksPage::act);
    connect(m_answer, &AnswerView::checkRequested, this, &ChecksPage::chooseCheck);
    connect(m_view, &CheckView::actionRequested, this, &ChecksPage::act);
    connect(m_view, &CheckView::runRequested, m_runOne, &QAction::trigger);
    connect(&m_mending, &ProgramMending::changed, this, &ChecksPage::showProgress);
    connect(&m_mending, &ProgramMending::panelRequested, this, &ChecksPage::panelRequested);
    connect(&m_mending, &ProgramMending::done, this, [this] { m_run.runOne(m_choice.subject(), m_mended); });
    connect(m_mendingLine, &StepLine::cancelRequested, &m_mending, &ProgramMending::cancel);
    refresh();
}

ChecksPage::~ChecksPage() {
    m_run.disconnect(this);
    m_list->setModel(nullptr);
}

QAction* ChecksPage::addKey(const QString& text, QLatin1StringView icon, const QKeySequence& keys) {
    auto* action = new QAction(themedIcon(icon), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    addAction(action);
    return action;
}

void ChecksPage::buildActions() {
    m_runAll = addKey(tr("Run all"), "play"_L1, Qt::Key_F5);
    m_runFailed = addKey(tr("Run failed again"), "refresh"_L1, Qt::SHIFT | Qt::Key_F5);
    m_runOne = addKey(tr("Run this one"), "next"_L1, Qt::CTRL | Qt::Key_Return);
    m_watch = addKey(tr("Live watch"), "unseen"_L1, Qt::CTRL | Qt::Key_L);
    m_report = addKey(tr("Report…"), "export"_L1, Qt::CTRL | Qt::Key_E);
    m_watch->setCheckable(true);
    m_watch->setToolTip(tr("Repeats the checks that cost nothing: those that ask no SQL warehouse and send nothing"));
    connect(m_runAll, &QAction::triggered, this, [this] {
        m_personChose = false;
        m_run.runAll(m_choice.subject());
    });
    connect(m_runFailed, &QAction::triggered, this, [this] { m_run.runFailed(m_choice.subject()); });
    connect(m_runOne, &QAction::triggered, this, [this] {
        if (const QString id = chosenId(); !id.isEmpty()) {
            m_personChose = true;
            m_run.runOne(m_choice.subject(), id);
        }
    });
    connect(m_watch, &QAction::triggered, this, &ChecksPage::watch);
    connect(m_report, &QAction::triggered, this, &ChecksPage::showReport);
}

QWidget* ChecksPage::makeTools() {
    auto* tools = new QWidget;
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const auto add = [&](QAction* action, const QString& name) {
        auto* button = new QToolButton;
        button->setObjectName(name);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
    };
    add(m_runAll, u"runAll"_s);
    add(m_runFailed, u"runFailed"_s);
    add(m_runOne, u"runOne"_s);
    row->addSpacing(8);
    add(m_watch, u"liveWatch"_s);
    m_every->setObjectName(u"watchEvery"_s);
    m_every->setAccessibleName(tr("Seconds between two looks"));
    m_every->setRange(2, 3600);
    m_every->setValue(WatchSeconds);
    m_every->setPrefix(tr("every "));
    m_every->setSuffix(tr(" s"));
    row->addWidget(m_every);
    row->addStretch(1);
    add(m_report, u"makeReport"_s);
    connect(m_every, &QSpinBox::valueChanged, this, [this] {
        if (m_run.isWatching())
            watch();
    });
    return tools;
}

QWidget* ChecksPage::makeChecks() {
    m_list->setObjectName(u"checkList"_s);
    m_list->setAccessibleName(tr("Checks along the way of a span"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CheckDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMinimumWidth(260);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"checkScroll"_s);
    scroll->setWidget(m_view);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(320);
    for (QWidget* each : std::initializer_list<QWidget*>{m_view, scroll->viewport()}) {
        each->setAutoFillBackground(true);
        each->setBackgroundRole(QPalette::Base);
    }
    m_split->setObjectName(u"checkSplit"_s);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_list);
    m_split->addWidget(scroll);
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({400, 800});
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChecksPage::showChosen);
    connect(m_list, &QListView::clicked, this, [this] { m_personChose = true; });
    connect(m_list, &QListView::activated, m_runOne, &QAction::trigger);
    return m_split;
}

void ChecksPage::makeEmpty() {
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setContent("diagnostics"_L1, tr("Why are my traces missing?"),
        tr("Spanglass looks along the whole way of a span: your app's configuration, the network, who is signed in, "
           "the experiment and its tables, storage, grants, limits and this program. Each check shows what it has "
           "seen; the first that failed is the answer, with its cause and what to do. Choose a connection above, and "
           "the app's configuration where you have it. Nothing is changed, and nothing is sent unless you choose the "
           "test span."));
    QPushButton* run = m_empty->addButton(tr("Run all checks"), "play"_L1);
    run->setObjectName(u"beginDiagnosis"_s);
    connect(run, &QPushButton::clicked, m_runAll, &QAction::trigger);
    QPushButton* connections = m_empty->addButton(tr("Connections"), "connections"_L1);
    connections->setObjectName(u"diagnosisConnections"_s);
    connect(connections, &QPushButton::clicked, this, [this] { Q_EMIT panelRequested(u"connections"_s); });
}

void ChecksPage::begin() {
    m_run.show(m_choice.subject().connectionId);
    if (m_run.isWatching())
        watch();
    if (!m_list->currentIndex().isValid())
        chooseFirst();
    refresh();
}

QString ChecksPage::chosenId() const { return m_list->currentIndex().data(ChecksModel::IdRole).toString(); }

void ChecksPage::chooseCheck(const QString& id) {
    if (const QModelIndex at = m_model.indexOf(id); at.isValid()) {
        m_list->setCurrentIndex(at);
        m_list->scrollTo(at);
    }
}

/// What the answer speaks of, unless the person looks at something else.
void ChecksPage::chooseFirst() {
    if (m_personChose && m_list->currentIndex().isValid())
        return;
    const QString speaking = answerOf(m_run.report(), false).checkId;
    chooseCheck(!speaking.isEmpty()
            ? speaking
            : m_model.index(std::min(1, m_model.rowCount() - 1)).data(ChecksModel::IdRole).toString());
}

void ChecksPage::refresh() {
    m_model.refresh();
    m_pages->setCurrentIndex(m_run.hasResults() || m_run.isBusy() ? 1 : 0);
    const bool busy = m_run.isBusy();
    m_runAll->setEnabled(!busy);
    m_runFailed->setEnabled(m_run.canRunFailed());
    m_runOne->setEnabled(!busy && !chosenId().isEmpty() && m_pages->currentIndex() == 1);
    m_report->setEnabled(m_run.hasResults());
    m_watch->setChecked(m_run.isWatching());
    showProgress();
    showAnswer();
    m_view->refresh();
}

void ChecksPage::showProgress() {
    if (m_run.isBusy() && !m_run.isWatching())
        m_line->showBusy(waitingWords(m_run.progress().isEmpty()
                ? tr("%1 of %2 looked at").arg(m_run.done()).arg(m_run.total())
                : tr("%1 of %2 looked at · %3").arg(m_run.done()).arg(m_run.total()).arg(m_run.progress()),
            m_run.seconds()));
    else
        m_line->showNothing();
    if (m_mending.isBusy())
        m_mendingLine->showBusy(m_mending.doing());
    else if (m_mending.problem())
        m_mendingLine->showError(*m_mending.problem());
    else
        m_mendingLine->showNothing();
}

void ChecksPage::showAnswer() {
    const DiagnosisAnswer answer = answerOf(m_run.report(), m_run.isBusy() && !m_run.isWatching());
    const CheckResult* result = m_run.result(answer.checkId);
    const QString action = result && result->action && !m_run.isBusy() ? result->action->label : QString();
    m_answer->showAnswer(m_run.hasResults() ? answer : DiagnosisAnswer(), action, whenWords());
}

QString ChecksPage::whenWords() const {
    const DiagnosisReport& report = m_run.report();
    QStringList parts;
    if (!m_run.isBusy() && !m_run.isOf(m_choice.subject()))
        parts << tr("These results are of another subject: run them again.");
    if (report.started.isValid())
        parts << tr("Run of %1").arg(momentWords(report.started, QDateTime::currentDateTimeUtc()));
    if (m_run.before())
        parts << tr("compared with %1").arg(momentWords(m_run.before()->started, QDateTime::currentDateTimeUtc()));
    return parts.join(u" · "_s);
}

void ChecksPage::showChosen() {
    m_view->showCheck(chosenId());
    m_runOne->setEnabled(!m_run.isBusy() && !chosenId().isEmpty());
}

void ChecksPage::act(const QString& id) {
    const CheckResult* result = m_run.result(id);
    if (!result || !result->action)
        return;
    const CheckAction action = *result->action;
    QString title = action.label;
    title.remove(u'…');
    if (const auto* setup = std::get_if<SetupRemedy>(&action.remedy)) {
        auto* dialog = new SetupMendingDialog(m_setup, title, *setup, window());
        connect(dialog, &SetupMendingDialog::applied, this, [this, id] {
            Q_EMIT statusMessage(tr("Applied. The check runs again."));
            m_run.runOne(m_choice.subject(), id);
        });
        dialog->open();
    } else if (const auto* config = std::get_if<ConfigRemedy>(&action.remedy)) {
        auto* dialog = new ConfigMendingDialog(m_run.control(), title, *config, window());
        connect(dialog, &ConfigMendingDialog::mended, this, [this, id](const QString& kept) {
            Q_EMIT statusMessage(tr("Written. The file as it was is %1.").arg(kept));
            m_run.runOne(m_choice.subject(), id);
        });
        dialog->open();
    } else if (const auto* program = std::get_if<ProgramRemedy>(&action.remedy)) {
        m_mended = id;
        m_mending.start(*program);
    }
}

void ChecksPage::watch() {
    if (!m_watch->isChecked())
        return m_run.stopWatching();
    m_run.watch(m_choice.subject(), std::chrono::seconds(m_every->value()));
}

void ChecksPage::showReport() {
    if (m_run.hasResults())
        (new ReportDialog(m_run.control(), m_run.report(), window()))->open();
}

QList<ShortcutSection> ChecksPage::shortcuts() const {
    return {shortcutSection(tr("Diagnostics"), {m_runAll, m_runFailed, m_runOne, m_watch, m_report})};
}

} // namespace spanglass
