#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spanglass::practice {

/// A trace search's filter as a condition on the columns of a trace source, its values as parameters $1, $2, ...
struct TraceFilter {
    std::string condition; ///< empty: everything
    std::vector<std::string> values;
};

/// The grammar of MLflow's trace search (databricks-api.md section 12, C: docs "Search traces programmatically";
/// mlflow search_utils.py): conditions on trace., tag., metadata., span., feedback. and expectation. keys, joined by
/// AND. Throws ApiFailure INVALID_PARAMETER_VALUE.
TraceFilter readTraceFilter(std::string_view text);

/// "timestamp_ms DESC" and the like as SQL; newest first when none is given. Throws as readTraceFilter does.
std::string readTraceOrder(const std::vector<std::string>& order, TraceFilter& filter);

} // namespace spanglass::practice
