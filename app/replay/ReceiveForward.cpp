#include "app/replay/ReceiveForward.h"

#include "app/replay/ReplayRoom.h"
#include "app/replay/TargetText.h"
#include "app/verbs/VerbIo.h"
#include "services/auth/WhenDone.h"
#include "services/core/KnownFailures.h"

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QByteArray summary(const ForwardStatus& status) {
    const nlohmann::ordered_json json{{"forward", status.target.title().toStdString()},
        {"replay", status.replayId.toStdString()}, {"sent_requests", status.sentRequests},
        {"sent_spans", status.sentSpans}, {"waiting_requests", status.waitingRequests},
        {"waiting_spans", status.waitingSpans}, {"refused_requests", status.refusedRequests},
        {"rejected_spans", status.rejectedSpans}, {"skipped_requests", status.skippedRequests},
        {"repeated_requests", status.repeatedRequests}, {"lost_requests", status.lostRequests}};
    return QByteArray::fromStdString(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
        + '\n';
}

} // namespace

ReceiveForward::ReceiveForward(const ReceiveCommand& command, ReplayRoom& room, VerbIo& io)
    : m_command(command)
    , m_room(room)
    , m_io(io) {
    connect(&room.forward, &ForwardControl::changed, this, &ReceiveForward::tell);
}

void ReceiveForward::start() {
    if (!m_command.forward) {
        if (!m_command.forwardsNothing)
            m_room.forward.resume();
        Q_EMIT ready();
        return;
    }
    const QString& profile = m_command.forward->profile;
    if (profile.isEmpty()) {
        begin(m_command.forward->target);
        return;
    }
    ReplayTarget target = m_command.forward->target;
    target.connectionId = profile;
    whenDone(this, m_room.replay.placed(target), [this](const std::optional<Result<ReplayTarget>>& placed) {
        if (!placed || !*placed)
            return fail(placed ? placed->error() : Error());
        begin(**placed);
    });
}

void ReceiveForward::begin(const ReplayTarget& target) {
    const auto headers = headerValues(m_command.forward->headers);
    if (!headers)
        return fail(headers.error());
    whenDone(this, m_room.forward.start(target, *headers), [this](const std::optional<Result<>>& done) {
        if (done && *done)
            Q_EMIT ready();
        else if (done)
            fail(done->error());
    });
}

void ReceiveForward::fail(const Error& error) {
    spanglass::fail(m_io, error);
    // The event loop may not run yet.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT finished(1); }, Qt::QueuedConnection);
}

void ReceiveForward::tell() {
    const ForwardStatus status = m_room.forward.status();
    const bool isNew = m_state != status.state;
    m_state = status.state;
    const QString problem = status.problem ? explained(*status.problem).oneLine() : QString();
    if (!problem.isEmpty() && problem != m_said)
        m_io.complain(u"spanglass: forwarding to %1: %2"_s.arg(status.target.title(), problem));
    m_said = problem;
    m_io.progress(u"Forwarded %1 spans, %2 wait"_s.arg(status.sentSpans).arg(status.waitingSpans));
    if (m_draining && isNew && (m_state == ForwardState::Off || m_state == ForwardState::Stopped))
        end();
}

void ReceiveForward::finish() {
    const ForwardState state = m_room.forward.status().state;
    if (m_command.drains && state != ForwardState::Off && state != ForwardState::Stopped) {
        m_draining = true;
        m_room.forward.stop(ForwardStop::Drain);
        return;
    }
    end();
}

void ReceiveForward::end() {
    const ForwardStatus status = m_room.forward.status();
    if (!status.replayId.isEmpty())
        m_io.write(summary(status));
    Q_EMIT finished(m_draining && status.waitingRequests > 0 ? 1 : 0);
}

} // namespace spanglass
