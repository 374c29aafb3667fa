#pragma once

#include "services/core/Span.h"
#include "services/store/write/TextArena.h"

namespace spanglass {

/// The span's type as LLM libraries give it, upper case ("TOOL", "CHAT_MODEL"); empty when it gives none. The first of
/// these attributes counts: mlflow.spanType (a JSON string), openinference.span.kind, traceloop.span.kind,
/// gen_ai.operation.name (by MLflow's table of operations).
std::string_view spanType(const Span& span, TextArena& arena);

} // namespace spanglass
