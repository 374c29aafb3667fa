#pragma once

#include "services/otlp/WireEdit.h"
#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// What the job's plan changes on the way; nothing when it is faithful.
Result<std::optional<WireEdit>> editOf(Ledger& ledger, const LedgerJob& job);

/// The id under which the target gets a captured trace.
TraceId sentTraceId(const LedgerJob& job, TraceId captured);

} // namespace spanglass
