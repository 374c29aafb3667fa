#pragma once

#include "services/core/Ingest.h"

#include <optional>

namespace spanglass {

/// The body of a 200 answer. Full success is zero bytes of protobuf or `{}`: partial_success must stay unset (OTLP
/// specification, "Full Success"). With rejected items or a message it is partial success, which senders do not repeat.
std::string successBody(Signal signal, PayloadFormat format, std::uint64_t rejected = 0, std::string_view message = {});

/// What a 200 answer says besides yes.
struct PartialSuccess {
    std::uint64_t rejected = 0; ///< spans, log records or data points that were left out
    std::string message; ///< may come without any: a warning
};

/// Reads the body of a 200 answer to a request of any signal. An empty body, and one without partial_success, is full
/// success; nothing for a body that is no such answer.
std::optional<PartialSuccess> readSuccessBody(std::string_view body, PayloadFormat format = PayloadFormat::Protobuf);

/// Why items were left out, in words with the first example of each kind; empty when none was.
std::string rejectionMessage(const DecodedBatch& batch);

/// A google.rpc.Status: the body of every 4xx and 5xx answer, and the details of a gRPC error.
struct StatusAnswer {
    int code = 0; ///< google.rpc.Code; 3 is INVALID_ARGUMENT
    std::string message;
    std::optional<Nanos> retryDelay; ///< becomes a RetryInfo detail
    std::string badField; ///< becomes a BadRequest detail with `message` as its description
};

std::string statusBody(const StatusAnswer& status, PayloadFormat format);

/// Reads such a body, and the details of a gRPC status, which are one in protobuf. Nothing when it is none.
std::optional<StatusAnswer> readStatusBody(std::string_view body, PayloadFormat format);

} // namespace spanglass
