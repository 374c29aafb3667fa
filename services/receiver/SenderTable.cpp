#include "services/receiver/SenderTable.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr qsizetype MaxText = 200; // characters kept of a name that a sender chose

QString shown(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).left(MaxText);
}

} // namespace

void SenderTable::add(const Sighting& seen) {
    std::string key;
    for (const std::string_view part : {seen.service, std::string_view(seen.sdk), seen.userAgent})
        key.append(part.substr(0, 4 * MaxText)).push_back('\0');
    key.push_back(static_cast<char>(seen.transport));
    auto found = m_senders.find(key);
    if (found == m_senders.end()) {
        if (m_senders.size() >= Limit)
            m_senders.erase(std::ranges::min_element(m_senders, {}, [](const auto& s) { return s.second.lastSeen; }));
        SenderInfo sender;
        sender.service = shown(seen.service);
        sender.sdk = shown(seen.sdk);
        sender.userAgent = shown(seen.userAgent);
        sender.transport = seen.transport;
        found = m_senders.emplace(std::move(key), std::move(sender)).first;
    }
    SenderInfo& sender = found->second;
    sender.lastSeen = seen.time;
    ++sender.requests;
    sender.items += seen.items;
    sender.bytes += seen.bytes;
}

std::vector<SenderInfo> SenderTable::list() const {
    std::vector<SenderInfo> senders;
    senders.reserve(m_senders.size());
    for (const auto& [key, sender] : m_senders)
        senders.push_back(sender);
    std::ranges::sort(senders, std::greater{}, &SenderInfo::lastSeen);
    return senders;
}

} // namespace spanglass
