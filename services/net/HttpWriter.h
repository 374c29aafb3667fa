#pragma once

#include "services/net/HttpMessage.h"

namespace spanglass {

/// The bytes of a reply to `request`: all of them, or those before the first piece of its source. HEAD gets no body.
std::string writeHttpReply(const HttpReply& reply, const HttpHead& request, bool close);

/// How the pieces of a reply's source are framed.
enum class PieceFraming : std::uint8_t {
    None, ///< nothing follows the head
    Plain, ///< as long as announced, or until the connection closes
    Chunked,
};
PieceFraming pieceFraming(const HttpReply& reply, const HttpHead& request);
/// One piece in chunked coding. The chunk that breaks off announces more than there is.
std::string writeChunk(const BodySource::Piece& piece);

/// What an HTTP/2 client is sent before its connection is closed: an empty SETTINGS frame and GOAWAY with
/// HTTP_1_1_REQUIRED and `text` as debug data, which gRPC clients show (RFC 9113 sections 6.5 and 6.8).
std::string writeGoAway(std::string_view text);

} // namespace spanglass
