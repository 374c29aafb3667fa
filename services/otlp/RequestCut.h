#pragma once

#include "services/core/Ingest.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spanglass {

/// A captured request cut down to some of its spans, log records or metrics, by their place in it from 0 on; ascending,
/// each once. Resources and scopes that keep none go; what stands beside the items stays byte for byte, in its order,
/// also what OTLP does not know. Nothing when one of the items is not there, or the request cannot be read that far;
/// what cannot be read behind the last one is left out. Any thread.
std::optional<std::string> cutRequest(
    std::string_view payload, PayloadFormat format, Signal signal, std::span<const std::uint32_t> ordinals);

/// The two halves of it. On the wire the signals look alike.
std::optional<std::string> cutWire(std::string_view protobuf, std::span<const std::uint32_t> ordinals);
std::optional<std::string> cutJson(std::string_view json, Signal signal, std::span<const std::uint32_t> ordinals);

} // namespace spanglass
