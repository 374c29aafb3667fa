#pragma once

#include "services/net/HttpFault.h"
#include "services/net/HttpMessage.h"
#include "services/net/HttpResponder.h"

#include <memory>
#include <optional>
#include <variant>

namespace spanglass {

/// One request whose body is being read. Lives on one worker thread and is called there; destroyed when the answer is
/// on its way or the connection is gone, so what runs on later must hold its own copies.
class HttpExchange {
public:
    virtual ~HttpExchange() = default;

    /// More of the body, its transfer coding undone. A reply ends the reading: it is sent at once, what is still to
    /// come is thrown away, and the connection closes.
    virtual std::optional<HttpReply> body(std::string_view bytes) = 0;
    /// The body is complete. Exactly one answer must go through `responder`, now or later.
    virtual void end(HttpResponder responder) = 0;
};

/// What a server serves. Called on the worker threads, several at a time. Must outlive the server.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;

    /// The head of a request has arrived and its framing is sound. A reply refuses the body unread.
    virtual std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) = 0;
    /// Something went wrong below the request's meaning. Returns the answer (status from httpFaultStatus) where there
    /// is one to give. `head` holds what is known, at least the peer; `example` is what was seen, for the log.
    virtual HttpReply fault(HttpFault fault, const HttpHead& head, std::string_view example) = 0;
};

} // namespace spanglass
