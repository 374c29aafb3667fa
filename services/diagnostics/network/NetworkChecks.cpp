#include "services/diagnostics/network/NetworkChecks.h"

#include "services/auth/AuthHttp.h"
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"
#include "services/diagnostics/network/Knock.h"

#include <QJsonDocument>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Fault = TransportFault;

/// Beyond the first, tokens are refused for no other reason; beyond the second, times in traces look wrong.
constexpr qint64 MaxSkew = 300; // s
constexpr qint64 VisibleSkew = 60; // s

bool isAmong(Fault fault, std::initializer_list<Fault> faults) {
    return std::ranges::find(faults, fault) != faults.end();
}

/// Each fault belongs to one check: the first on the way that it can be told by.
enum class Part : std::uint8_t { Name, Proxy, Connection, Tls, Answer };

Part partOf(Fault fault) {
    if (fault == Fault::NameNotFound)
        return Part::Name;
    if (isAmong(fault, {Fault::ProxyNotFound, Fault::ProxyUnreachable, Fault::ProxyRefused, Fault::ProxyNeedsSignIn}))
        return Part::Proxy;
    if (isAmong(fault, {Fault::Refused, Fault::Unreachable, Fault::ConnectTimeout}))
        return Part::Connection;
    if (isAmong(fault,
            {Fault::TlsUntrusted, Fault::TlsIntercepted, Fault::TlsExpired, Fault::TlsNotYetValid, Fault::TlsWrongHost,
                Fault::TlsFailed, Fault::CaFileUnreadable}))
        return Part::Tls;
    return Part::Answer;
}

/// Set when the request got no answer: either this part is why, or nothing can be said of it.
std::optional<Outcome> faultIn(Part part, const Result<Knock>& knocked, const QString& sentence) {
    if (!knocked)
        return couldNotLook(knocked.error());
    if (knocked->result)
        return std::nullopt;
    const HttpFailure& failure = knocked->result.error();
    if (failure.fault == Fault::Cancelled || failure.code == ErrorCode::Cancelled)
        return couldNotLook(failure);
    if (partOf(failure.fault) < part)
        return couldNotLook(failure);
    if (partOf(failure.fault) > part)
        return std::nullopt;
    Outcome out = failed(sentence, failure);
    return std::move(out.see(u"Address"_s, knocked->url.toString())
                         .see(u"Proxy"_s, knocked->proxy)
                         .detail(u"fault %1"_s.arg(transportFaultName(failure.fault))));
}

CheckResult lookAtName(CheckContext& context) {
    const auto knocked = knock(context);
    if (knocked && !knocked->proxy.isEmpty())
        return notApplicable(u"The proxy %1 looks names up."_s.arg(knocked->proxy));
    if (const auto fault = faultIn(Part::Name, knocked, u"The name of the host is not known here."_s))
        return *fault;
    return fine(u"%1 has an address."_s.arg(knocked->url.host()));
}

CheckResult lookAtProxy(CheckContext& context) {
    const auto knocked = knock(context);
    if (const auto fault = faultIn(Part::Proxy, knocked, u"The proxy does not let the request through."_s))
        return *fault;
    if (knocked->page)
        return failed(u"Something on the way answers in place of the host."_s, *knocked->page)
            .see(u"Answer"_s, u"HTTP %1, a page of HTML"_s.arg(knocked->result->status))
            .see(u"Via"_s, QString::fromStdString(std::string(knocked->result->field("via"))))
            .see(u"Proxy"_s, knocked->proxy);
    if (knocked->proxy.isEmpty())
        return fine(u"No proxy is set, and none answered."_s);
    return fine(u"The proxy %1 lets the request through."_s.arg(knocked->proxy));
}

CheckResult lookAtConnection(CheckContext& context) {
    const auto knocked = knock(context);
    if (const auto fault = faultIn(Part::Connection, knocked, u"The host cannot be reached."_s))
        return *fault;
    return fine(u"%1 takes connections."_s.arg(knocked->url.authority()));
}

CheckResult lookAtTls(CheckContext& context) {
    const auto knocked = knock(context);
    if (knocked && knocked->url.scheme() == "http"_L1)
        return notApplicable(u"The address is plain http."_s);
    if (const auto fault = faultIn(Part::Tls, knocked, u"No trusted TLS connection comes about."_s))
        return *fault;
    return fine(u"The certificate is trusted."_s);
}

bool isSpoiled(const Knock& knocked, const std::optional<Connection>& connection) {
    const ConnectionKind kind = connection->settings.kind;
    if ((kind != ConnectionKind::Databricks && kind != ConnectionKind::Practice) || knocked.result->status != 200)
        return false;
    return QJsonDocument::fromJson(knocked.result->body).isNull();
}

CheckResult lookAtAnswer(CheckContext& context) {
    const auto knocked = knock(context);
    if (const auto fault = faultIn(Part::Answer, knocked, u"No whole answer comes back."_s))
        return *fault;
    const HttpAnswer& answer = *knocked->result;
    const QString seen = u"HTTP %1 after %2"_s.arg(answer.status).arg(formatDuration({answer.duration.count()}));
    if (answer.status >= 500)
        return failed(u"The host answers with an error of its own."_s,
            u"HTTP %1 says that the service, or a gateway before it, is not well."_s.arg(answer.status))
            .advise(u"Look at the status page of the service, and try again later."_s)
            .see(u"Answer"_s, seen)
            .see(u"Request id"_s, QString::fromUtf8(answer.requestId));
    if (isSpoiled(*knocked, context.ports().connection))
        return failed(u"Answers arrive damaged."_s,
            u"The answer says that it is complete, and its JSON ends in the middle: something on the way cuts it."_s)
            .advise(u"Try another network, or without the proxy; security software may rewrite answers."_s)
            .see(u"Answer"_s, seen)
            .see(u"Bytes"_s, QString::number(answer.body.size()));
    return fine(u"The host answers."_s).see(u"Answer"_s, seen);
}

