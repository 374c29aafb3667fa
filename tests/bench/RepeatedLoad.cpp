#include "tests/bench/RepeatedLoad.h"

#include "services/otlp/Decode.h"
#include "services/otlp/Encode.h"

#include <algorithm>

namespace spanglass::test {

namespace {

QByteArray view(std::string_view bytes) { return {bytes.data(), static_cast<qsizetype>(bytes.size())}; }

/// The first eight bytes, which every trace id of the load shares.
QByteArray idPrefix(const std::string& payload) {
    const auto batch = decodeTraces(payload, PayloadFormat::Protobuf);
    const auto bytes = (*batch)->spans.front().traceId.bytes();
    return {bytes.data(), 8};
}

} // namespace

RepeatedLoad::RepeatedLoad(const LoadShape& shape, PayloadFormat format, unsigned sender, unsigned senders)
    : m_format(format)
    , m_spansPerRequest(shape.spansPerRequest)
    , m_count(sender << 24) {
    const auto load = makeLoad(shape);
    QByteArray prefix = idPrefix(load.front());
    if (format == PayloadFormat::Json)
        prefix = prefix.toHex();
    for (std::size_t i = sender; i < load.size(); i += senders) {
        Item& item = m_items.emplace_back();
        item.payload = view(format == PayloadFormat::Json ? requestJson(load[i], Signal::Traces) : load[i]);
        for (auto at = item.payload.indexOf(prefix); at >= 0; at = item.payload.indexOf(prefix, at + prefix.size()))
            item.places.push_back(at + prefix.size() / 2);
    }
}

const QByteArray& RepeatedLoad::next() {
    Item& item = m_items[m_at++ % m_items.size()];
    ++m_count;
    QByteArray id(4, '\0');
    for (int i = 0; i < 4; ++i)
        id[i] = static_cast<char>(m_count >> (24 - 8 * i));
    if (m_format == PayloadFormat::Json)
        id = id.toHex();
    for (const auto place : item.places)
        std::copy(id.begin(), id.end(), item.payload.data() + place);
    return item.payload;
}

} // namespace spanglass::test
