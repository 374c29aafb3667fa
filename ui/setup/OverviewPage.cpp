#include "ui/setup/OverviewPage.h"

#include "models/common/Quantity.h"
#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"
#include "models/setup/SetupRun.h"
#include "models/workspace/WorkspaceWords.h"
#include "services/core/KnownFailures.h"
#include "ui/common/Banner.h"
#include "ui/common/CallsView.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/FindingsView.h"
#include "ui/setup/RecordView.h"
#include "ui/setup/SaveText.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

OverviewPage::OverviewPage(GuidedSetup& session, SetupRun& run, QWidget* parent)
    : SetupPageView(session, SetupPage::Overview, parent)
    , m_run(run)
    , m_choices(wrappedLabel(u"overviewChoices"_s, true))
    , m_steps(new FindingsView(tr("The steps of this setup")))
    , m_cautions(wrappedLabel(u"overviewCautions"_s, true))
    , m_calls(new CallsView)
    , m_apply(new QPushButton(themedIcon("play"_L1), tr("Apply all")))
    , m_again(new QPushButton(themedIcon("refresh"_L1), tr("Look again")))
    , m_export(new QPushButton(themedIcon("export"_L1), tr("Save the plan")))
    , m_line(new StepLine)
    , m_result(new Banner)
    , m_saved(new Banner)
    , m_record(new RecordView(session.control())) {
    m_steps->setObjectName(u"overviewSteps"_s);
    m_result->setObjectName(u"overviewResult"_s);
    m_result->setLasting();
    body().addWidget(m_choices);
    body().addWidget(m_result);
    body().addWidget(m_steps);
    body().addWidget(m_cautions);
    body().addWidget(m_calls);
    body().addWidget(m_line);
    body().addWidget(makeFoot());
    body().addWidget(m_saved);
    body().addWidget(m_record);
    addRest();
    setFocusProxy(m_apply);
    connect(m_apply, &QPushButton::clicked, &m_run, &SetupRun::apply);
    connect(m_again, &QPushButton::clicked, &m_run, &SetupRun::lookAgain);
    connect(m_line, &StepLine::cancelRequested, &m_run, &SetupRun::cancel);
    connect(m_result, &Banner::actionTriggered, this, &OverviewPage::actOnResult);
    connect(&m_run, &SetupRun::changed, this, &OverviewPage::refresh);
    connect(m_steps, &FindingsView::rowActivated, this, [this](int row) {
        const QString title = m_steps->model().at(row).subject;
        for (const SetupStep step : setupSteps(false)) {
            if (setupStepTitle(step) == title)
                this->session().showPage(pageOf(step));
        }
    });
}

QWidget* OverviewPage::makeFoot() {
    m_apply->setObjectName(u"applyAll"_s);
    m_again->setObjectName(u"overviewLook"_s);
    m_export->setObjectName(u"exportPlan"_s);
    m_export->setToolTip(tr("The same setup for another workspace, or to be read by others"));
    m_export->setMenu(makeExports());
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_apply);
    row->addWidget(m_again);
    row->addWidget(m_export);
    row->addStretch(1);
    return foot;
}

QMenu* OverviewPage::makeExports() {
    auto* menu = new QMenu(this);
    const auto add = [&](const QString& text, PlanFormat format, const QString& file) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, format, file] { save(format, file); });
    };
    add(tr("As a plan for “spanglass setup --plan”…"), PlanFormat::Json, u"spanglass-setup.json"_s);
    add(tr("As SQL statements…"), PlanFormat::Sql, u"spanglass-setup.sql"_s);
    add(tr("As a shell script for the Databricks CLI…"), PlanFormat::Shell, u"spanglass-setup.sh"_s);
    return menu;
}

void OverviewPage::save(PlanFormat format, const QString& suggestion) {
    saveText(this, tr("Save the plan"), suggestion, session().control().exportPlan(session().planAsAnswered(), format),
        [this](const Result<QString>& file) {
            if (file)
                m_saved->showMessage(BannerKind::Success, tr("The plan is in %1. It holds no secrets.").arg(*file));
            else
                m_saved->showError(file.error());
        });
}

void OverviewPage::refresh() {
    SetupPageView::refresh();
    if (session().isSignedIn() && m_run.wantsLook())
        m_run.look();
    showSteps();
    showProgress();
    showResult();
}

