#pragma once

#include "services/replay/ledger/LedgerValues.h"

namespace spanglass {

/// A captured request, or a part of one, that is to be sent.
struct ParcelPick {
    Signal signal = Signal::Traces;
    PayloadFormat format = PayloadFormat::Protobuf;
    UnixNanos arrival = {};
    std::uint64_t items = 0;
    std::uint64_t traces = 0;
    std::uint64_t bytes = 0;
};

/// Puts picks, in their order, together to parcels: small protobuf requests of one signal that came near each other
/// become one, as far as the plan's measures go. Messages written one behind the other are one message with their lists
/// joined (protobuf's rule for repeated fields), so the bytes stay as they are. A pick that is larger goes alone.
class ParcelPacker {
public:
    /// Within the limits in force, too: as many traces as may leave at once.
    explicit ParcelPacker(const ReplayPlan& plan);

    /// The parcel that was complete before this pick.
    std::optional<LedgerParcel> add(const ParcelPick& pick);
    /// The last one.
    std::optional<LedgerParcel> finish();

private:
    bool fits(const ParcelPick& pick) const;

    const bool m_joins;
    const Nanos m_mostGap;
    const std::uint64_t m_mostSpans;
    const std::uint64_t m_mostTraces;
    const std::uint64_t m_mostBytes;
    LedgerParcel m_open;
};

} // namespace spanglass
