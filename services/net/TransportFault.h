#pragma once

#include "services/core/Error.h"

#include <chrono>
#include <cstdint>

namespace spanglass {

/// Why a request got no whole answer.
enum class TransportFault : std::uint8_t {
    Cancelled,
    BadRequest, ///< the address or a field cannot be sent
    PlainTextRefused, ///< a credential would have travelled unencrypted to another computer
    NameNotFound,
    Refused,
    Unreachable,
    ConnectTimeout,
    AnswerTimeout, ///< the request's own deadline passed
    Stalled, ///< an answer began, then nothing came for the stall time
    CutOff, ///< the connection ended before or within the answer
    NotHttp, ///< what answers does not speak HTTP
    HeadTooLarge,
    BodyTooLarge,
    BodyUndecodable, ///< a Content-Encoding that is broken or unknown
    RedirectRefused, ///< too many, a loop, or from https to http
    Http2Stream,
    TlsUntrusted,
    TlsIntercepted, ///< untrusted where only publicly trusted certificates are in use: a guess
    TlsExpired,
    TlsNotYetValid, ///< as a rule this computer's clock is wrong
    TlsWrongHost,
    TlsFailed, ///< any other handshake failure
    CaFileUnreadable,
    ProxyNotFound,
    ProxyUnreachable,
    ProxyRefused, ///< it is there and said no
    ProxyNeedsSignIn,
    Unknown,
};

/// Short stable name, for logs, the request trail and JSON ("tls-expired").
QLatin1StringView transportFaultName(TransportFault fault);

/// What the sentence about a fault needs to know.
struct FaultPlace {
    QString host = {}; ///< with the port where it is not the scheme's own
    QString proxy = {}; ///< address without credentials; empty when none was used
    QString detail = {}; ///< the library's or the proxy's own words
    std::chrono::milliseconds time{0}; ///< the limit that passed
    qint64 limit = 0; ///< bytes
};

/// A request that failed below HTTP: an Error that also says which fault it was.
struct HttpFailure : Error {
    TransportFault fault = TransportFault::Unknown;
    bool incomplete = false; ///< not all of the request had left, so the server cannot have done what it says
};

HttpFailure transportFailure(TransportFault fault, const FaultPlace& place);

} // namespace spanglass
