#pragma once

#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// Takes what other jobs have sent to the same place since, or are about to, out of what waits in a job: span by span,
/// however the others cut their requests. A parcel of which nothing is left is Skipped; one of which something is left
/// is Split, and a new one with the rest goes at the end. All or nothing.
Result<> leaveOutTaken(Ledger& ledger, const LedgerJob& job);

} // namespace spanglass
