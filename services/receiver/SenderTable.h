#pragma once

#include "services/core/ReceiverControl.h"

#include <string>
#include <unordered_map>

namespace spanglass {

/// Who sends, bounded: the sender that has been silent longest makes room for a new one. Not synchronised.
class SenderTable {
public:
    static constexpr std::size_t Limit = 200;

    struct Sighting {
        std::string_view service;
        std::string sdk;
        std::string_view userAgent;
        Transport transport = Transport::Http;
        UnixNanos time;
        std::uint64_t items = 0;
        std::uint64_t bytes = 0;
    };

    void add(const Sighting& seen);
    /// Latest first.
    std::vector<SenderInfo> list() const;

private:
    std::unordered_map<std::string, SenderInfo> m_senders;
};

} // namespace spanglass
