#pragma once

#include "services/core/Batch.h"

#include <optional>

namespace spanglass {

/// Plain JSON as an OTLP value, kept in `memory`: whole numbers that fit 64 bits are integers, other numbers doubles,
/// null is empty. Nothing when the text is no JSON, or nested more than 64 deep.
std::optional<Value> jsonValue(std::string_view json, BatchMemory& memory);

} // namespace spanglass
