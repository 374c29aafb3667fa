#include "models/setup/SetupRun.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"

#include <algorithm>

namespace spanglass {

SetupRun::SetupRun(GuidedSetup& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    // Queued: what has just ended is put away before something new begins.
    connect(&session, &GuidedSetup::stepEnded, this, &SetupRun::goOn, Qt::QueuedConnection);
    connect(&session, &GuidedSetup::abandoned, this, [this] {
        m_at.reset();
        m_shown.clear();
        stop();
    });
    // Where it stopped was seen: what is mended there is looked at again.
    connect(&session, &GuidedSetup::pageChanged, this, [this] {
        if (m_busy)
            return;
        m_at.reset();
        m_pausedToShow = false;
    });
}

void SetupRun::look() { start(false); }

void SetupRun::lookAgain() {
    m_again = true;
    start(false);
}

void SetupRun::apply() { start(true); }

void SetupRun::start(bool applies) {
    if (m_busy)
        return;
    m_applies = applies;
    m_left = setupSteps(m_session.plan().mlflowServer);
    m_total = static_cast<int>(m_left.size());
    m_busy = true;
    m_pausedToShow = false;
    m_at.reset();
    for (const SetupStep step : std::as_const(m_left)) {
        if (m_session.isFresh(step))
            m_shown[step] = m_session.track(step).report->calls;
    }
    next();
}

void SetupRun::next() {
    while (!m_left.isEmpty()) {
        if (m_at != m_left.first()) {
            m_at = m_left.first();
            m_tried = false;
        }
        if (!passes(*m_at)) {
            Q_EMIT changed();
            return;
        }
        m_left.removeFirst();
    }
    m_busy = m_again = false;
    m_at.reset();
    Q_EMIT changed();
    if (m_applies)
        Q_EMIT finished();
}

bool SetupRun::passes(SetupStep step) {
    const SetupPlan& plan = m_session.plan();
    if (!isAsked(plan, step))
        return true;
    if (!missingFor(plan, step).isEmpty()) {
        if (m_applies)
            stop();
        return !m_applies;
    }
    const SetupTrack& track = m_session.track(step);
    if (track.isBusy())
        return false; // it was begun elsewhere; its end is told all the same
    if (!m_session.isFresh(step) || (m_again && !m_tried)) {
        if (!m_tried) {
            m_tried = true;
            m_session.look(step);
            return false;
        }
        if (m_applies)
            stop();
        return !m_applies;
    }
    const SetupState state = track.report->state;
    if (!m_applies || state == SetupState::Done || state == SetupState::NotAsked)
        return true;
    if (track.applied && m_tried) {
        if (state == SetupState::Uncertain && !track.report->problem)
            return true; // done as far as can be told
        stop();
        return false;
    }
    if (state == SetupState::Blocked && !m_tried) { // what was in the way may be gone
        m_tried = true;
        m_session.look(step);
        return false;
    }
    if (state == SetupState::Blocked || !m_session.applyObstacle(step).isEmpty()) {
        stop();
        return false;
    }
    if (!wasShown(step)) {
        m_pausedToShow = true;
        stop();
        return false;
    }
    m_tried = true;
    m_session.apply(step);
    return false;
}

bool SetupRun::wasShown(SetupStep step) const {
    const QList<SetupCall> shown = m_shown.value(step);
    return std::ranges::all_of(m_session.track(step).report->calls, [&](const SetupCall& call) {
        return std::ranges::any_of(shown, [&](const SetupCall& each) { return isCallShown(call, each); });
    });
}

void SetupRun::goOn(SetupStep ended) {
    if (m_busy && m_at == ended)
        next();
}

void SetupRun::stop() {
    m_busy = m_again = false;
    Q_EMIT changed();
}

void SetupRun::cancel() {
    if (!m_busy)
        return;
    m_busy = m_again = false;
    m_session.cancel(*std::exchange(m_at, {}));
    Q_EMIT changed();
}

int SetupRun::toDo() const {
    const QList<SetupStep> steps = setupSteps(m_session.plan().mlflowServer);
    return static_cast<int>(std::ranges::count_if(steps, [this](SetupStep step) {
        const SetupPageState state = m_session.stepState(step);
        return state == SetupPageState::ToDo
            || (state == SetupPageState::Uncertain && !m_session.track(step).report->calls.isEmpty());
    }));
}

bool SetupRun::wantsLook() const {
    const QList<SetupStep> steps = setupSteps(m_session.plan().mlflowServer);
    const SetupPlan& plan = m_session.plan();
    return !m_busy && !m_at && std::ranges::any_of(steps, [&](SetupStep step) {
        const SetupTrack& track = m_session.track(step);
        return isAsked(plan, step) && missingFor(plan, step).isEmpty() && !m_session.isFresh(step) && !track.failure();
    });
}

} // namespace spanglass
