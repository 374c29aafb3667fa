#pragma once

#include "services/core/Ingest.h"
#include "tests/support/Load.h"

#include <QByteArray>

namespace spanglass::test {

/// One sender's share of a load, sent over and over with trace ids that change each time: the constant first half of
/// the load's ids is overwritten in place.
class RepeatedLoad {
public:
    RepeatedLoad(const LoadShape& shape, PayloadFormat format, unsigned sender, unsigned senders);

    /// The next request. Valid until the next call.
    const QByteArray& next();
    std::uint32_t spansPerRequest() const { return m_spansPerRequest; }

private:
    struct Item {
        QByteArray payload;
        std::vector<qsizetype> places; ///< of the four bytes (eight hex digits) that change
    };

    PayloadFormat m_format;
    std::uint32_t m_spansPerRequest;
    std::vector<Item> m_items;
    std::uint32_t m_count;
    std::size_t m_at = 0;
};

} // namespace spanglass::test
