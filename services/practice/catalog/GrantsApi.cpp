#include "services/practice/catalog/GrantsApi.h"

#include "services/practice/sql/GrantStatements.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr const char* Base = "/api/2.1/unity-catalog";
constexpr std::int64_t LeastPage = 150;

Grants::Privileges named(const json& list, const Securable& what) {
    Grants::Privileges privileges;
    for (const auto& each : list) {
        const std::string name = each.get<std::string>();
        const std::string known = privilegeNamed(name, what.kind);
        if (known.empty())
            failBadInput("Privilege " + name + " is not applicable to this entity " + what.name + '.');
        privileges.insert(known);
    }
    return privileges;
}

} // namespace

GrantsApi::GrantsApi(
    ApiRouter& router, const Metastore& metastore, Grants& grants, const Rights& rights, const People& people)
    : m_metastore(metastore)
    , m_grants(grants)
    , m_rights(rights)
    , m_people(people) {
    const std::string path = std::string(Base) + "/permissions/{type}/{name}";
    router.add("GET", path,
        [this](const ApiCall& call) { return assignments(securable(call), call.asked("principal").value_or("")); });
    router.add("PATCH", path, [this](const ApiCall& call) { return change(call); });
    router.add("GET", std::string(Base) + "/effective-permissions/{type}/{name}",
        [this](const ApiCall& call) { return effective(call); });
}

Securable GrantsApi::securable(const ApiCall& call) const {
    const auto what = Securable::parse(call.at("type"), call.at("name"));
    if (!what)
        failBadInput("There is no securable of the type " + call.at("type") + " and the name " + call.at("name") + '.');
    if (!m_metastore.exists(*what) || !m_rights.sees(call.caller.principal, *what)) {
        const std::string kind(what->kindName());
        failNotFound(kind + " '" + what->name + "' does not exist.", kind + "_DOES_NOT_EXIST");
    }
    return *what;
}

ApiReply GrantsApi::assignments(const Securable& what, const std::string& principal) const {
    auto list = json::array();
    for (const auto& [who, privileges] : m_grants.on(what)) {
        if (principal.empty() || principal == who)
            list.push_back({{"principal", who}, {"privileges", privileges}});
    }
    return ApiReply::json(list.empty() ? json::object() : json{{"privilege_assignments", list}});
}

ApiReply GrantsApi::change(const ApiCall& call) {
    const Securable what = securable(call);
    if (!m_rights.mayGrant(call.caller.principal, what))
        failDenied("User does not have MANAGE on " + std::string(what.kindName()) + " '" + what.name
            + "' and does not own it.");
    struct Change {
        std::string principal;
        Grants::Privileges add;
        Grants::Privileges remove;
    };
    std::vector<Change> changes; // all are checked before one is made
    for (const auto& each : call.json().value("changes", json::array())) {
        const std::string principal = each.at("principal").get<std::string>();
        if (!isPrincipal(m_people, principal))
            failNotFound("Could not find principal with name " + principal + '.', "PRINCIPAL_DOES_NOT_EXIST");
        changes.push_back({principal, named(each.value("add", json::array()), what),
            named(each.value("remove", json::array()), what)});
    }
    for (const Change& each : changes) {
        if (!each.add.empty())
            m_grants.grant(what, each.principal, each.add);
        if (!each.remove.empty())
            m_grants.revoke(what, each.principal, each.remove);
    }
    return assignments(what, {});
}

ApiReply GrantsApi::effective(const ApiCall& call) const {
    const Securable what = securable(call);
    const std::int64_t count = call.askedNumber("max_results", 0);
    if (count > 0 && count < LeastPage)
        failBadInput("max_results must be 0 or at least 150.");
    const std::string principal = call.asked("principal").value_or("");
    auto list = json::array();
    for (const auto& [who, held] : m_rights.effective(what)) {
        if (!principal.empty() && principal != who)
            continue;
        auto privileges = json::array();
        for (const auto& each : held) {
            json entry{{"privilege", each.privilege}};
            if (each.from != what) {
                entry["inherited_from_type"] = each.from.kindName();
                entry["inherited_from_name"] = each.from.name;
            }
            privileges.push_back(std::move(entry));
        }
        list.push_back({{"principal", who}, {"privileges", privileges}});
    }
    return ApiReply::json({{"privilege_assignments", list}});
}

} // namespace spanglass::practice
