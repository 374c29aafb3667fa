#include "models/replay/ReplayDetail.h"

#include "models/replay/ReplayWords.h"

#include <QFileInfo>

namespace spanglass {

namespace {

constexpr std::uint32_t NamedRequests = 5;

} // namespace

ReplayDetail::ReplayDetail(ReplayControl& control, const ReplayStatus& status, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_status(status)
    , m_arrival([this] { Q_EMIT changed(); }) {
    nameUncertain();
}

void ReplayDetail::setStatus(const ReplayStatus& status) {
    m_status = status;
    nameUncertain();
    Q_EMIT changed();
}

void ReplayDetail::nameUncertain() {
    const std::uint64_t now = m_status.count(ParcelState::Uncertain);
    if (now == m_named)
        return;
    m_named = now;
    if (now == 0) {
        m_naming.drop();
        m_uncertain.clear();
        return;
    }
    m_naming.ask(m_control.entries(m_status.id, ParcelState::Uncertain, 0, NamedRequests),
        [this](const Result<QList<ReplayEntry>>& answer) {
            if (answer)
                m_uncertain = *answer;
            Q_EMIT changed();
        });
}

bool ReplayDetail::canPause() const { return isUnderWay(m_status.state); }

bool ReplayDetail::canResume() const {
    return m_status.state == ReplayState::Paused || m_status.state == ReplayState::Stopped
        || m_status.state == ReplayState::Interrupted;
}

bool ReplayDetail::canCancel() const { return canPause() || canResume(); }

bool ReplayDetail::canRemove() const { return !isUnderWay(m_status.state); }

bool ReplayDetail::canCheckArrival() const { return m_control.canCheckArrival(m_status.plan.target); }

void ReplayDetail::forgetProblem() { m_problem.reset(); }

void ReplayDetail::act(const QString& doing, const QFuture<Result<>>& future, std::function<void()> then) {
    m_problem.reset();
    m_doing = doing;
    m_acting.ask(future, [this, then = std::move(then)](const Result<>& answer) {
        m_doing.clear();
        const bool unknown = !answer && answer.error().code == ErrorCode::NeedsSignIn;
        if (!answer && answer.error().code != ErrorCode::Cancelled)
            m_problem = answer.error();
        Q_EMIT changed();
        if (unknown && !m_status.plan.target.headerNames.isEmpty())
            Q_EMIT headersNeeded(m_status.plan.target.headerNames);
        if (answer && then)
            then();
    });
    Q_EMIT changed();
}

void ReplayDetail::resume(const TargetHeaders& headers) {
    m_mending.reset();
    m_arrival.forget(); // it tells of what was there before
    act(tr("Resuming"), m_control.resume(m_status.id, headers));
}

void ReplayDetail::goOnWith(const TargetHeaders& headers) {
    if (m_mending)
        mend(*m_mending, headers);
    else
        resume(headers);
}

void ReplayDetail::remove() {
    act(tr("Removing it from the list"), m_control.remove(m_status.id), [this] { Q_EMIT removed(); });
}

void ReplayDetail::mend(ReplayMending how, const TargetHeaders& headers) {
    m_mending = how;
    m_arrival.forget();
    act(tr("Noting what is sent again"), m_control.mend(m_status.id, how, headers));
}

void ReplayDetail::exportResult(const QString& file) {
    act(tr("Writing %1").arg(QFileInfo(file).fileName()), m_control.exportResult(m_status.id, file),
        [this, file] { Q_EMIT exported(file); });
}

void ReplayDetail::checkArrival() { m_arrival.ask(m_control.checkArrival(m_status.id)); }

} // namespace spanglass
