#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"

#include <algorithm>
#include <array>

namespace spanglass {

SetupPageState GuidedSetup::stepState(SetupStep step) const {
    const SetupTrack& one = track(step);
    if (one.applying.isBusy())
        return SetupPageState::Working;
    if (!isAsked(m_plan, step))
        return SetupPageState::NotAsked;
    if (!missingFor(m_plan, step).isEmpty())
        return isListing() ? SetupPageState::Looking : SetupPageState::Missing; // lists bring proposals
    if (one.probing.isBusy())
        return SetupPageState::Looking;
    if (!one.report)
        return one.failure() ? SetupPageState::Blocked : SetupPageState::Unseen;
    return isFresh(step) ? pageStateOf(one.report->state) : SetupPageState::LookAgain;
}

SetupPageState GuidedSetup::stateOfSteps(const QList<SetupStep>& steps) const {
    // What needs the person most stands for the whole.
    static constexpr std::array order{SetupPageState::Working, SetupPageState::Missing, SetupPageState::Looking,
        SetupPageState::Blocked, SetupPageState::LookAgain, SetupPageState::ToDo, SetupPageState::Uncertain,
        SetupPageState::Unseen, SetupPageState::Done};
    for (const SetupPageState state : order) {
        if (std::ranges::any_of(steps, [&](SetupStep step) { return stepState(step) == state; }))
            return state;
    }
    return SetupPageState::NotAsked;
}

SetupPageState GuidedSetup::state(SetupPage page) const {
    if (page == SetupPage::Connection) {
        if (m_chooser.report().isBusy())
            return SetupPageState::Looking;
        if (!isSignedIn())
            return m_chooser.connectionProblem() ? SetupPageState::Blocked : SetupPageState::ToDo;
        const SetupPageState seen = stepState(SetupStep::SignIn);
        return seen == SetupPageState::Blocked ? seen : SetupPageState::Done;
    }
    if (!isSignedIn())
        return SetupPageState::Waiting;
    if (page == SetupPage::Prove)
        return m_proof;
    if (page == SetupPage::Overview)
        return stateOfSteps(setupSteps(m_plan.mlflowServer));
    if (page == SetupPage::Send && !isAsked(m_plan, SetupStep::Collector)) {
        const SetupStep last = m_plan.mlflowServer ? SetupStep::Experiment : SetupStep::Location;
        return isSettled(last) ? SetupPageState::Done : SetupPageState::Waiting;
    }
    return stateOfSteps(stepsOf(page));
}

bool GuidedSetup::isFresh(SetupStep step) const {
    const SetupTrack& one = track(step);
    return one.report && !one.outdated && one.inputs == inputsOf(m_plan, step);
}

bool GuidedSetup::isSettled(SetupStep step) const {
    const SetupPageState state = stepState(step);
    const std::optional<SetupStepReport>& report = track(step).report;
    return state == SetupPageState::Done || state == SetupPageState::NotAsked
        || (state == SetupPageState::Uncertain && !report->problem && report->calls.isEmpty());
}

QString GuidedSetup::applyObstacle(SetupStep step) const {
    for (const SetupStep before : stepsBefore(step)) {
        if (!isSettled(before))
            return tr("“%1” comes first. The overview applies all in order.").arg(setupStepTitle(before));
    }
    return {};
}

} // namespace spanglass
