#include "services/receiver/DecodedView.h"

namespace spanglass {

namespace {

constexpr std::size_t MaxSightings = 16;

const auto& itemsOf(const SpanBatch& batch) { return batch.spans; }
const auto& itemsOf(const LogBatch& batch) { return batch.records; }
const auto& itemsOf(const MetricBatch& batch) { return batch.points; }

std::string sdkName(const Resource& resource) {
    std::string sdk;
    for (const std::string_view key : {"telemetry.sdk.language", "telemetry.sdk.version"}) {
        const Value* value = findAttribute(resource.attributes, key);
        if (!value || value->type() != Value::Type::String)
            continue;
        if (!sdk.empty())
            sdk.push_back(' ');
        sdk.append(value->text());
    }
    return sdk;
}

template <class Batch> std::expected<DecodedRequest, DecodeFailure> widen(Decoded<Batch> decoded) {
    if (!decoded)
        return std::unexpected(std::move(decoded.error()));
    return DecodedRequest(std::move(*decoded));
}

} // namespace

std::expected<DecodedRequest, DecodeFailure> decodeRequest(Signal signal, std::string payload, PayloadFormat format) {
    switch (signal) {
    case Signal::Logs:
        return widen(decodeLogs(std::move(payload), format));
    case Signal::Metrics:
        return widen(decodeMetrics(std::move(payload), format));
    case Signal::Traces:
        break;
    }
    return widen(decodeTraces(std::move(payload), format));
}

const DecodedBatch& decodedBatch(const DecodedRequest& request) {
    return std::visit([](const auto& batch) -> const DecodedBatch& { return *batch; }, request);
}

std::size_t itemCount(const DecodedRequest& request) {
    return std::visit([](const auto& batch) { return itemsOf(*batch).size(); }, request);
}

std::vector<SenderTable::Sighting> sightings(const DecodedRequest& request) {
    std::vector<std::pair<const Resource*, std::uint64_t>> counts; // runs: items of a resource lie together
    std::visit(
        [&counts](const auto& batch) {
            for (const auto& item : itemsOf(*batch)) {
                if (counts.empty() || counts.back().first != item.resource)
                    counts.emplace_back(item.resource, 0);
                ++counts.back().second;
            }
        },
        request);
    std::vector<SenderTable::Sighting> seen;
    for (const auto& [resource, items] : counts) {
        if (seen.size() == MaxSightings)
            break;
        auto& sighting = seen.emplace_back();
        sighting.service = resource->serviceName;
        sighting.sdk = sdkName(*resource);
        sighting.items = items;
    }
    return seen;
}

} // namespace spanglass
