#pragma once

#include "services/core/SetupControl.h"
#include "tests/support/FakeWorkspace.h"

#include <QMap>

namespace spanglass::test {

/// A setup whose steps stand as the test says. Applying makes a step done, unless `refusals` names it.
class FakeSetup final : public SetupControl {
public:
    FakeSetup() {
        for (const SetupStep step : {SetupStep::SignIn, SetupStep::Warehouse, SetupStep::Tables})
            states[step] = SetupState::Done;
        CatalogInfo main;
        main.name = QStringLiteral("main");
        main.type = QStringLiteral("MANAGED_CATALOG");
        CatalogInfo foreign;
        foreign.name = QStringLiteral("elsewhere");
        foreign.type = QStringLiteral("FOREIGN_CATALOG");
        catalogLists.ready = QList<CatalogInfo>{main, foreign};
        principalLists.ready = QList<SetupPrincipal>{
            {PrincipalKind::ServicePrincipal, QStringLiteral("0f6c-app"), QStringLiteral("app orders-agent")}};
        scorerLists.ready = QList<MonitoredScorer>();
    }

    QFuture<Result<SetupStepReport>> probe(SetupPlan plan, SetupStep step) override {
        probed << step;
        lastPlan = plan;
        if (holds)
            return held.ask(QString(setupStepName(step)));
        return QtFuture::makeReadyFuture(Result<SetupStepReport>(report(plan, step)));
    }
    QFuture<Result<SetupStepReport>> apply(SetupPlan plan, SetupStep step, std::optional<Secret> secret) override {
        applied << step;
        secrets << (secret ? secret->reveal() : QByteArray());
        lastPlan = plan;
        if (failsToApply)
            return QtFuture::makeReadyFuture(Result<SetupStepReport>(
                std::unexpected(Error{ErrorCode::Offline, QStringLiteral("Not reached."), {}})));
        if (!refusals.contains(step))
            states[step] = SetupState::Done;
        if (holds)
            return held.ask(QString(setupStepName(step)));
        return QtFuture::makeReadyFuture(Result<SetupStepReport>(report(plan, step)));
    }
    QFuture<Result<ProofReport>> prove(SetupPlan plan) override {
        lastPlan = plan;
        return proofs.ask(plan.experimentName);
    }
    QFuture<Result<QList<CatalogInfo>>> catalogs(QString id) override { return catalogLists.ask(id); }
    QFuture<Result<QList<SetupPrincipal>>> principals(QString, QString text) override {
        return principalLists.ask(text);
    }
    QFuture<Result<QList<MonitoredScorer>>> scorers(QString, QString experiment) override {
        return scorerLists.ask(experiment);
    }
    QFuture<Result<SetupCall>> previewScorer(QString, QString, ScorerChange change) override {
        const SetupCall call{SetupCall::Kind::Rest, change.name, QStringLiteral("PATCH /scorers")};
        return QtFuture::makeReadyFuture(Result<SetupCall>(call));
    }
    QFuture<Result<QList<MonitoredScorer>>> changeScorer(QString, QString, ScorerChange change) override {
        scorerChanges << change;
        return scorerLists.ask(change.name);
    }
    QList<SetupRecordEntry> record() const override { return entries; }
    QFuture<Result<>> undo(QString id) override {
        for (SetupRecordEntry& each : entries) {
            if (each.id == id)
                each.undone = true;
        }
        Q_EMIT recordChanged();
        return QtFuture::makeReadyFuture(Result<>());
    }
    QString exportRecord() const override { return QStringLiteral("[]"); }
    std::optional<Error> recordProblem() const override { return damage; }
    QString exportPlan(const SetupPlan& plan, PlanFormat) const override { return plan.experimentName; }
    Result<SetupPlan> readPlan(const QByteArray&) const override { return SetupPlan(); }
    std::optional<SetupPlan> draft() const override { return kept; }
    void keepDraft(const SetupPlan& plan) override { kept = plan; }
    void forgetDraft() override { kept.reset(); }

    SetupStepReport report(const SetupPlan& plan, SetupStep step) const {
        SetupStepReport out;
        out.step = step;
        out.state = states.value(step, SetupState::ToDo);
        out.summary = QStringLiteral("The %1 is %2.")
                          .arg(setupStepName(step),
                              out.state == SetupState::Done ? QStringLiteral("there") : QStringLiteral("missing"));
        out.learned = plan;
        if (step == SetupStep::Experiment && out.state == SetupState::Done)
            out.learned.experimentId = QStringLiteral("77");
        out.offers = offers.value(step);
        if (step == SetupStep::Location && !learnedPrefix.isEmpty()) {
            out.learned.form = TraceTableForm::TablePrefix;
            out.learned.tablePrefix = learnedPrefix;
        }
        if (out.state != SetupState::Done && out.state != SetupState::Uncertain)
            out.calls << SetupCall{SetupCall::Kind::Rest, QStringLiteral("Make the %1").arg(setupStepName(step)),
                QStringLiteral("POST /%1").arg(setupStepName(step))};
        if (out.state == SetupState::ToDo) {
            out.calls += moreCalls.value(step);
            if (!applied.isEmpty() && callsOnceApplied.contains(step))
                out.calls = callsOnceApplied[step];
        }
        if (refusals.contains(step) && applied.contains(step)) {
            out.state = SetupState::Blocked;
            out.problem = refusals[step];
            out.details = QStringLiteral("403, request id 12");
        }
        out.findings << SetupFinding{QString(setupStepName(step)), out.state, out.summary};
        return out;
    }

    QMap<SetupStep, SetupState> states; ///< ToDo where nothing is said
    QMap<SetupStep, Error> refusals; ///< of applying
    bool failsToApply = false; ///< without a report
    QMap<SetupStep, QList<SetupOffer>> offers;
    QMap<SetupStep, QList<SetupCall>> moreCalls; ///< besides the usual one
    QMap<SetupStep, QList<SetupCall>> callsOnceApplied; ///< in place of the others, once any step was applied
    QString learnedPrefix; ///< by looking at the location
    bool holds = false; ///< probes and applies wait for held.answer()
    FakeQuestion<SetupStepReport> held;
    FakeQuestion<ProofReport> proofs;
    FakeQuestion<QList<CatalogInfo>> catalogLists;
    FakeQuestion<QList<SetupPrincipal>> principalLists;
    FakeQuestion<QList<MonitoredScorer>> scorerLists;
    QList<ScorerChange> scorerChanges;
    QList<SetupStep> probed;
    QList<SetupStep> applied;
    QList<QByteArray> secrets;
    QList<SetupRecordEntry> entries;
    std::optional<Error> damage; ///< of the record's file
    std::optional<SetupPlan> kept;
    SetupPlan lastPlan;
};

inline ProofReport proof(std::initializer_list<ProofHopReport::State> states) {
    ProofReport out;
    out.traceId = QStringLiteral("0102030405060708090a0b0c0d0e0f10");
    out.spansTable = QStringLiteral("main.traces.t_otel_spans");
    int hop = 0;
    for (const auto state : states) {
        ProofHopReport one{.hop = ProofHop(hop++), .state = state, .evidence = QStringLiteral("seen")};
        if (state == ProofHopReport::State::Failed)
            one.problem
                = Error{ErrorCode::NotFound, QStringLiteral("No row came."), QStringLiteral("Check the grants.")};
        out.hops << one;
    }
    return out;
}

} // namespace spanglass::test
