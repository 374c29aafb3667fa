#include "models/setup/GuidedSetup.h"

#include "models/setup/SetupDefaults.h"
#include "models/setup/SetupInputs.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int LookPause = 400; // ms after the last key
constexpr int DraftPause = 500; // ms

constexpr auto EverySetupStep
    = std::array{SetupStep::SignIn, SetupStep::Warehouse, SetupStep::Experiment, SetupStep::Schema, SetupStep::Location,
        SetupStep::Tables, SetupStep::Grants, SetupStep::Collector, SetupStep::Monitoring};
static_assert(EverySetupStep.size() == SetupStepCount);

} // namespace

GuidedSetup::GuidedSetup(SetupControl& control, WorkspaceControl& workspace, QSettings& settings, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_workspace(workspace)
    , m_chooser(workspace, settings, WorkspaceChooser::Use::ChooseOnly)
    , m_catalogs([this] { Q_EMIT changed(); }) {
    for (const SetupStep step : EverySetupStep)
        m_tracks[static_cast<std::size_t>(step)] = std::make_unique<SetupTrack>([this, step] { trackChanged(step); });
    m_lookPause.setSingleShot(true);
    m_lookPause.setInterval(LookPause);
    m_draftPause.setSingleShot(true);
    m_draftPause.setInterval(DraftPause);
    connect(&m_lookPause, &QTimer::timeout, this, &GuidedSetup::lookAtPage);
    connect(&m_draftPause, &QTimer::timeout, this, &GuidedSetup::keepDraft);
    connect(&m_chooser, &WorkspaceChooser::changed, this, &GuidedSetup::takeChooser);
    connect(&control, &SetupControl::recordChanged, this, &GuidedSetup::takeRecord);
}

GuidedSetup::~GuidedSetup() { keepDraft(); }

void GuidedSetup::begin() {
    if (std::exchange(m_begun, true))
        return;
    if (auto draft = m_control.draft()) {
        m_plan = *std::move(draft);
        m_plan.experimentId.clear(); // a practice workspace is made anew at each start
        m_form = m_plan.form;
        m_prefix = m_plan.tablePrefix;
        m_resumed = m_keepsDraft = true;
    }
    m_chooser.begin(m_plan.connectionId);
    takeChooser();
}

void GuidedSetup::startAnew() {
    m_draftPause.stop();
    m_control.forgetDraft();
    m_resumed = m_keepsDraft = false;
    for (const auto& each : m_tracks)
        each->forget();
    m_secret.reset();
    m_proof = SetupPageState::ToDo;
    m_plan = m_proposed = {};
    m_form = m_plan.form;
    m_prefix.clear();
    m_signedInAt.clear();
    Q_EMIT abandoned();
    showPage(SetupPage::Connection);
    takeChooser();
}

QString GuidedSetup::who() const { return isSignedIn() ? m_chooser.report().value()->who : QString(); }

bool GuidedSetup::isListing() const {
    return m_chooser.report().isBusy() || m_chooser.warehouseList().isBusy() || m_chooser.experimentList().isBusy()
        || m_chooser.schemas().isBusy() || m_catalogs.isBusy();
}

/// The connection and the warehouse are chosen there.
void GuidedSetup::takeChooser() {
    if (!m_begun)
        return;
    const Connection* chosen = m_chooser.connection();
    if (chosen) // one that is gone may come back
        takeConnection(*chosen);
    if (const QString at = isSignedIn() ? m_plan.connectionId : QString();
        std::exchange(m_signedInAt, at) != at && !at.isEmpty())
        signedIn();
    if (const WarehouseInfo* warehouse = m_chooser.warehouse(); warehouse && warehouse->id != m_plan.warehouseId) {
        m_plan.warehouseId = warehouse->id;
        m_plan.warehouseName = warehouse->name;
        if (!m_plan.scorers.isEmpty() && m_plan.monitoringWarehouseId.isEmpty()) {
            m_plan.monitoringWarehouseId = warehouse->id;
            m_plan.monitoringWarehouseName = warehouse->name;
        }
        if (m_proof == SetupPageState::Done)
            m_proof = SetupPageState::LookAgain;
        m_lookPause.start();
    }
    if (isSignedIn())
        propose();
    Q_EMIT changed();
}

void GuidedSetup::takeConnection(const Connection& chosen) {
    const bool other = chosen.settings.id != m_plan.connectionId;
    if (other && !m_plan.connectionId.isEmpty()) {
        if (chosen.settings.host == m_plan.host && !m_plan.host.isEmpty()) // the same workspace, as somebody else
            m_proposed = {.grants = m_proposed.grants};
        m_plan.warehouseId.clear();
        m_plan.warehouseName.clear();
        m_plan.experimentId.clear();
        m_plan.monitoringWarehouseId.clear();
        m_plan.form = m_form;
        m_plan.tablePrefix = m_prefix;
        m_plan.collector.url.clear();
        m_secret.reset();
        m_catalogs.forget();
        for (const auto& each : m_tracks)
            each->forget();
        m_proof = SetupPageState::ToDo;
        Q_EMIT abandoned();
    }
    m_plan.connectionId = chosen.settings.id;
    m_plan.host = chosen.settings.host; // of the practice workspace known once it runs
    m_plan.profile = chosen.origin == ConnectionOrigin::Profile ? chosen.settings.profile : QString();
    m_plan.mlflowServer = chosen.settings.kind == ConnectionKind::MlflowServer;
    if (other && !pages().contains(m_page))
        showPage(SetupPage::Connection);
}

void GuidedSetup::signedIn() {
    if (!m_plan.mlflowServer)
        listCatalogs();
    if (!m_plan.warehouseId.isEmpty())
        m_chooser.chooseWarehouse(m_plan.warehouseId);
    m_lookPause.start();
}

void GuidedSetup::listCatalogs() {
    m_catalogs.ask(m_control.catalogs(m_plan.connectionId), [this](const QList<CatalogInfo>&) { propose(); });
}

/// Fills in what can be guessed and nobody has answered.
void GuidedSetup::propose() {
    const auto put = [this](auto member, const auto& value) {
        if (m_plan.*member == m_proposed.*member)
            m_plan.*member = value;
        m_proposed.*member = value;
    };
    const auto& existing = m_chooser.experimentList();
    const bool listed = existing.value() && m_chooser.experimentSearch().isEmpty();
    if (m_plan.experimentId.isEmpty() && (listed || existing.error()) && !track(SetupStep::Experiment).applied)
        put(&SetupPlan::experimentName,
            proposedExperiment(who(), m_plan.mlflowServer, existing.value().value_or(QList<Experiment>())));
    if (m_plan.mlflowServer)
        return;
    put(&SetupPlan::grants, proposedGrants(who()));
    put(&SetupPlan::schema, proposedSchema());
    if (m_catalogs.value())
        put(&SetupPlan::catalog, proposedCatalog(*m_catalogs.value()));
    if (m_plan.catalog != m_chooser.catalog())
        m_chooser.chooseCatalog(m_plan.catalog);
}

void GuidedSetup::edit(const std::function<void(SetupPlan&)>& change) {
    SetupPlan edited = m_plan;
    change(edited);
    if (edited == m_plan)
        return;
    if (edited.experimentName != m_plan.experimentName && edited.experimentId == m_plan.experimentId)
        edited.experimentId.clear();
    if (edited.monitoringWarehouseId != m_plan.monitoringWarehouseId)
        edited.monitoringWarehouseName.clear();
    if (edited.collector != m_plan.collector)
        edited.collector.url.clear(); // of the app as it was
    if (edited.form != m_plan.form || edited.tablePrefix != m_plan.tablePrefix) {
        m_form = edited.form;
        m_prefix = edited.tablePrefix;
    } else if (edited.experimentName != m_plan.experimentName || edited.catalog != m_plan.catalog
        || edited.schema != m_plan.schema) {
        edited.form = m_form; // what was learned held for the other experiment
        edited.tablePrefix = m_prefix;
    }
    const bool otherCatalog = edited.catalog != m_plan.catalog;
    m_plan = edited;
    m_keepsDraft = true;
    if (m_proof == SetupPageState::Done)
        m_proof = SetupPageState::LookAgain;
    if (otherCatalog)
        m_chooser.chooseCatalog(m_plan.catalog);
    m_lookPause.start();
    m_draftPause.start();
    Q_EMIT changed();
}

SetupPlan GuidedSetup::planAsAnswered() const {
    SetupPlan plan = m_plan;
    plan.form = m_form;
    plan.tablePrefix = m_prefix;
    return plan;
}

void GuidedSetup::answerTables(TraceTableForm form, const QString& prefix) {
    if (form == m_form && prefix == m_prefix)
        return;
    m_form = form;
    m_prefix = prefix;
    m_keepsDraft = true;
    m_draftPause.start();
    edit([&](SetupPlan& plan) {
        plan.form = form;
        plan.tablePrefix = prefix;
    });
    Q_EMIT changed(); // also when the plan had learned just that
}

void GuidedSetup::showPage(SetupPage page) {
    if (page == m_page)
        return;
    m_page = page;
    if (isSignedIn()) { // the choices made so far count
        m_keepsDraft = true;
        m_draftPause.start();
    }
    m_lookPause.start(0);
    Q_EMIT pageChanged();
    Q_EMIT changed();
}

void GuidedSetup::look(SetupStep step) {
    SetupTrack& one = trackOf(step);
    if (one.applying.isBusy())
        return;
    const SetupPlan asked = m_plan;
    one.overtaken = false;
    one.applying.forget(); // its failure was of another look
    one.probing.ask(m_control.probe(asked, step),
        [this, step, asked](const SetupStepReport& report) { take(step, asked, report, false); });
}

void GuidedSetup::apply(SetupStep step) {
    SetupTrack& one = trackOf(step);
    if (one.applying.isBusy())
        return;
    const SetupPlan asked = m_plan;
    one.probing.forget();
    m_keepsDraft = true;
    one.applying.ask(m_control.apply(asked, step, step == SetupStep::Collector ? m_secret : std::nullopt),
        [this, step, asked](const SetupStepReport& report) { take(step, asked, report, true); });
}

void GuidedSetup::cancel(SetupStep step) { trackOf(step).cancel(); }

void GuidedSetup::take(SetupStep step, const SetupPlan& asked, const SetupStepReport& report, bool applied) {
    SetupTrack& one = trackOf(step);
    if (!applied && one.overtaken)
        return; // it is asked again
    // The answers that this was asked with are learned from, even when they have been changed since.
    const SetupPlan learned = withLearned(asked, asked, report.learned.connectionId.isEmpty() ? asked : report.learned);
    const SetupPlan before = std::exchange(m_plan, withLearned(m_plan, asked, learned));
    if (m_plan != before)
        m_lookPause.start(0); // what was asked beside this may depend on it
    one.report = report;
    one.inputs = inputsOf(learned, step);
    one.outdated = false;
    one.applied = applied;
    if (!applied)
        return;
    outdateAfter(step);
    if (step == SetupStep::Collector && report.state == SetupState::Done)
        m_secret.reset(); // it is kept where it belongs
    if (step == SetupStep::Warehouse)
        m_chooser.listWarehouses();
    if (step == SetupStep::Schema)
        m_chooser.listCatalogs(); // with their schemas
    m_draftPause.start();
}

void GuidedSetup::trackChanged(SetupStep step) {
    Q_EMIT changed();
    SetupTrack& one = trackOf(step);
    if (one.isBusy())
        return;
    if (one.applying.error()) { // a part of it may be done
        one.outdate();
        outdateAfter(step);
    }
    if (one.overtaken && one.probing.value() && isWanted(step)) {
        QMetaObject::invokeMethod(
            this, [this, step] { lookAgain(step); }, Qt::QueuedConnection);
        return;
    }
    // What the page is about may stand otherwise now, or its answers were changed while it was looked at.
    if (one.applying.value() || one.applying.error() || (one.probing.value() && !isFresh(step)))
        m_lookPause.start(0);
    Q_EMIT stepEnded(step);
}

/// Unless somebody did so in between.
void GuidedSetup::lookAgain(SetupStep step) {
    if (track(step).overtaken && !track(step).isBusy())
        look(step);
}

bool GuidedSetup::isWanted(SetupStep step) const { return isAsked(m_plan, step) && missingFor(m_plan, step).isEmpty(); }

void GuidedSetup::outdateAfter(SetupStep step) {
    for (const SetupStep later : EverySetupStep) {
        if (later > step)
            trackOf(later).outdate();
    }
}

/// Something was taken back, or changed beside the steps. A step that is being applied looks again by itself.
void GuidedSetup::takeRecord() {
    if (std::ranges::any_of(m_tracks, [](const auto& each) { return each->applying.isBusy(); }))
        return;
    for (const auto& each : m_tracks)
        each->outdate();
    if (m_proof == SetupPageState::Done)
        m_proof = SetupPageState::LookAgain;
    m_lookPause.start(0);
    Q_EMIT changed();
}

void GuidedSetup::lookAtPage() {
    m_lookPause.setInterval(LookPause);
    if (!isSignedIn())
        return;
    for (const SetupStep step : stepsToSee(m_page, m_plan.mlflowServer)) {
        if (isWanted(step) && !isFresh(step) && !track(step).isBusy())
            look(step);
    }
}

void GuidedSetup::setProofState(SetupPageState state) {
    m_proof = state;
    Q_EMIT changed();
}

void GuidedSetup::keepDraft() {
    m_draftPause.stop();
    if (m_keepsDraft)
        m_control.keepDraft(planAsAnswered());
}

} // namespace spanglass
