#include "services/warehouse/databricks/StatementCalls.h"

#include "services/auth/ApiClient.h"

namespace spanglass {

StatementCalls StatementCalls::over(ApiClient& api) {
    return {[&api](ApiRequest request) { return api.call(std::move(request)); },
        [&api](const ExternalLink& link) {
            LinkRequest request;
            request.url = QUrl::fromEncoded(link.url);
            for (const auto& [name, value] : link.headers)
                request.fields.push_back({name.toLower().toStdString(), value.toStdString()});
            return api.fetchLink(std::move(request));
        }};
}

} // namespace spanglass
