#include "services/net/HttpFault.h"

namespace spanglass {

int httpFaultStatus(HttpFault fault) {
    switch (fault) {
    case HttpFault::TlsHello:
    case HttpFault::Http2Preface:
    case HttpFault::BodyCutShort:
        return 0;
    case HttpFault::MalformedHead:
    case HttpFault::HostMissing:
    case HttpFault::LengthInvalid:
    case HttpFault::ChunkInvalid:
        return 400;
    case HttpFault::HeadTooLarge:
        return 431;
    case HttpFault::HeadTooSlow:
    case HttpFault::BodyTooSlow:
        return 408;
    case HttpFault::TransferCodingUnknown:
        return 501;
    case HttpFault::ExpectationUnknown:
        return 417;
    case HttpFault::VersionUnknown:
        return 505;
    case HttpFault::BodyTooLarge:
        return 413;
    case HttpFault::TooManyConnections:
    case HttpFault::Closing:
        return 503;
    }
    return 500;
}

std::string_view httpFaultSentence(HttpFault fault) {
    switch (fault) {
    case HttpFault::TlsHello:
        return "A TLS handshake reached a plain HTTP port; use http:// instead of https://.";
    case HttpFault::Http2Preface:
        return "An HTTP/2 (gRPC) client reached an HTTP/1.1 port.";
    case HttpFault::MalformedHead:
        return "The request line or a header line is malformed.";
    case HttpFault::HeadTooLarge:
        return "The request headers are too large.";
    case HttpFault::HeadTooSlow:
        return "The request headers were not complete in time.";
    case HttpFault::HostMissing:
        return "An HTTP/1.1 request needs exactly one Host header.";
    case HttpFault::LengthInvalid:
        return "The Content-Length is invalid or contradicts another length.";
    case HttpFault::TransferCodingUnknown:
        return "The only Transfer-Encoding understood is chunked.";
    case HttpFault::ExpectationUnknown:
        return "The only Expect value understood is 100-continue.";
    case HttpFault::VersionUnknown:
        return "Only HTTP/1.1 and HTTP/1.0 are spoken here.";
    case HttpFault::ChunkInvalid:
        return "The chunked framing of the body is invalid.";
    case HttpFault::BodyTooLarge:
        return "The body is larger than the limit.";
    case HttpFault::BodyTooSlow:
        return "The body arrived too slowly.";
    case HttpFault::BodyCutShort:
        return "The connection ended before the whole body had arrived.";
    case HttpFault::TooManyConnections:
        return "Too many connections are open; close some or send again later.";
    case HttpFault::Closing:
        return "The server is closing; send again later.";
    }
    return {};
}

} // namespace spanglass
