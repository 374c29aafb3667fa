#pragma once

#include "services/core/TraceComparison.h"
#include "services/replay/run/ParcelReader.h"

#include <map>

namespace spanglass {

/// Spans as a parcel sent them, by trace.
struct SentTraces {
    std::shared_ptr<const SpanBatch> owner; ///< keeps the spans alive
    std::map<TraceId, std::vector<ComparedSpan>> traces;
};

/// The first so many traces of a parcel, with what was changed on the way. NotFound when its requests are gone.
Result<SentTraces> readSentTraces(ParcelReader& reader, const LedgerParcel& parcel, std::size_t most);

} // namespace spanglass
