#include "services/diagnostics/program/ProgramChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"
#include "services/net/PortOwner.h"

#include <QLocale>
#include <QStorageInfo>
#include <QSysInfo>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// What a store needs to go on for a while: below the first it is soon full, below the second it is.
constexpr qint64 LittleSpace = 2ll << 30;
constexpr qint64 NoSpaceLeft = 100ll << 20;

QString sizeText(qint64 bytes) { return QLocale::c().formattedDataSize(bytes); }

CheckAction startReceiver(quint16 port) {
    return {u"Listen on port %1"_s.arg(port), ProgramRemedy{ProgramRemedy::What::StartReceiver, QString::number(port)}};
}

CheckResult lookAtPorts(CheckContext& context) {
    const ProgramFacts& program = context.ports().program;
    if (!program.receiver)
        return notApplicable(u"No receiver belongs to this run."_s);
    const ReceiverSnapshot& receiver = *program.receiver;
    const auto described = [&](Outcome out) {
        return std::move(out.see(u"HTTP"_s, receiver.httpAddresses.join(u", "_s))
                             .see(u"gRPC"_s, receiver.grpcAddresses.join(u", "_s)));
    };
    switch (receiver.state) {
    case ReceiverState::Listening:
        return described(fine(u"The receiver listens."_s));
    case ReceiverState::Starting:
        return couldNotLook(u"The receiver is just starting."_s);
    case ReceiverState::Paused:
        return described(warned(u"The receiver is paused."_s,
            u"It answers 503 with Retry-After; apps hold their spans back for a while and then drop them."_s)
                             .advise(u"Go on receiving in the panel Receiver."_s)
                             .offer({u"Open Receiver"_s, ProgramRemedy{ProgramRemedy::What::OpenReceiver}}));
    case ReceiverState::Stopped:
        return failed(u"The receiver is stopped."_s, u"Nothing listens, so apps that send here are refused."_s)
            .advise(u"Start it in the panel Receiver."_s)
            .offer(startReceiver(program.receiverSettings.httpPort));
    case ReceiverState::Failed:
        break;
    }
    Outcome out = failed(u"The receiver does not listen."_s, receiver.problem);
    if (receiver.busyPort == 0)
        return out.advise(u"Look at its addresses in the panel Receiver."_s)
            .offer({u"Open Receiver"_s, ProgramRemedy{ProgramRemedy::What::OpenReceiver}});
    if (const auto owner = portOwner(receiver.busyPort))
        out.see(
            u"Port %1 is held by"_s.arg(receiver.busyPort), u"%1, process %2"_s.arg(owner->program).arg(owner->pid));
    out.advise(u"End the other program, or listen on another port and tell the apps."_s);
    if (receiver.suggestedPort != 0 && receiver.busyPort == program.receiverSettings.httpPort)
        out.offer(startReceiver(receiver.suggestedPort));
    return out;
}

CheckResult lookAtStore(CheckContext& context) {
    const auto& store = context.ports().program.store;
    if (!store)
        return notApplicable(u"No store is open."_s);
    Outcome out = store->problem ? failed(u"Nothing can be written to the store."_s, *store->problem)
        : store->upkeepProblem
        ? std::move(warned(u"Old traces are not removed from the store."_s, store->upkeepProblem->message)
                        .advise(store->upkeepProblem->remedy))
        : fine(u"The store takes spans."_s);
    if (!store->problem && store->waitingRemoved > 0)
        out = std::move(
            warned(u"Requests had to go before they could be passed on."_s,
                u"The store reached its size limit while %1 requests still waited."_s.arg(store->waitingRemoved))
                .advise(u"Give the store more room in Settings, or mend what keeps them from being passed on."_s)
                .offer({u"Open Settings"_s, ProgramRemedy{ProgramRemedy::What::OpenSettings}}));
    return out.see(u"File"_s, store->file)
        .see(u"Size"_s, sizeText(static_cast<qint64>(store->bytes)))
        .see(u"Holds"_s, u"%1 spans of %2 traces"_s.arg(store->spans).arg(store->traces));
}

CheckResult lookAtDisk(CheckContext& context) {
    const ProgramFacts& program = context.ports().program;
    const QString place = program.store ? program.store->file : program.stateFolder;
    const QStorageInfo disk(QFileInfo(place).absolutePath());
    if (!disk.isValid() || !disk.isReady())
        return couldNotLook(u"The system does not tell how much room there is at %1."_s.arg(place));
    const qint64 left = disk.bytesAvailable();
    Outcome out = left < NoSpaceLeft
        ? failed(u"The disk is full."_s, u"Spans that arrive cannot be kept; their senders are told to try again."_s)
        : left < LittleSpace
        ? warned(u"The disk is nearly full."_s, u"Once it is full, spans that arrive cannot be kept."_s)
        : fine(u"There is room on the disk."_s);
    if (out.status != CheckStatus::Ok)
        out.advise(u"Make room, or lower the size limit of the store in Settings."_s)
            .offer({u"Open Settings"_s, ProgramRemedy{ProgramRemedy::What::OpenSettings}});
    return out.see(u"Free"_s, u"%1 of %2"_s.arg(sizeText(left), sizeText(disk.bytesTotal()))).see(u"At"_s, place);
}

