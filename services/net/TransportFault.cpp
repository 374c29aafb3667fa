#include "services/net/TransportFault.h"

#include <QLocale>

#include <array>
#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString inSeconds(std::chrono::milliseconds time) {
    return QLocale::c().toString(static_cast<double>(time.count()) / 1000.0, 'g', 3) + u" s"_s;
}

QString quoted(const QString& detail) { return detail.isEmpty() ? QString() : u" ("_s + detail + u')'; }

/// Who was to be reached: the proxy where there is one, since that is what the connection was made to.
QString nearest(const FaultPlace& place) { return place.proxy.isEmpty() ? place.host : u"the proxy "_s + place.proxy; }

Error connectionError(TransportFault fault, const FaultPlace& place) {
    const QString near = nearest(place);
    switch (fault) {
    case TransportFault::NameNotFound:
        return {ErrorCode::Offline, u"The name of %1 was not found."_s.arg(place.host),
            u"Check the spelling of the address, the network connection, and whether a VPN or a proxy is needed."_s};
    case TransportFault::Refused:
        return {ErrorCode::Offline, u"%1 refused the connection."_s.arg(near),
            u"Check the port, and that the server is running."_s};
    case TransportFault::Unreachable:
        return {ErrorCode::Offline, u"%1 cannot be reached from this computer%2."_s.arg(near, quoted(place.detail)),
            u"Check the network connection, the VPN and the firewall."_s};
    case TransportFault::ConnectTimeout:
        return {ErrorCode::TimedOut, u"No connection to %1 came about within %2."_s.arg(near, inSeconds(place.time)),
            u"Check the network, the VPN and the firewall; a proxy may be needed (Settings, Network)."_s};
    case TransportFault::AnswerTimeout:
        return {ErrorCode::TimedOut, u"%1 did not answer within %2."_s.arg(place.host, inSeconds(place.time)),
            u"Try again; what was asked for may have been done all the same."_s};
    case TransportFault::Stalled:
        return {ErrorCode::TimedOut,
            u"%1 stopped in the middle of its answer: nothing came for %2."_s.arg(place.host, inSeconds(place.time)),
            u"Try again. A longer silence can be allowed in Settings, Network."_s};
    case TransportFault::CutOff:
        return {ErrorCode::Offline,
            u"The connection to %1 ended before the answer was complete%2."_s.arg(place.host, quoted(place.detail)),
            u"Try again; what was asked for may have been done all the same."_s};
    default:
        return {ErrorCode::Offline, u"The request to %1 failed%2."_s.arg(place.host, quoted(place.detail)),
            u"Try again."_s};
    }
}

Error answerError(TransportFault fault, const FaultPlace& place) {
    switch (fault) {
    case TransportFault::NotHttp:
        return {ErrorCode::BadInput, u"What answers at %1 does not speak HTTP."_s.arg(place.host),
            u"Check the port, and whether the address should begin with https or http."_s};
    case TransportFault::HeadTooLarge:
        return {ErrorCode::LimitHit,
            u"The header fields of the answer from %1 are larger than %2 bytes."_s.arg(place.host).arg(place.limit),
            u"This is no answer of the API; check the address."_s};
    case TransportFault::BodyTooLarge:
        return {ErrorCode::LimitHit,
            u"The answer from %1 is larger than the limit of %2."_s.arg(
                place.host, QLocale::c().formattedDataSize(place.limit)),
            u"Ask for less: a shorter time range, fewer columns or a limit."_s};
    case TransportFault::BodyUndecodable:
        return {ErrorCode::BadInput,
            u"The answer from %1 is compressed in a way that cannot be undone%2."_s.arg(
                place.host, quoted(place.detail)),
            u"Try again; when it stays, a proxy on the way may damage answers."_s};
    case TransportFault::RedirectRefused:
        return {ErrorCode::BadInput,
            u"%1 redirects in a way that is not followed%2."_s.arg(place.host, quoted(place.detail)),
            u"Check the address; it should be the workspace's or server's own."_s};
    default:
        return {ErrorCode::Offline,
            u"The HTTP/2 connection to %1 reported an error%2."_s.arg(place.host, quoted(place.detail)),
            u"Try again."_s};
    }
}

