#pragma once

#include "services/otlp/WireEdit.h"
#include "services/replay/Exporter.h"
#include "services/replay/ledger/Ledger.h"

namespace spanglass {

/// A parcel on its way: what the ledger has of it, and its bytes.
struct HeldParcel {
    LedgerParcel parcel;
    Parcel content = {};
    int setbacks = 0; ///< times in a row that it had to wait, in this run
};

/// Makes parcels' bytes of the captured requests that their pieces name. One thread, the ledger's.
class ParcelReader {
public:
    /// `edit`: what is changed on the way, if anything; what is edited becomes protobuf.
    ParcelReader(Ledger& ledger, JobNumber job, std::optional<WireEdit> edit);

    struct Loaded {
        HeldParcel held;
        std::optional<Error> problem = {}; ///< why it cannot be sent
    };
    /// The parcels in their order.
    Result<std::vector<Loaded>> read(const std::vector<LedgerParcel>& parcels);

private:
    Result<std::vector<LedgerPiece>> piecesOf(const std::vector<LedgerParcel>& parcels);

    Ledger& m_ledger;
    const JobNumber m_job;
    const std::optional<WireEdit> m_edit;
};

} // namespace spanglass
