#pragma once

#include "services/core/SpanSource.h"
#include "services/warehouse/ReaderPool.h"

namespace spanglass {

/// Values (or attribute keys) that contain the prefix in any case, those that begin with it first, then the most
/// frequent. Looks at the newest spans only, so that the time it takes does not grow with the store.
Result<QStringList> suggestValues(ReadContext& context, const SuggestQuery& query);

} // namespace spanglass
