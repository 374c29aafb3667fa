#pragma once

#include "services/net/HttpFault.h"
#include "services/net/HttpMessage.h"

#include <expected>

namespace spanglass {

/// A fault, and what was understood of the head before it, so that the answer can suit the sender.
struct HeadFailure {
    HttpFault fault{};
    HttpHead head;
};

/// Parses a complete header block (request line up to and with the empty line) strictly: every ambiguity that could
/// make two readers see different bodies is a fault (RFC 9112 sections 2.2, 3, 5 and 6.3). Any thread.
std::expected<HttpHead, HeadFailure> parseHttpHead(std::string_view block);

/// Where a header block ends in what has arrived so far.
struct HeadEnd {
    enum class Kind : std::uint8_t { Incomplete, Complete, BareNewline };
    Kind kind = Kind::Incomplete;
    std::size_t size = 0; ///< bytes up to and with the empty line, when Complete
};

/// `from` is where the last search ended, so that slow senders do not cost quadratic time.
HeadEnd findHeadEnd(std::string_view bytes, std::size_t from);

} // namespace spanglass
