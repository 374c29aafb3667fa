#pragma once

#include "services/net/HttpMessage.h"

#include <memory>
#include <mutex>

namespace spanglass {

class HttpWorker;

/// The way back to one request's connection. A small value; `send` may be called from any thread, and outlive the
/// connection and the server: the answer is then dropped. Only the first answer counts.
class HttpResponder {
public:
    /// Where answers of one worker thread go; emptied before that worker ends.
    struct Route {
        std::mutex mutex;
        HttpWorker* worker = nullptr;
    };

    HttpResponder() = default;
    HttpResponder(std::shared_ptr<Route> route, std::uint64_t connection, std::uint64_t request)
        : m_route(std::move(route))
        , m_connection(connection)
        , m_request(request) { }

    void send(HttpReply reply) const;

private:
    std::shared_ptr<Route> m_route;
    std::uint64_t m_connection = 0;
    std::uint64_t m_request = 0;
};

} // namespace spanglass
