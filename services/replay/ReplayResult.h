#pragma once

#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// A job that does not run, as the ledger has it.
ReplayStatus statusOf(const LedgerJob& job, const LedgerTotals& totals);

/// Writes everything that the ledger has of a job as JSON lines: a summary, then a line for each request, then one for
/// each span that the last arrival check did not find. The file appears whole or not at all. Cancelled after
/// Ledger::interrupt().
Result<> exportResult(Ledger& ledger, JobNumber job, const QString& file);

} // namespace spanglass
