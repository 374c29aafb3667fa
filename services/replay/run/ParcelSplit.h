#pragma once

#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// Smaller parcels that stand for one that is too large for its target: with half of its pieces each, or half of the
/// spans of the only piece. Adds new pieces to `turn` and counts them in `end`. Empty when it cannot be made smaller.
Result<std::vector<LedgerParcel>> splitParcel(
    Ledger& ledger, JobNumber job, const LedgerParcel& parcel, LedgerEnd& end, LedgerTurn& turn);

} // namespace spanglass
