#include "services/practice/identity/ObjectAcls.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

std::ptrdiff_t rank(const std::vector<std::string>& levels, std::string_view level) {
    return std::ranges::find(levels, level) - levels.begin();
}

} // namespace

ObjectAcls::ObjectAcls(const QString& folder, const People& people)
    : m_file(folder, u"permissions.json"_s)
    , m_people(people) { }

Result<std::unique_ptr<ObjectAcls>> ObjectAcls::open(const QString& folder, const People& people) {
    auto acls = std::unique_ptr<ObjectAcls>(new ObjectAcls(folder, people));
    const auto state = acls->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    try {
        if (state->is_null()) {
            for (const char* id : {"1", "2", "3"})
                acls->m_acls[std::string("warehouses/a1b2c3d4e5f6000") + id] = {{"users", "CAN_USE"}};
        } else {
            state->get_to(acls->m_acls);
        }
    } catch (const nlohmann::json::exception&) {
        return failure(ErrorCode::Damaged, u"%1 does not hold permissions."_s.arg(acls->m_file.path()),
            u"Delete it to begin anew, or name another data folder."_s);
    }
    return acls;
}

void ObjectAcls::serve(ApiRouter& router, const std::string& type, std::vector<std::string> levels,
    std::function<bool(const std::string&)> exists) {
    m_levels[type] = std::move(levels);
    const std::string path = "/api/2.0/permissions/" + type + "/{id}";
    const auto check = [this, type, exists = std::move(exists)](const ApiCall& call) {
        if (!exists(call.at("id")))
            failNotFound("There is no object " + call.at("id") + '.');
        // Only who manages it may see who else may use it (A).
        demand(call.caller.principal, type, call.at("id"), "CAN_MANAGE");
    };
    router.add("GET", path, [this, type, check](const ApiCall& call) {
        check(call);
        return ApiReply::json(json(type, call.at("id")));
    });
    for (const bool replaces : {false, true}) {
        router.add(replaces ? "PUT" : "PATCH", path, [this, type, check, replaces](const ApiCall& call) {
            check(call);
            return change(call, type, replaces);
        });
    }
}

ApiReply ObjectAcls::change(const ApiCall& call, const std::string& type, bool replaces) {
    Entries given;
    for (const auto& each : call.json().value("access_control_list", nlohmann::json::array())) {
        std::string name;
        for (const char* key : {"user_name", "group_name", "service_principal_name"})
            name += each.value(key, "");
        const std::string level = each.value("permission_level", "");
        const auto& levels = m_levels.at(type);
        if (rank(levels, level) == std::ssize(levels))
            failBadInput("There is no permission level " + level + " for this kind of object.");
        const auto groups = m_people.groups();
        if (!m_people.find(name) && !std::ranges::count(groups, name))
            failNotFound("Principal: " + name + " does not exist.");
        given[name] = level;
    }
    {
        const std::scoped_lock lock(m_mutex);
        Entries& entries = m_acls[type + '/' + call.at("id")];
        if (replaces)
            entries.clear();
        for (const auto& [name, level] : given)
            entries[name] = level;
        m_file.save(m_acls);
    }
    return ApiReply::json(json(type, call.at("id")));
}

ObjectAcls::Entries ObjectAcls::entries(const std::string& type, const std::string& id) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_acls.find(type + '/' + id);
    return found == m_acls.end() ? Entries() : found->second;
}

nlohmann::json ObjectAcls::json(const std::string& type, const std::string& id) const {
    auto list = nlohmann::json::array();
    for (const auto& [name, level] : entries(type, id)) {
        const auto person = m_people.find(name);
        const char* kind = !person ? "group_name" : person->isUser() ? "user_name" : "service_principal_name";
        list.push_back({{kind, name}, {"display_name", person ? person->displayName : name},
            {"all_permissions", {{{"permission_level", level}, {"inherited", false}}}}});
    }
    return {{"object_id", '/' + type + '/' + id}, {"object_type", type}, {"access_control_list", list}};
}

bool ObjectAcls::has(
    const Principal& who, const std::string& type, const std::string& id, std::string_view level) const {
    if (who.admin)
        return true;
    const auto& levels = m_levels.at(type);
    for (const auto& [name, held] : entries(type, id)) {
        const bool theirs = name == who.name || std::ranges::count(who.groups, name) > 0;
        if (theirs && rank(levels, held) >= rank(levels, level))
            return true;
    }
    return false;
}

void ObjectAcls::demand(
    const Principal& who, const std::string& type, const std::string& id, std::string_view level) const {
    if (!has(who, type, id, level))
        failDenied(who.name + " does not have " + std::string(level) + " on " + type + '/' + id + '.');
}

void ObjectAcls::give(
    const std::string& type, const std::string& id, const std::string& name, const std::string& level) {
    const std::scoped_lock lock(m_mutex);
    m_acls[type + '/' + id][name] = level;
    m_file.save(m_acls);
}

void ObjectAcls::forget(const std::string& type, const std::string& id) {
    const std::scoped_lock lock(m_mutex);
    m_acls.erase(type + '/' + id);
    m_file.save(m_acls);
}

} // namespace spanglass::practice
