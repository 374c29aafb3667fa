#include "ui/setup/SetupStepView.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"
#include "models/workspace/WorkspaceWords.h"
#include "services/core/KnownFailures.h"
#include "ui/common/Banner.h"
#include "ui/common/CallsView.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/FindingsView.h"
#include "ui/setup/SetupLook.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

SetupStepView::SetupStepView(GuidedSetup& session, SetupStep step, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_step(step)
    , m_icon(new QLabel)
    , m_summary(wrappedLabel(u"stepSummary"_s, true))
    , m_again(new QPushButton(themedIcon("refresh"_L1), tr("Look again")))
    , m_problem(new Banner)
    , m_offers(new QWidget)
    , m_findings(new FindingsView(tr("What was found: %1").arg(setupStepTitle(step))))
    , m_cautions(wrappedLabel(u"cautions"_s, true))
    , m_calls(new CallsView)
    , m_apply(new QPushButton(themedIcon("play"_L1), tr("Apply")))
    , m_obstacle(wrappedLabel(u"applyObstacle"_s))
    , m_line(new StepLine) {
    setObjectName(u"step-"_s + setupStepName(step));
    m_problem->setObjectName(u"stepProblem"_s);
    m_problem->setLasting();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeHead());
    layout->addWidget(m_problem);
    m_offers->setObjectName(u"offers"_s);
    auto* offers = new QVBoxLayout(m_offers);
    offers->setContentsMargins(0, 0, 0, 0);
    offers->setSpacing(8);
    layout->addWidget(m_offers);
    layout->addWidget(m_findings);
    layout->addWidget(m_cautions);
    layout->addWidget(m_calls);
    layout->addWidget(m_line);
    layout->addWidget(makeFoot());
    connect(m_again, &QPushButton::clicked, this, [this] { m_session.look(m_step); });
    connect(m_apply, &QPushButton::clicked, this, [this] { m_session.apply(m_step); });
    connect(m_line, &StepLine::cancelRequested, this, [this] { m_session.cancel(m_step); });
    connect(m_problem, &Banner::actionTriggered, this, [this] { QGuiApplication::clipboard()->setText(details()); });
}

QWidget* SetupStepView::makeHead() {
    m_again->setObjectName(u"lookAgain"_s);
    m_again->setAccessibleName(tr("Look again: %1").arg(setupStepTitle(m_step)));
    auto* title = stepHeading(setupStepTitle(m_step));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(m_summary);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_again, 0, Qt::AlignTop);
    return head;
}

QWidget* SetupStepView::makeFoot() {
    m_apply->setObjectName(u"applyStep"_s);
    m_apply->setAccessibleName(tr("Apply: %1").arg(setupStepTitle(m_step)));
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_apply);
    row->addWidget(m_obstacle, 1);
    return foot;
}

void SetupStepView::refresh() {
    const SetupTrack& track = m_session.track(m_step);
    const bool asked = isAsked(m_session.plan(), m_step);
    showHead();
    showProblem();
    showOffers();
    const bool known = asked && track.report.has_value();
    m_findings->setFindings(known ? track.report->findings : QList<SetupFinding>());
    m_findings->setEnabled(m_session.isFresh(m_step));
    QStringList cautions = known ? track.report->cautions : QStringList();
    for (QString& each : cautions)
        each.prepend(tr("Note: "));
    m_cautions->setText(cautions.join(u'\n'));
    m_cautions->setVisible(!cautions.isEmpty());
    m_calls->setCalls(known && m_session.isFresh(m_step) ? track.report->calls : QList<SetupCall>());
    showFoot();
}

