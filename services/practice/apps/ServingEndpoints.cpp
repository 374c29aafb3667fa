#include "services/practice/apps/ServingEndpoints.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass::practice {

void addEndpointRoutes(ApiRouter& router, const People& people) {
    router.add("GET", "/api/2.0/serving-endpoints", [&people](const ApiCall&) {
        const auto all = people.all();
        const auto ben = std::ranges::find_if(all, [](const Principal& each) { return each.name.starts_with("ben@"); });
        const std::string creator = ben == all.end() ? all.front().name : ben->name;
        return ApiReply::json({{"endpoints",
            {{{"name", "practice-chat"}, {"id", "5350414e474c41535f43484154000001"}, {"creator", creator},
                {"state", {{"ready", "READY"}, {"config_update", "NOT_UPDATING"}}}}}}});
    });
}

} // namespace spanglass::practice
