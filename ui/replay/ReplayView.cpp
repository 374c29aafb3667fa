#include "ui/replay/ReplayView.h"

#include "models/replay/ReplayWords.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/common/Theme.h"
#include "ui/replay/ArrivalView.h"
#include "ui/replay/ReplayEntriesView.h"
#include "ui/replay/ReplayLook.h"
#include "ui/replay/UncertainView.h"
#include "ui/workspace/StepLine.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>

#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

ReplayView::ReplayView(ReplayControl& control, QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_title(new ElidedLabel)
    , m_state(plainLabel(u"replayState"_s))
    , m_bar(new QProgressBar)
    , m_figures(plainLabel(u"replayFigures"_s))
    , m_faults(wrappedLabel(u"replayFaults"_s))
    , m_note(new QuietLine(u"replayNote"_s))
    , m_plan(new QuietLine(u"replayPlan"_s))
    , m_pause(namedButton(u"pauseReplay"_s, {}))
    , m_cancel(namedButton(u"cancelRunning"_s, tr("Cancel…")))
    , m_retry(namedButton(u"sendRefused"_s, tr("Try the refused again")))
    , m_export(namedButton(u"exportResult"_s, tr("Export result…")))
    , m_another(namedButton(u"anotherReplay"_s, tr("Another…")))
    , m_remove(namedButton(u"removeReplay"_s, tr("Remove…")))
    , m_problem(new Banner)
    , m_done(new Banner)
    , m_uncertain(new UncertainView)
    , m_line(new StepLine)
    , m_tabs(new QTabWidget)
    , m_entries(new ReplayEntriesView(control))
    , m_arrival(new ArrivalView) {
    setObjectName(u"replayView"_s);
    m_problem->setObjectName(u"replayTrouble"_s);
    m_done->setObjectName(u"replayTold"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    layout->addWidget(m_problem);
    layout->addWidget(m_done);
    layout->addWidget(m_uncertain);
    layout->addWidget(m_line);
    layout->addWidget(makeTabs(), 1);
    connectParts();
}

QWidget* ReplayView::makeHead() {
    m_title->setObjectName(u"replayTitle"_s);
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    QFont strong = m_state->font();
    strong.setWeight(QFont::DemiBold);
    m_state->setFont(strong);
    m_figures->setFont(tabularFont(m_figures->font()));
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->setObjectName(u"replayProgress"_s);
    m_bar->setAccessibleName(tr("Requests that are over"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_retry->setIcon(themedIcon("refresh"_L1));
    m_cancel->setIcon(themedIcon("stop"_L1));
    m_export->setIcon(themedIcon("export"_L1));
    m_another->setIcon(themedIcon("plus"_L1));
    m_another->setToolTip(tr("Put together one more replay to the same target"));
    m_remove->setIcon(themedIcon("trash"_L1));
    auto* title = new QHBoxLayout;
    title->setSpacing(8);
    title->addWidget(m_icon);
    title->addWidget(m_title, 1);
    auto* line = new QHBoxLayout;
    line->setSpacing(16);
    line->addWidget(m_state);
    line->addWidget(m_figures);
    line->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* each : {m_pause, m_cancel, m_retry})
        buttons->addWidget(each);
    buttons->addStretch(1);
    for (QPushButton* each : {m_another, m_export, m_remove})
        buttons->addWidget(each);
    auto* head = new QWidget;
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(title);
    layout->addWidget(m_plan);
    layout->addWidget(m_bar);
    layout->addLayout(line);
    layout->addWidget(m_faults);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    return head;
}

QWidget* ReplayView::makeTabs() {
    m_tabs->setObjectName(u"replayTabs"_s);
    m_tabs->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{m_entries, m_arrival}) {
        auto* padded = new QWidget;
        auto* layout = new QVBoxLayout(padded);
        layout->setContentsMargins(0, 8, 0, 0);
        layout->addWidget(page);
        padded->setFocusProxy(page);
        m_tabs->addTab(padded, page == m_entries ? tr("Requests") : tr("Arrival check"));
    }
    return m_tabs;
}

void ReplayView::connectParts() {
    connect(m_pause, &QPushButton::clicked, this, &ReplayView::pauseOrResume);
    connect(m_cancel, &QPushButton::clicked, this, &ReplayView::askCancel);
    connect(m_remove, &QPushButton::clicked, this, &ReplayView::askRemove);
    connect(m_export, &QPushButton::clicked, this, &ReplayView::askExport);
    connect(m_another, &QPushButton::clicked, this, &ReplayView::anotherRequested);
    connect(m_retry, &QPushButton::clicked, this, [this] { m_detail->mend(ReplayMending::SendRefused); });
    const auto check = [this] {
        m_tabs->setCurrentIndex(1);
        m_detail->checkArrival();
    };
    connect(m_uncertain, &UncertainView::checkRequested, this, check);
    connect(m_arrival, &ArrivalView::checkRequested, this, check);
    connect(m_uncertain, &UncertainView::mendRequested, this, [this](ReplayMending how) { m_detail->mend(how); });
    connect(m_arrival, &ArrivalView::cancelRequested, this, [this] { m_detail->cancelCheck(); });
    connect(
        m_arrival, &ArrivalView::sendMissingRequested, this, [this] { m_detail->mend(ReplayMending::SendMissing); });
    connect(m_arrival, &ArrivalView::traceRequested, this, &ReplayView::traceRequested);
    connect(m_line, &StepLine::cancelRequested, this, [this] { m_detail->stopActing(); });
    connect(m_problem, &Banner::dismissed, this, [this] { m_detail->forgetProblem(); });
}

void ReplayView::setDetail(ReplayDetail* detail) {
    if (m_detail == detail)
        return;
    if (m_detail)
        m_detail->disconnect(this);
    m_detail = detail;
    m_done->hide();
    m_shownProblem.clear();
    m_problem->hide();
    if (!detail)
        return;
    connect(detail, &ReplayDetail::changed, this, &ReplayView::refresh);
    connect(detail, &ReplayDetail::exported, this, [this](const QString& file) {
        m_done->showMessage(BannerKind::Success, tr("The result is in %1.").arg(file));
    });
    refresh();
}

bool ReplayView::isSettled() const {
    return !m_detail || (!m_detail->isBusy() && m_entries->isSettled() && !isUnderWay(m_detail->status().state));
}

void ReplayView::pauseOrResume() {
    if (!m_detail || !m_detail->isFree())
        return;
    if (m_detail->canResume())
        m_detail->resume();
    else if (m_detail->canPause())
        m_detail->pause();
}

void ReplayView::refresh() {
    showHead();
    showProblem();
    m_uncertain->showDetail(*m_detail);
    m_entries->showReplay(m_detail->status());
    m_arrival->showDetail(*m_detail);
    if (m_detail->isFree())
        m_line->showNothing();
    else
        m_line->showBusy(m_detail->doing());
}

void ReplayView::showHead() {
    const ReplayStatus& now = m_detail->status();
    const bool free = m_detail->isFree();
    const QString faults = faultWords(now);
    m_icon->setPixmap(
        replayStateIcon(now.state, !faults.isEmpty(), palette()).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_title->setText(now.plan.target.title());
    m_state->setText(replayStateWords(now.state));
    m_bar->setValue(progressOf(now));
    const QString pace = paceNowWords(now);
    m_figures->setText(pace.isEmpty() ? progressWords(now) : progressWords(now) + u" · "_s + pace);
    m_faults->setText(faults);
    m_faults->setVisible(!faults.isEmpty());
    QPalette warned = palette();
    warned.setColor(QPalette::WindowText, themeColors(palette()).warning);
    m_faults->setForegroundRole(QPalette::WindowText); // the ground is Base
    m_faults->setPalette(warned);
    m_note->setText(now.note);
    m_note->setVisible(!now.note.isEmpty());
    m_plan->setText(tr("%1, of %2 · %3 · %4")
                        .arg(selectionWords(now.plan.selection),
                            QLocale().toString(now.created.toLocalTime(), QLocale::ShortFormat),
                            editsWords(now.plan.edits), paceWords(now.plan.pace)));
    const bool resumes = m_detail->canResume();
    m_pause->setText(resumes ? tr("&Resume") : tr("&Pause"));
    m_pause->setIcon(themedIcon(resumes ? "play"_L1 : "pause"_L1));
    m_pause->setVisible(resumes || m_detail->canPause());
    m_pause->setEnabled(free);
    m_cancel->setVisible(m_detail->canCancel());
    m_cancel->setEnabled(free);
    m_retry->setVisible(now.count(ParcelState::Refused) > 0 && !isUnderWay(now.state));
    m_retry->setEnabled(free);
    m_export->setEnabled(free);
    m_remove->setEnabled(free && m_detail->canRemove());
    m_remove->setToolTip(m_detail->canRemove() ? QString() : tr("Pause or cancel it first"));
}

/// What an act ran into goes before what the sending ran into.
void ReplayView::showProblem() {
    const std::optional<Error>& shown = m_detail->problem() ? m_detail->problem() : m_detail->status().problem;
    const QString text = shown ? m_detail->status().id + shown->oneLine() : QString();
    if (std::exchange(m_shownProblem, text) == text)
        return;
    if (!shown)
        m_problem->hide();
    else if (m_detail->problem() || m_detail->status().state == ReplayState::Stopped)
        m_problem->showError(*shown);
    else
        m_problem->showMessage(BannerKind::Warning, shown->message, shown->remedy);
}

QMessageBox* ReplayView::question(const QString& name, const QString& text, const QString& more) const {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Replay"), text, QMessageBox::NoButton, window());
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(more);
    return box;
}

void ReplayView::askCancel() {
    QMessageBox* box = question(u"cancelQuestion"_s, tr("Cancel this replay for good?"),
        tr("What was taken stays taken, and is known; the rest is not sent. Pause it instead to go on later."));
    QPushButton* yes = box->addButton(tr("Cancel the replay"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"cancelYes"_s);
    box->setDefaultButton(box->addButton(tr("Go on"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, m_detail, &ReplayDetail::cancel);
    box->open();
}

void ReplayView::askRemove() {
    QMessageBox* box = question(u"removeQuestion"_s, tr("Remove this replay from the list?"),
        tr("The record of its requests goes. What its target took stays known, so that nothing is sent twice."));
    QPushButton* yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"removeYes"_s);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, m_detail, &ReplayDetail::remove);
    box->open();
}

void ReplayView::askExport() {
    auto* dialog = new QFileDialog(window(), tr("Export the result"));
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("JSON lines (*.jsonl)")});
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(u"replay-result.jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, m_detail, &ReplayDetail::exportResult);
    dialog->open();
}

void ReplayView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_detail)
        showHead();
    QWidget::changeEvent(event);
}

} // namespace spanglass
