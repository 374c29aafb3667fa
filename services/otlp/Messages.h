#pragma once

#include "services/core/Value.h"

#include "common.pb.h"

namespace spanglass {

/// Copies a value into a libprotobuf message.
void setMessage(otlp::AnyValue& message, const Value& value);
void addMessages(google::protobuf::RepeatedPtrField<otlp::KeyValue>& list, Attributes attributes);

} // namespace spanglass
