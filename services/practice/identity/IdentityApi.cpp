#include "services/practice/identity/IdentityApi.h"

#include "services/practice/identity/OAuthApi.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace spanglass::practice {

namespace {

using nlohmann::json;

json scim(const Principal& principal) {
    auto groups = json::array();
    for (const std::string& group : principal.groups)
        groups.push_back({{"display", group}, {"value", group}, {"type", "direct"}});
    json out{{"id", principal.id}, {"displayName", principal.displayName}, {"active", true}, {"groups", groups}};
    if (principal.isUser()) {
        out["schemas"] = {"urn:ietf:params:scim:schemas:core:2.0:User"};
        out["userName"] = principal.name;
        out["emails"] = {{{"value", principal.name}, {"type", "work"}, {"primary", true}}};
    } else {
        out["schemas"] = {"urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal"};
        out["applicationId"] = principal.name;
    }
    return out;
}

/// Clients ask for the next page until one is empty.
json page(const ApiCall& call, const json& all) {
    const auto first = static_cast<std::size_t>(std::max<std::int64_t>(call.askedNumber("startIndex", 1), 1) - 1);
    const auto count = static_cast<std::size_t>(call.askedNumber("count", std::ssize(all)));
    auto resources = json::array();
    for (std::size_t i = first; i < all.size() && resources.size() < count; ++i)
        resources.push_back(all[i]);
    return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}}, {"totalResults", all.size()},
        {"itemsPerPage", resources.size()}, {"startIndex", first + 1}, {"Resources", std::move(resources)}};
}

/// The filters that clients send: attributes that eq a text, or that hold it (co), all of them the same text and joined
/// by or (RFC 7644 3.4.2.2).
class NameFilter {
public:
    explicit NameFilter(const ApiCall& call) {
        const std::string filter = call.asked("filter").value_or("");
        const std::size_t open = filter.find('"');
        if (open == std::string::npos)
            return;
        m_wanted = lowered(filter.substr(open + 1, filter.find('"', open + 1) - open - 1));
        m_whole = !filter.contains(" co \"");
        m_any = false;
    }
    bool takes(const std::string& name) const {
        return m_any || (m_whole ? lowered(name) == m_wanted : lowered(name).contains(m_wanted));
    }

private:
    static std::string lowered(std::string text) {
        std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
        return text;
    }

    std::string m_wanted;
    bool m_whole = true;
    bool m_any = true;
};

/// SCIM has an error body of its own (databricks-api.md section 11).
ApiReply scimFailure(int status, const std::string& detail) {
    return ApiReply::json({{"schemas", {"urn:ietf:params:scim:api:messages:2.0:Error"}}, {"detail", detail},
                              {"status", std::to_string(status)}},
        status);
}

} // namespace

IdentityApi::IdentityApi(ApiRouter& router, const People& people)
    : m_people(people) {
    router.add(
        "GET", "/.well-known/databricks-config",
        [](const ApiCall& call) {
            return ApiReply::json({{"oidc_endpoint", hostOf(call) + "/oidc"}, {"workspace_id", WorkspaceId},
                {"account_id", "00000000-0000-4000-8000-000000000000"}, {"cloud", "AWS"}, {"host_type", "workspace"}});
        },
        Access::Open);
    const std::string base = "/api/2.0/preview/scim/v2/";
    router.add("GET", base + "Me", [](const ApiCall& call) {
        json me = scim(call.caller.principal);
        me["userName"] = call.caller.principal.name; // of a service principal too: its application id
        ApiReply reply = ApiReply::json(me);
        reply.fields.push_back({"X-Databricks-Org-Id", std::string(WorkspaceId)});
        return reply;
    });
    for (const bool users : {true, false}) {
        const std::string path = base + (users ? "Users" : "ServicePrincipals");
        router.add("GET", path, [this, users](const ApiCall& call) { return list(call, users); });
        router.add("GET", path + "/{id}", [this, users](const ApiCall& call) {
            const auto found = m_people.find(call.at("id"));
            return found && found->isUser() == users
                ? ApiReply::json(scim(*found))
                : scimFailure(404, "There is nobody with the id " + call.at("id") + '.');
        });
    }
    router.add("GET", base + "Groups", [this](const ApiCall& call) {
        auto groups = json::array();
        const NameFilter filter(call);
        for (const std::string& group : m_people.groups())
            if (filter.takes(group))
                groups.push_back({{"id", group}, {"displayName", group}});
        return ApiReply::json(page(call, groups));
    });
}

ApiReply IdentityApi::list(const ApiCall& call, bool users) const {
    const NameFilter filter(call);
    auto resources = json::array();
    for (const Principal& each : m_people.all()) {
        if (each.isUser() == users && (filter.takes(each.name) || filter.takes(each.displayName)))
            resources.push_back(scim(each));
    }
    return ApiReply::json(page(call, resources));
}

} // namespace spanglass::practice