Error tlsError(TransportFault fault, const FaultPlace& place) {
    const QString addAuthority
        = u"When that is intended, have the certificate authority's PEM file and choose it in Settings, Network."_s;
    switch (fault) {
    case TransportFault::TlsUntrusted:
        return {ErrorCode::NotAllowed,
            u"The certificate of %1 is not signed by an authority that this computer trusts."_s.arg(place.host),
            addAuthority};
    case TransportFault::TlsIntercepted:
        return {ErrorCode::NotAllowed,
            u"The certificate shown for %1 is not the public one: most likely a proxy or security program opens encrypted connections on this network."_s
                .arg(place.host),
            u"Ask your network's administrators for their certificate authority's PEM file and choose it in Settings, Network."_s};
    case TransportFault::TlsExpired:
        return {ErrorCode::NotAllowed, u"The certificate of %1 has expired."_s.arg(place.host),
            u"Check this computer's clock; when it is right, the server's owner must renew the certificate."_s};
    case TransportFault::TlsNotYetValid:
        return {ErrorCode::NotAllowed, u"The certificate of %1 is not valid yet."_s.arg(place.host),
            u"As a rule this computer's clock is behind: set date and time."_s};
    case TransportFault::TlsWrongHost:
        return {ErrorCode::NotAllowed, u"The certificate shown by %1 belongs to another name."_s.arg(place.host),
            u"Check the address; a sign-in page of the network or a proxy may be answering instead."_s};
    case TransportFault::CaFileUnreadable:
        return {ErrorCode::BadInput,
            u"The file of certificate authorities cannot be used%1."_s.arg(quoted(place.detail)),
            u"Choose a PEM file in Settings, Network, or leave the field empty."_s};
    default:
        return {ErrorCode::Offline,
            u"No encrypted connection to %1 came about%2."_s.arg(place.host, quoted(place.detail)),
            u"Check the port and the proxy; the server may be too old or speak no TLS here."_s};
    }
}

Error proxyError(TransportFault fault, const FaultPlace& place) {
    const QString check = u"Check the proxy in Settings, Network, and in HTTPS_PROXY."_s;
    switch (fault) {
    case TransportFault::ProxyNotFound:
        return {ErrorCode::Offline, u"The name of the proxy %1 was not found."_s.arg(place.proxy), check};
    case TransportFault::ProxyUnreachable:
        return {
            ErrorCode::Offline, u"The proxy %1 cannot be reached%2."_s.arg(place.proxy, quoted(place.detail)), check};
    case TransportFault::ProxyNeedsSignIn:
        return {ErrorCode::NeedsSignIn, u"The proxy %1 asks for a user name and password (407)."_s.arg(place.proxy),
            u"Enter them in Settings, Network."_s};
    default:
        return {ErrorCode::NotAllowed,
            u"The proxy %1 refused to connect to %2%3."_s.arg(place.proxy, place.host, quoted(place.detail)),
            u"Ask your network's administrators to allow the address, or choose another proxy in Settings, Network."_s};
    }
}

Error faultError(TransportFault fault, const FaultPlace& place) {
    switch (fault) {
    case TransportFault::Cancelled:
        return {ErrorCode::Cancelled, u"The request was cancelled."_s, {}};
    case TransportFault::BadRequest:
        return {ErrorCode::BadInput, u"The request cannot be sent%1."_s.arg(quoted(place.detail)),
            u"Check the address: it begins with https:// and names a host."_s};
    case TransportFault::PlainTextRefused:
        return {ErrorCode::NotAllowed, u"A credential is not sent to %1 without encryption."_s.arg(place.host),
            u"Use an https address; plain http is for this computer only."_s};
    case TransportFault::NotHttp:
    case TransportFault::HeadTooLarge:
    case TransportFault::BodyTooLarge:
    case TransportFault::BodyUndecodable:
    case TransportFault::RedirectRefused:
    case TransportFault::Http2Stream:
        return answerError(fault, place);
    case TransportFault::TlsUntrusted:
    case TransportFault::TlsIntercepted:
    case TransportFault::TlsExpired:
    case TransportFault::TlsNotYetValid:
    case TransportFault::TlsWrongHost:
    case TransportFault::TlsFailed:
    case TransportFault::CaFileUnreadable:
        return tlsError(fault, place);
    case TransportFault::ProxyNotFound:
    case TransportFault::ProxyUnreachable:
    case TransportFault::ProxyRefused:
    case TransportFault::ProxyNeedsSignIn:
        return proxyError(fault, place);
    default:
        return connectionError(fault, place);
    }
}

} // namespace

QLatin1StringView transportFaultName(TransportFault fault) {
    static constexpr std::array Names{"cancelled"_L1, "bad-request"_L1, "plain-text-refused"_L1, "name-not-found"_L1,
        "refused"_L1, "unreachable"_L1, "connect-timeout"_L1, "answer-timeout"_L1, "stalled"_L1, "cut-off"_L1,
        "not-http"_L1, "head-too-large"_L1, "body-too-large"_L1, "body-undecodable"_L1, "redirect-refused"_L1,
        "http2-stream"_L1, "tls-untrusted"_L1, "tls-intercepted"_L1, "tls-expired"_L1, "tls-not-yet-valid"_L1,
        "tls-wrong-host"_L1, "tls-failed"_L1, "ca-file-unreadable"_L1, "proxy-not-found"_L1, "proxy-unreachable"_L1,
        "proxy-refused"_L1, "proxy-needs-sign-in"_L1, "unknown"_L1};
    static_assert(Names.size() == static_cast<std::size_t>(TransportFault::Unknown) + 1);
    return Names[static_cast<std::size_t>(fault)];
}

HttpFailure transportFailure(TransportFault fault, const FaultPlace& place) {
    return {faultError(fault, place), fault};
}

} // namespace spanglass
