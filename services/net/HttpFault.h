#pragma once

#include <cstdint>
#include <string_view>

namespace spanglass {

/// What can go wrong on a connection below the request's meaning.
enum class HttpFault : std::uint8_t {
    TlsHello, ///< a TLS ClientHello on a plain port; closed without an answer
    Http2Preface, ///< HTTP/2 with prior knowledge, as gRPC speaks; answered with GOAWAY
    MalformedHead,
    HeadTooLarge,
    HeadTooSlow,
    HostMissing,
    LengthInvalid, ///< Content-Length garbled, repeated with different values, or beside Transfer-Encoding
    TransferCodingUnknown, ///< a Transfer-Encoding other than chunked
    ExpectationUnknown,
    VersionUnknown,
    ChunkInvalid,
    BodyTooLarge,
    BodyTooSlow,
    BodyCutShort, ///< the peer closed before its body was complete; nobody is left to answer
    TooManyConnections,
    Closing, ///< the server is being closed
};

/// The status code that answers a fault; 0 where the connection is closed without an HTTP answer.
int httpFaultStatus(HttpFault fault);

/// One English sentence, for replies and logs.
std::string_view httpFaultSentence(HttpFault fault);

} // namespace spanglass