void OverviewPage::showSteps() {
    const SetupPlan& plan = session().plan();
    QList<SetupFinding> rows;
    QList<SetupCall> calls;
    QStringList cautions;
    for (const SetupStep step : setupSteps(plan.mlflowServer)) {
        const SetupTrack& track = session().track(step);
        const SetupPageState state = session().stepState(step);
        const bool fresh = isAsked(plan, step) && session().isFresh(step);
        SetupFinding row{.subject = setupStepTitle(step)};
        row.state = !isAsked(plan, step) ? SetupState::NotAsked : fresh ? track.report->state : SetupState::Unknown;
        if (state == SetupPageState::Missing)
            row.evidence = missingFor(plan, step);
        else if (fresh)
            row.evidence = track.report->summary;
        else
            row.evidence = setupStateWords(state);
        if (fresh && track.report->problem)
            row.remedy = explained(*track.report->problem).oneLine();
        rows << row;
        if (fresh) {
            calls += track.report->calls;
            cautions += track.report->cautions;
        }
    }
    m_steps->setFindings(rows, false);
    m_calls->setCalls(calls);
    for (QString& each : cautions)
        each.prepend(tr("Note: "));
    m_cautions->setText(cautions.join(u'\n'));
    m_cautions->setVisible(!cautions.isEmpty());
    m_choices->setText(plan.mlflowServer
            ? tr("%1 on %2").arg(plan.experimentName, plan.host)
            : tr("Traces of %1 go to %2.%3 in %4, read through the SQL warehouse %5.")
                  .arg(plan.experimentName, plan.catalog, plan.schema, plan.host, plan.warehouseName));
}

void OverviewPage::showProgress() {
    const int toDo = m_run.toDo();
    m_apply->setEnabled(!m_run.isBusy() && (toDo > 0 || m_run.stoppedAt()));
    m_again->setEnabled(!m_run.isBusy());
    if (!m_run.isBusy()) {
        m_line->showNothing();
        return;
    }
    const SetupStep step = *m_run.at();
    const SetupTrack& track = session().track(step);
    const QString what
        = track.progress().isEmpty() ? m_run.isApplying() ? tr("Applying") : tr("Looking") : track.progress();
    m_line->showBusy(tr("%1 of %2 · %3: %4")
                         .arg(m_run.done() + 1)
                         .arg(m_run.total())
                         .arg(setupStepTitle(step), waitingWords(what, track.seconds())));
}

void OverviewPage::showResult() {
    const QList<SetupStep> steps = setupSteps(session().plan().mlflowServer);
    const bool nothingLeft = std::ranges::all_of(steps, [this](SetupStep step) { return session().isSettled(step); });
    const auto unsure = std::ranges::count(
        steps, SetupPageState::Uncertain, [this](SetupStep step) { return session().stepState(step); });
    if (m_run.isBusy()) {
        m_result->hide();
    } else if (const auto at = m_run.stoppedAt(); at && m_run.pausedToShow()) {
        m_result->showMessage(BannerKind::Info,
            tr("Paused before “%1”: it takes calls that were not listed when you pressed Apply all.")
                .arg(setupStepTitle(*at)),
            tr("They are listed now. Press Apply all to go on."), tr("Show this step"));
    } else if (at) {
        const SetupTrack& track = session().track(*at);
        const Error error = track.failure()         ? *track.failure()
            : track.report && track.report->problem ? *track.report->problem
                                                    : Error{ErrorCode::BadInput, missingFor(session().plan(), *at), {}};
        const QString message = error.message.isEmpty() ? session().applyObstacle(*at) : error.message;
        m_result->showMessage(BannerKind::Error, tr("Stopped at “%1”: %2").arg(setupStepTitle(*at), message),
            error.remedy, tr("Show this step"));
    } else if (nothingLeft && unsure > 0) {
        m_result->showMessage(BannerKind::Info,
            tr("Nothing is left to send. What could not be checked is listed below."),
            tr("The proof tells whether it works."), tr("Prove it"));
    } else if (nothingLeft) {
        m_result->showMessage(
            BannerKind::Success, tr("All is as planned. One thing is left: the proof."), {}, tr("Prove it"));
    } else {
        m_result->hide();
    }
}

void OverviewPage::actOnResult() {
    const auto at = m_run.stoppedAt();
    session().showPage(at ? pageOf(*at) : SetupPage::Prove);
}

} // namespace spanglass
