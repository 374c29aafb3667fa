#pragma once

#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// Puts the parcels of a forwarding that were taken without more ado, and whose number is lower than `before`, together
/// to one for each signal, so that the ledger does not grow with every request that is passed on. Counts stay as they
/// are, and which requests the target took. Pieces of requests that are no longer in the store go. All or nothing.
Result<> foldForwarded(Ledger& ledger, const LedgerJob& job, std::int64_t before, LedgerEnd& end);

} // namespace spanglass
