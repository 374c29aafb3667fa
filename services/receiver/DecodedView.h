#pragma once

#include "services/core/Ingest.h"
#include "services/otlp/Decode.h"
#include "services/receiver/SenderTable.h"

#include <expected>

namespace spanglass {

/// Decodes by signal.
std::expected<DecodedRequest, DecodeFailure> decodeRequest(Signal signal, std::string payload, PayloadFormat format);

const DecodedBatch& decodedBatch(const DecodedRequest& request);
std::size_t itemCount(const DecodedRequest& request);

/// One sighting for each resource (service and SDK) that sent something, with the items it sent; at most 16.
std::vector<SenderTable::Sighting> sightings(const DecodedRequest& request);

} // namespace spanglass
