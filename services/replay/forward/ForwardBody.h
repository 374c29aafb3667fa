#pragma once

#include "services/replay/forward/ForwardLanes.h"

#include <functional>

namespace spanglass {

/// Makes what is sent of a parcel. Of a request that came partly for the second time only the spans that the store has
/// of it are sent, and of one that a replay has sent in part only the rest: its pieces say so afterwards. NotFound when
/// none of them is there any more, Damaged.
Result<> makeBody(ForwardParcel& parcel, duck::Connection& connection);

/// A new parcel of some pieces, by their place; nothing when it would have none.
std::optional<ForwardParcel> partOf(const ForwardParcel& parcel, const std::function<bool(std::size_t)>& chosen);

/// Two parcels in place of one that is too large, with their pieces; none when it cannot be parted.
std::vector<ForwardParcel> halves(const ForwardParcel& parcel);

} // namespace spanglass
