#include "services/warehouse/databricks/StatementCalls.h"

#include "services/auth/ApiClient.h"

#include <algorithm>

namespace spanglass {

qint64 mostBytes(const ExternalLink& link) {
    constexpr qint64 Least = 64 << 20;
    constexpr qint64 Most = 256 << 20;
    return link.bytes > 0 ? std::clamp(4 * std::min(link.bytes, Most), Least, Most) : Most;
}

StatementCalls StatementCalls::over(ApiClient& api) {
    return {[&api](ApiRequest request) { return api.call(std::move(request)); },
        [&api](const ExternalLink& link) {
            LinkRequest request;
            request.url = QUrl::fromEncoded(link.url);
            request.maxBody = mostBytes(link);
            for (const auto& [name, value] : link.headers)
                request.fields.push_back({name.toLower().toStdString(), value.toStdString()});
            return api.fetchLink(std::move(request));
        }};
}

} // namespace spanglass
