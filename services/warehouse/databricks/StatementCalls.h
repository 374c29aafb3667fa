#pragma once

#include "services/auth/ApiMessage.h"
#include "services/warehouse/databricks/StatementMessage.h"

#include <QFuture>

#include <functional>

namespace spanglass {

class ApiClient;

/// How much a link's chunk may hold: some times what was announced. A lot when nothing was.
qint64 mostBytes(const ExternalLink& link);

/// The two kinds of call that running a statement makes.
struct StatementCalls {
    std::function<QFuture<ApiResult>(ApiRequest)> call; ///< signed, to the workspace
    std::function<QFuture<ApiResult>(const ExternalLink&)> fetch; ///< never signed, to a cloud's storage

    /// `api` must outlive the calls.
    static StatementCalls over(ApiClient& api);
};

} // namespace spanglass
