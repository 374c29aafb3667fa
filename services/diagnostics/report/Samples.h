#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/SqlWarehouse.h"

#include <functional>

namespace spanglass {

/// The first spans of the trace that came last, their structure alone: what attributes say never leaves the store.
/// Empty when there is none, or when it cannot be read. Blocks; worker thread.
QList<SpanSketch> sampleSpans(SqlWarehouse& store, const std::function<bool()>& isCancelled);

} // namespace spanglass
