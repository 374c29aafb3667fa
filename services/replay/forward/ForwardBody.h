#pragma once

#include "services/replay/forward/ForwardLanes.h"

namespace spanglass {

/// Makes what is sent of a parcel. Of a request that came partly for the second time only the spans that the store has
/// of it are sent: its pieces say so afterwards. NotFound when none of them is there any more, Damaged.
Result<> makeBody(ForwardParcel& parcel, duck::Connection& connection);

/// Two parcels in place of one that is too large, with their pieces; none when it cannot be parted.
std::vector<ForwardParcel> halves(const ForwardParcel& parcel);

} // namespace spanglass
