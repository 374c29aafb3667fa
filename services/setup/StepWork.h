#pragma once

#include "services/setup/SetupSession.h"

#include <vector>

namespace spanglass {

/// One change that a step needs, as it is shown and sent, with what it takes to send it safely.
struct PlannedCall {
    SetupCall call;
    SetupCall undo = {}; ///< what takes it back; no text when nothing does
    SetupCall ifNotFound = {}; ///< sent in its place when the answer is that there is nothing yet to change
    SetupCall ifThere = {}; ///< sent in its place when the answer is that there is one already
    /// Sent when the workspace refuses the call, and then the call once more: makes known what it refers to. Changes
    /// nothing that is there already.
    SetupCall introduction = {};
    std::chrono::milliseconds deadline{60'000};
    /// Whether it has come about, asked after an answer that says no or no answer at all: the work may have been done
    /// all the same. Without it a failure is final.
    std::function<bool()> isDone = {};
    /// What has to have come about before the next call is sent, waited for after a good answer.
    std::function<Result<>()> then = {};
    /// The failure in words of the step; without it, as it is.
    std::function<Error(const ApiError&)> explain = {};
    /// Ways round, offered when it fails.
    QList<SetupOffer> otherwise = {};
    /// Takes out of the plan what it asked for once, when it has come about.
    std::function<void(SetupPlan&)> fulfils = {};
    /// The calls after it depend on what it makes: they are found out anew.
    bool looksAgain = false;
};

/// How a step stands, with the calls that its report shows.
struct StepView {
    explicit StepView(SetupStep step, const SetupPlan& plan);

    SetupStepReport report;
    std::vector<PlannedCall> planned;
    QString waitsFor = {}; ///< what another step has to do before this one's calls can be sent; a sentence

    /// Not wanted by the plan.
    StepView& skip(const QString& why) {
        report.state = SetupState::NotAsked;
        report.summary = why;
        return *this;
    }
    void offer(const QString& label, const SetupPlan& plan) { report.offers.append({label, plan}); }
    void add(PlannedCall call) { planned.push_back(std::move(call)); }
    void find(const QString& subject, SetupState state, const QString& evidence, const QString& remedy = {}) {
        report.findings.append({subject, state, evidence, remedy});
    }
    /// Ends it: what is in the way.
    StepView& block(const Error& problem, const QString& summary = {});
    StepView& block(const ApiError& problem, const QString& summary = {});
    /// Ends it: could not be found out.
    StepView& leaveOpen(const QString& summary);
    /// Ends it well: done when nothing is planned and no finding says otherwise, else to do (or uncertain, or blocked).
    StepView& settle(const QString& done, const QString& toDo);
};

/// One step of a setup. It reads, and says what it would change; StepRunner changes it. Worker thread; stateless.
class StepWork {
public:
    virtual ~StepWork() = default;
    /// The calls refer to `session`, which outlives them.
    virtual StepView look(const SetupPlan& plan, SetupSession& session) const = 0;
};

/// The work of a step; never null.
std::unique_ptr<StepWork> workOf(SetupStep step);

} // namespace spanglass
