#pragma once

#include "services/net/HttpMessage.h"
#include "services/practice/FaultSwitch.h"

namespace spanglass::practice {

/// What servers, proxies and connections between the API and its client do to requests and answers. Any thread.
class WireFaults {
public:
    explicit WireFaults(const FaultSwitch& faults)
        : m_faults(faults) { }

    /// The answer that comes in the API's place: the request does not reach it.
    std::optional<HttpReply> instead(const HttpHead& head) const;
    /// What becomes of the API's answer on its way.
    HttpReply spoiled(std::string_view path, HttpReply reply) const;

private:
    const FaultSwitch& m_faults;
};

} // namespace spanglass::practice