CheckResult lookAtQueue(CheckContext& context) {
    const ProgramFacts& program = context.ports().program;
    if (!program.forward || program.forward->state == ForwardState::Off)
        return notApplicable(u"Nothing is passed on."_s);
    const ForwardStatus& forward = *program.forward;
    const auto described = [&](Outcome out) {
        return std::move(
            out.see(u"Waiting"_s, u"%1 requests with %2 spans"_s.arg(forward.waitingRequests).arg(forward.waitingSpans))
                .see(u"The oldest waits for"_s, forward.waitingRequests > 0 ? formatDuration(forward.delay) : QString())
                .see(u"Refused for good"_s,
                    forward.refusedRequests > 0 ? QString::number(forward.refusedRequests) : QString())
                .offer({u"Open Receiver"_s, ProgramRemedy{ProgramRemedy::What::OpenReceiver}}));
    };
    if (forward.state == ForwardState::Stopped)
        return described(failed(u"Passing on has stopped."_s,
            forward.problem.value_or(Error{ErrorCode::Bug, u"It does not say why."_s, {}})));
    if (forward.lostRequests > 0)
        return described(failed(u"Requests were lost before they could be passed on."_s,
            u"The size limit of the store removed %1 that still waited."_s.arg(forward.lostRequests))
                             .advise(u"Give the store more room in Settings; replay what is still there."_s));
    if (forward.state == ForwardState::Waiting)
        return described(warned(u"The target of passing on is away, or wants less."_s,
            forward.problem ? forward.problem->message : forward.note)
                             .advise(u"It is tried again by itself; what waits is kept in the store."_s));
    if (forward.refusedRequests > 0 || forward.rejectedSpans > 0)
        return described(warned(u"The target of passing on refused some of what it was sent."_s,
            forward.problem ? forward.problem->message
                            : u"%1 requests and %2 spans were refused for good."_s.arg(forward.refusedRequests)
                                  .arg(forward.rejectedSpans))
                             .advise(u"Look at the run in Replay, which keeps each answer."_s));
    Outcome out = described(fine(u"What arrives is passed on."_s));
    out.action.reset();
    return out;
}

CheckResult lookAtSecrets(CheckContext& context) {
    const SecretPlace& place = context.ports().program.secrets;
    switch (place.kind) {
    case SecretPlace::Kind::Keychain:
        return fine(u"Secrets are kept in the keychain of the system."_s);
    case SecretPlace::Kind::Unknown:
        return notApplicable(u"No secret has been kept or read since the program started."_s);
    case SecretPlace::Kind::Memory:
        break;
    }
    return warned(u"Secrets are kept in memory only."_s, place.reason)
        .advise(
            u"Sign-ins are gone when the program ends. Start a keychain service, such as gnome-keyring or kwallet."_s);
}

CheckResult lookAtVersion(CheckContext& context) {
    const ProgramFacts& program = context.ports().program;
    return fine(u"This is Spanglass %1."_s.arg(program.version))
        .see(u"Spanglass"_s, program.version)
        .see(u"Qt"_s, QString::fromLatin1(qVersion()))
        .see(u"System"_s, QSysInfo::prettyProductName() + u", "_s + QSysInfo::currentCpuArchitecture());
}

} // namespace

CheckList programChecks() {
    using enum CheckStage;
    return {
        {{.id = u"program.ports"_s,
             .stage = Program,
             .title = u"The receiver listens"_s,
             .looksAt = u"The ports that the receiver was told to listen on, and who holds them."_s,
             .why = u"An app that sends to a port where nothing listens loses its spans."_s},
            {}, &lookAtPorts},
        {{.id = u"program.store"_s,
             .stage = Program,
             .title = u"The store is healthy"_s,
             .looksAt = u"Whether the store can be written, and what its upkeep says."_s,
             .why = u"A store that cannot be written refuses every span."_s},
            {}, &lookAtStore},
        {{.id = u"program.disk"_s,
             .stage = Program,
             .title = u"There is room on the disk"_s,
             .looksAt = u"The free space where the store lies."_s,
             .why = u"Spans are acknowledged only when they are on disk."_s},
            {}, &lookAtDisk},
        {{.id = u"program.queue"_s,
             .stage = Program,
             .title = u"What arrives is passed on"_s,
             .looksAt = u"What waits to be passed on, and the last failure."_s,
             .why = u"Spans that wait here are not in the workspace yet."_s},
            {}, &lookAtQueue},
        {{.id = u"program.secrets"_s,
             .stage = Program,
             .title = u"Secrets outlast the program"_s,
             .looksAt = u"Where tokens are kept."_s,
             .why = u"Without a keychain every start of the program begins with signing in."_s},
            {}, &lookAtSecrets},
        {{.id = u"program.version"_s,
             .stage = Program,
             .title = u"Versions"_s,
             .looksAt = u"The versions of this program and of what it is built on."_s,
             .why = u"A support case begins with them."_s},
            {}, &lookAtVersion},
    };
}

} // namespace spanglass