CheckResult lookAtClock(CheckContext& context) {
    const auto knocked = knock(context);
    if (!knocked || !knocked->result)
        return couldNotLook(u"The host gave no answer that says what time it is there."_s);
    const auto lead = clockLead(knocked->result->fields, context.ports().auth.now());
    if (!lead)
        return couldNotLook(u"The host does not say what time it is there."_s);
    const qint64 off = std::abs(*lead);
    const QString words = u"%1 %2"_s.arg(formatDuration({off * 1'000'000'000}), *lead > 0 ? u"ahead"_s : u"behind"_s);
    Outcome out = off > MaxSkew ? failed(u"The clock of this computer is wrong."_s,
                      u"It is %1 of the host's; tokens are refused as not valid yet, or as ended."_s.arg(words))
        : off > VisibleSkew     ? warned(u"The clock of this computer is off."_s,
                  u"It is %1 of the host's: new traces lie outside the range that is looked at."_s.arg(words))
                                : fine(u"The clocks agree."_s);
    if (out.status != CheckStatus::Ok)
        out.advise(u"Let the system set its clock from the network."_s);
    return out.see(u"This clock"_s, off == 0 ? u"the same as the host's"_s : words);
}

CheckResult lookAtCalls(CheckContext& context) {
    const auto knocked = knock(context);
    if (!knocked || !knocked->result)
        return couldNotLook(u"The host gave no answer."_s);
    if (knocked->result->status != 429)
        return fine(u"No call was turned away for the number of calls."_s);
    const std::string_view after = knocked->result->field("retry-after");
    return failed(u"The host turns calls away: there are too many."_s,
        u"HTTP 429: the limit of calls, of this user or of the workspace, is used up. Apps that send spans meet the same."_s)
        .advise(
            u"Wait, and look what sends so much; exporters should send fewer, larger requests (BatchSpanProcessor)."_s)
        .see(u"Answer"_s, u"HTTP 429"_s)
        .see(u"Retry-After"_s, QString::fromLatin1(after.data(), static_cast<qsizetype>(after.size())));
}

/// Told from a call that shows who we are: lists of addresses are looked at then.
CheckResult lookAtAdmission(CheckContext& context) {
    const auto report = context.step(SetupStep::SignIn);
    if (!report)
        return couldNotLook(report.error());
    const bool listed = report->problem
        && (report->problem->message.contains("IP ACL"_L1)
            || report->problem->message.contains("IP access list"_L1, Qt::CaseInsensitive));
    if (listed)
        return failed(u"This address may not call the workspace."_s, *report->problem).detail(report->details);
    if (report->problem && report->problem->code != ErrorCode::NeedsSignIn)
        return couldNotLook(*report->problem);
    return fine(u"Calls from this address are answered."_s);
}

Check check(const char* id, const QString& title, const QString& looksAt, const QString& why, const QStringList& needs,
    CheckResult (*look)(CheckContext&)) {
    return {
        {.id = QString::fromLatin1(id), .stage = CheckStage::Network, .title = title, .looksAt = looksAt, .why = why},
        needs, look};
}

} // namespace

CheckList networkChecks() {
    Check calls = check("limits.calls", u"The host does not turn calls away"_s,
        u"Whether the answer is 429, too many requests."_s, u"Spans that are turned away are lost once retries end."_s,
        {u"network.answer"_s}, &lookAtCalls);
    calls.info.stage = CheckStage::Limits;
    return {
        check("network.name", u"The host's name is known"_s,
            u"Whether the name of the connection's host has an address."_s, u"Without one nothing can be sent there."_s,
            {}, &lookAtName),
        check("network.proxy", u"No proxy is in the way"_s,
            u"Whether a proxy is used, lets the request through, and does not answer itself."_s,
            u"A proxy that answers in the host's place makes every export fail."_s, {u"network.name"_s}, &lookAtProxy),
        check("network.reached", u"The host can be reached"_s, u"Whether a connection to the host comes about."_s,
            u"A firewall or a wrong port stops everything."_s, {u"network.proxy"_s}, &lookAtConnection),
        check("network.tls", u"The connection is trusted"_s, u"The host's certificate, as this computer trusts it."_s,
            u"Exporters drop spans when they cannot trust the endpoint."_s, {u"network.reached"_s}, &lookAtTls),
        check("network.answer", u"Answers arrive whole"_s, u"Whether an open address of the host answers completely."_s,
            u"Damaged or cut answers make exporters send again, or give up."_s, {u"network.tls"_s}, &lookAtAnswer),
        check("network.clock", u"The clocks agree"_s, u"The time in the host's answer, against this computer's."_s,
            u"A wrong clock ends tokens early and puts spans outside the range that is looked at."_s,
            {u"network.answer"_s}, &lookAtClock),
        check("network.admission", u"The workspace admits this address"_s,
            u"Whether a signed call is refused for where it comes from (IP access list)."_s,
            u"A workspace may take calls from listed networks only."_s, {u"network.answer"_s, u"limits.calls"_s},
            &lookAtAdmission),
        calls,
    };
}

} // namespace spanglass
