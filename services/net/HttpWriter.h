#pragma once

#include "services/net/HttpMessage.h"

namespace spanglass {

/// The bytes of a reply to `request`. HEAD gets no body.
std::string writeHttpReply(const HttpReply& reply, const HttpHead& request, bool close);

/// What an HTTP/2 client is sent before its connection is closed: an empty SETTINGS frame and GOAWAY with
/// HTTP_1_1_REQUIRED and `text` as debug data, which gRPC clients show (RFC 9113 sections 6.5 and 6.8).
std::string writeGoAway(std::string_view text);

} // namespace spanglass
