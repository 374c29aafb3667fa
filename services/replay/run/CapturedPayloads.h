#pragma once

#include "services/core/Ingest.h"
#include "services/store/duckdb/Connection.h"

#include <unordered_map>

namespace spanglass {

/// A captured request's bytes as they came.
struct CapturedPayload {
    PayloadFormat format = PayloadFormat::Protobuf;
    std::string bytes;
};

/// The bytes of these requests, or why those of one cannot be read: Damaged; NotFound when it was deleted since.
/// Requests near each other are read in one go.
Result<std::unordered_map<std::int64_t, Result<CapturedPayload>>> readPayloads(
    duck::Connection& connection, const std::vector<std::int64_t>& requests);

} // namespace spanglass
