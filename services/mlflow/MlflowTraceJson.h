#pragma once

#include "services/mlflow/MlflowTraces.h"

#include <QByteArray>

namespace spanglass {

/// A page of POST /api/3.0/mlflow/traces/search; nothing when it is no JSON object.
std::optional<MlflowTracePage> readTracePage(const QByteArray& json);

/// The spans of a trace: `info` is the answer that holds trace.trace_info, `data` the one that holds the spans.
Result<std::shared_ptr<const SpanBatch>> readTrace(const QByteArray& info, const QByteArray& data);

} // namespace spanglass