void SetupStepView::showHead() {
    const SetupPageState state = m_session.stepState(m_step);
    const SetupTrack& track = m_session.track(m_step);
    const bool asked = isAsked(m_session.plan(), m_step);
    const QString missing = asked ? missingFor(m_session.plan(), m_step) : QString();
    QString words = !missing.isEmpty() ? missing : track.report && asked ? track.report->summary : QString();
    if (state == SetupPageState::LookAgain)
        words = tr("Something that this depends on has changed since it was looked at. %1").arg(words).trimmed();
    const QString stateWords = setupStateWords(state);
    m_icon->setPixmap(setupStateIcon(state, palette()).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_icon->setAccessibleName(stateWords);
    m_summary->setText(words.isEmpty() ? stateWords : tr("%1 · %2").arg(stateWords, words));
    m_again->setVisible(asked && missing.isEmpty());
    m_again->setEnabled(!track.isBusy());
}

void SetupStepView::showProblem() {
    const SetupTrack& track = m_session.track(m_step);
    std::optional<Error> problem;
    if (!track.isBusy() && isAsked(m_session.plan(), m_step)) {
        if (track.failure())
            problem = track.failure();
        else if (m_session.isFresh(m_step))
            problem = track.report->problem;
    }
    if (!problem)
        m_problem->hide();
    else
        m_problem->showError(*problem, tr("Copy details"));
}

/// Ways round what is in the way, a button each.
void SetupStepView::showOffers() {
    const SetupTrack& track = m_session.track(m_step);
    const bool shown = !track.isBusy() && m_session.isFresh(m_step);
    QStringList labels;
    if (shown)
        for (const SetupOffer& each : track.report->offers)
            labels << each.label;
    m_offers->setVisible(!labels.isEmpty());
    if (std::exchange(m_offered, labels) == labels)
        return;
    // One of them may be about to be pressed: that alone can change what is offered, by what loses the focus.
    for (QPushButton* each : m_offers->findChildren<QPushButton*>()) {
        each->setObjectName({});
        each->hide();
        each->deleteLater();
    }
    for (qsizetype i = 0; i < labels.size(); ++i) {
        auto* button = new QPushButton(QString(labels[i]).replace(u'&', u"&&"_s));
        button->setObjectName(u"offer"_s);
        m_offers->layout()->addWidget(button);
        m_offers->layout()->setAlignment(button, Qt::AlignLeft);
        // Queued: taking it makes the buttons anew.
        connect(
            button, &QPushButton::clicked, this, [this, i] { takeOffer(i); }, Qt::QueuedConnection);
    }
}

void SetupStepView::takeOffer(qsizetype index) {
    const SetupTrack& track = m_session.track(m_step);
    if (!track.report || index >= track.report->offers.size())
        return;
    const SetupPlan to = track.report->offers[index].plan;
    m_session.edit([&to](SetupPlan& plan) {
        plan.experimentName = to.experimentName;
        plan.experimentId = to.experimentId;
        plan.catalog = to.catalog;
        plan.schema = to.schema;
        plan.form = to.form;
        plan.tablePrefix = to.tablePrefix;
    });
}

void SetupStepView::showFoot() {
    const SetupTrack& track = m_session.track(m_step);
    if (track.isBusy()) {
        const QString what = !track.progress().isEmpty() ? track.progress()
            : track.applying.isBusy()                    ? tr("Applying")
                                                         : tr("Looking");
        m_line->showBusy(waitingWords(what, track.seconds()));
    } else {
        m_line->showNothing();
    }
    const SetupPageState state = m_session.stepState(m_step);
    const bool offered = state == SetupPageState::ToDo || state == SetupPageState::Uncertain;
    const bool sends = m_session.isFresh(m_step) && !track.report->calls.isEmpty();
    const QString obstacle = offered && sends ? m_session.applyObstacle(m_step) : QString();
    m_apply->parentWidget()->setVisible(offered && sends);
    m_apply->setEnabled(obstacle.isEmpty());
    m_obstacle->setText(obstacle);
}

QString SetupStepView::details() const {
    const SetupTrack& track = m_session.track(m_step);
    QStringList lines{setupStepTitle(m_step)};
    if (track.failure())
        lines << explained(*track.failure()).oneLine();
    if (track.report) {
        lines << track.report->summary;
        if (track.report->problem)
            lines << explained(*track.report->problem).oneLine();
        lines << track.report->details << m_findings->model().text();
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

void SetupStepView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace spanglass
