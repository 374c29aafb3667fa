#include "services/diagnostics/app/symptoms/ArrivalChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"
#include "services/diagnostics/app/AppLook.h"
#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/net/PortOwner.h"

#include <QUrl>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MostSenders = 8;
constexpr Nanos Recent{15ll * 60 * 1'000'000'000}; ///< what was refused before that may be mended since

UnixNanos nanosOf(const QDateTime& time) { return {static_cast<std::uint64_t>(time.toMSecsSinceEpoch()) * 1'000'000}; }

QString ago(UnixNanos then, const QDateTime& now) { return formatAge(then, nanosOf(now)); }

bool isRecent(UnixNanos then, const QDateTime& now) { return nanosOf(now) - then < Recent; }

void seeSenders(Outcome& out, const ReceiverSnapshot& receiver, const QDateTime& now) {
    for (std::size_t i = 0; i < std::min(receiver.senders.size(), MostSenders); ++i) {
        const SenderInfo& sender = receiver.senders[i];
        out.see(sender.service.isEmpty() ? u"A service without a name"_s : sender.service,
            u"%1 items in %2 requests, %3 bytes, last %4; %5"_s.arg(sender.items)
                .arg(sender.requests)
                .arg(sender.bytes)
                .arg(ago(sender.lastSeen, now), sender.sdk.isEmpty() ? sender.userAgent : sender.sdk));
    }
}

/// The app's endpoint on this computer; unset when it sends elsewhere or nothing is known of it.
std::optional<AppEndpoint> endpointHere(const AppLook* look) {
    if (!look || !look->config)
        return {};
    for (const AppBlock& block : look->config->blocks)
        if (auto endpoint = traceEndpoint(block, look->facts);
            endpoint && endpoint->kind == AppEndpoint::Kind::Loopback)
            return endpoint;
    return {};
}

bool listensOn(const ReceiverSnapshot& receiver, int port) {
    const QString end = u':' + QString::number(port);
    return std::ranges::any_of(
        receiver.httpAddresses + receiver.grpcAddresses, [&](const QString& address) { return address.endsWith(end); });
}

/// The app sends to a port of this computer on which this receiver does not listen.
CheckResult elsewhere(const AppLook& look, const AppEndpoint& endpoint, const ReceiverSnapshot& receiver) {
    const QString seen = seenSetting(*look.config, *endpoint.setting);
    if (const auto owner = portOwner(static_cast<quint16>(endpoint.port)))
        return notApplicable(
            u"The app sends to %1, which listens on port %2, not to this receiver."_s.arg(owner->program)
                .arg(endpoint.port))
            .see(u"Configuration"_s, seen);
    return failed(u"Nothing listens where the app sends to."_s,
        u"The app sends to port %1; the receiver listens elsewhere."_s.arg(endpoint.port))
        .see(u"Configuration"_s, seen)
        .see(u"Receiver"_s, QStringList(receiver.httpAddresses + receiver.grpcAddresses).join(u", "_s))
        .advise(u"Set the app's endpoint to an address of the receiver, or let the receiver listen there."_s)
        .offer({u"Open Receiver"_s, ProgramRemedy{ProgramRemedy::What::OpenReceiver}});
}

CheckResult lookAtArrivals(CheckContext& context) {
    const auto& receiver = context.ports().program.receiver;
    if (!receiver)
        return notApplicable(u"No receiver belongs to this run."_s);
    const auto look = lookAtApp(context);
    const auto endpoint = endpointHere(look.get());
    const bool hasApp = look && look->config;
    const QDateTime now = context.ports().auth.now();
    if (receiver->state != ReceiverState::Listening && receiver->state != ReceiverState::Paused)
        return couldNotLook(u"The receiver does not listen, so that nothing can arrive."_s)
            .offer({u"Open Receiver"_s, ProgramRemedy{ProgramRemedy::What::OpenReceiver}});
    if (endpoint && endpoint->port > 0 && !listensOn(*receiver, endpoint->port))
        return elsewhere(*look, *endpoint, *receiver);
    if (receiver->spans > 0) {
        Outcome out = fine(u"Spans arrive: %1 in %2 requests."_s.arg(receiver->spans).arg(receiver->requests));
        seeSenders(out, *receiver, now);
        return out;
    }
    if (hasApp && !endpoint)
        return notApplicable(u"The app does not send to this receiver, as far as its configuration says."_s);
    if (receiver->logs + receiver->metricPoints > 0) {
        Outcome out = failed(u"Logs or metrics arrive, and no span."_s,
            u"The app's exporter works, so that its tracing is off, drops everything, or sends elsewhere."_s);
        seeSenders(out, *receiver, now);
        return out.advise(u"Look at the app's sampler and its endpoint for traces."_s);
    }
    if (!endpoint)
        return notApplicable(u"Nothing has been sent to the receiver, and no app is known that should."_s);
    return failed(u"Nothing has arrived from the app."_s,
        u"Its configuration leads here, and the receiver has taken no span since it was started: the app makes none, or sends them later."_s)
        .see(u"Configuration"_s, seenSetting(*look->config, *endpoint->setting))
        .advise(u"Use the app once, and wait for its exporter: five seconds by default."_s)
        .advise(u"Look in its log for an error while tracing is set up; such errors are often caught and forgotten."_s);
}

/// What is over by itself when the receiver goes on.
bool passes(Refusal refusal) {
    using enum Refusal;
    return refusal == QueueFull || refusal == Paused || refusal == Stopping || refusal == TooManyConnections
        || refusal == BodyCutShort || refusal == MethodNotAllowed;
}

CheckResult lookAtRefusals(CheckContext& context) {
    const auto& receiver = context.ports().program.receiver;
    if (!receiver)
        return notApplicable(u"No receiver belongs to this run."_s);
    const QDateTime now = context.ports().auth.now();
    QList<std::size_t> met;
    for (std::size_t i = 0; i < RefusalCount; ++i)
        if (receiver->refusals[i].count > 0 && refusalInfo(static_cast<Refusal>(i)).severity != Severity::Remark)
            met += i;
    if (met.isEmpty())
        return receiver->requests > 0 ? CheckResult(fine(u"The receiver has refused nothing."_s))
                                      : CheckResult(notApplicable(u"Nobody has sent anything yet."_s));
    const auto weight = [&](std::size_t i) {
        const auto refusal = static_cast<Refusal>(i);
        const bool isWhole = refusalInfo(refusal).severity == Severity::RequestLost;
        return std::tuple(isWhole && !passes(refusal), receiver->refusals[i].last);
    };
    std::ranges::sort(met, [&](std::size_t a, std::size_t b) { return weight(b) < weight(a); });
    const auto worst = static_cast<Refusal>(met.front());
    const RefusalInfo& info = refusalInfo(worst);
    const bool nothingTaken = receiver->spans == 0;
    const bool isFatal
        = std::get<0>(weight(met.front())) && (nothingTaken || isRecent(receiver->refusals[met.front()].last, now));
    const QString sentence = nothingTaken ? u"The receiver has refused everything that was sent."_s
                                          : u"The receiver has refused requests or parts of them."_s;
    Outcome out = isFatal ? failed(sentence, info.sentence) : warned(sentence, info.sentence);
    for (const std::size_t i : met) {
        const RefusalInfo& each = refusalInfo(static_cast<Refusal>(i));
        const RefusalCounter& counter = receiver->refusals[i];
        out.see(each.key,
            u"%1 times, last %2. %3"_s.arg(counter.count).arg(ago(counter.last, now), counter.example).trimmed());
        out.advise(each.remedy);
    }
    return out.detail(info.key);
}

} // namespace

CheckList arrivalChecks() {
    return {
        {{u"app.arriving"_s, CheckStage::App, u"Spans arrive at the receiver"_s,
             u"Looks at who has sent to the receiver, when and how much, and at where the app sends to."_s,
             u"What does not arrive here was never sent, or was sent elsewhere."_s},
            {}, lookAtArrivals},
        {{u"app.refused"_s, CheckStage::App, u"The receiver refuses nothing"_s,
             u"Looks at what the receiver has refused since it was started."_s,
             u"Exporters hide refusals in a log that nobody reads."_s},
            {}, lookAtRefusals},
    };
}

} // namespace spanglass
