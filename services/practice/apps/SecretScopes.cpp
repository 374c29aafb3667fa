#include "services/practice/apps/SecretScopes.h"

#include <nlohmann/json.hpp>

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SecretScopes::Scope, acl, values, updated)

namespace {

using nlohmann::json;

constexpr std::size_t MaxName = 128;
constexpr qsizetype MaxSecret = 128 << 10;
constexpr std::size_t MaxSecrets = 1'000;
constexpr std::array<std::string_view, 3> Levels{"READ", "WRITE", "MANAGE"};

std::ptrdiff_t rank(std::string_view level) { return std::ranges::find(Levels, level) - Levels.begin(); }

const std::string& checkedName(const std::string& name, const char* what) {
    const bool sound = !name.empty() && name.size() <= MaxName && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || c == '.' || c == '@';
    });
    if (!sound)
        failBadInput(std::string(what) + " must hold from 1 to 128 letters, digits and -, _, ., @.");
    return name;
}

std::string asked(const ApiCall& call, std::string_view name) { return call.asked(name).value_or(""); }

} // namespace

SecretScopes::SecretScopes(const QString& folder, const People& people)
    : m_file(folder, u"scopes.json"_s)
    , m_people(people) { }

Result<std::unique_ptr<SecretScopes>> SecretScopes::open(const QString& folder, const People& people) {
    auto out = std::unique_ptr<SecretScopes>(new SecretScopes(folder, people));
    const auto state = out->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    try {
        if (!state->is_null())
            state->get_to(out->m_scopes);
    } catch (const json::exception&) {
        return failure(ErrorCode::Damaged, u"%1 does not hold secret scopes."_s.arg(out->m_file.path()),
            u"Delete it to begin anew, or name another data folder."_s);
    }
    return out;
}

void SecretScopes::save() const { m_file.save(m_scopes); }

bool SecretScopes::has(const Principal& who, const Scope& scope, std::string_view level) const {
    return who.admin || std::ranges::any_of(scope.acl, [&](const auto& entry) {
        const bool theirs = entry.first == who.name || std::ranges::count(who.groups, entry.first) > 0;
        return theirs && rank(entry.second) >= rank(level);
    });
}

SecretScopes::Scope& SecretScopes::demand(const ApiCall& call, const std::string& name, std::string_view level) {
    const auto found = m_scopes.find(name);
    if (found == m_scopes.end())
        failNotFound("Scope " + name + " does not exist!");
    const Principal& who = call.caller.principal;
    if (!has(who, found->second, level))
        failDenied("User " + who.name + " does not have " + std::string(level) + " permission on scope " + name);
    return found->second;
}

void SecretScopes::addRoutes(ApiRouter& router) {
    addScopeRoutes(router);
    addSecretRoutes(router);
    addAclRoutes(router);
}

ApiReply SecretScopes::create(const ApiCall& call) {
    const json body = call.json();
    const std::string name = checkedName(body.value("scope", ""), "The name of a scope");
    const std::string managers = body.value("initial_manage_principal", "");
    if (!managers.empty() && managers != "users")
        failBadInput("initial_manage_principal can only be users.");
    const std::scoped_lock lock(m_mutex);
    if (m_scopes.contains(name))
        throw ApiFailure{400, "RESOURCE_ALREADY_EXISTS", "Scope " + name + " already exists!", {}};
    m_scopes[name].acl[managers.empty() ? call.caller.principal.name : managers] = "MANAGE";
    save();
    return ApiReply::empty();
}

void SecretScopes::addScopeRoutes(ApiRouter& router) {
    const std::string base = "/api/2.0/secrets/scopes/";
    router.add("POST", base + "create", [this](const ApiCall& call) { return create(call); });
    router.add("POST", base + "delete", [this](const ApiCall& call) {
        const std::string name = call.json().value("scope", "");
        const std::scoped_lock lock(m_mutex);
        demand(call, name, "MANAGE");
        m_scopes.erase(name);
        save();
        return ApiReply::empty();
    });
    router.add("GET", base + "list", [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        auto list = json::array();
        for (const auto& [name, scope] : m_scopes) {
            if (has(call.caller.principal, scope, "READ"))
                list.push_back({{"name", name}, {"backend_type", "DATABRICKS"}});
        }
        return ApiReply::json({{"scopes", list}});
    });
}

ApiReply SecretScopes::put(const ApiCall& call) {
    const json body = call.json();
    if (body.contains("string_value") == body.contains("bytes_value"))
        failBadInput("Exactly one of string_value and bytes_value is required.");
    const QByteArray value = body.contains("string_value")
        ? QByteArray::fromStdString(body["string_value"].get<std::string>())
        : QByteArray::fromBase64(QByteArray::fromStdString(body["bytes_value"].get<std::string>()));
    if (value.size() > MaxSecret)
        failBadInput("A secret holds at most 128 KB.");
    const std::string key = checkedName(body.value("key", ""), "A key");
    const std::scoped_lock lock(m_mutex);
    Scope& scope = demand(call, body.value("scope", ""), "WRITE");
    if (!scope.values.contains(key) && scope.values.size() >= MaxSecrets)
        throw ApiFailure{400, "RESOURCE_LIMIT_EXCEEDED", "A scope holds at most 1000 secrets.", {}};
    scope.values[key] = value.toBase64().toStdString();
    scope.updated[key] = QDateTime::currentMSecsSinceEpoch();
    save();
    return ApiReply::empty();
}

void SecretScopes::addSecretRoutes(ApiRouter& router) {
    const std::string base = "/api/2.0/secrets/";
    const auto missing = [](const std::string& scope, const std::string& key) {
        failNotFound("Failed to get secret " + key + " for scope " + scope + '.');
    };
    router.add("POST", base + "put", [this](const ApiCall& call) { return put(call); });
    router.add("POST", base + "delete", [this, missing](const ApiCall& call) {
        const json body = call.json();
        const std::string key = body.value("key", "");
        const std::scoped_lock lock(m_mutex);
        Scope& scope = demand(call, body.value("scope", ""), "WRITE");
        if (scope.values.erase(key) == 0)
            missing(body.value("scope", ""), key);
        scope.updated.erase(key);
        save();
        return ApiReply::empty();
    });
    router.add("GET", base + "get", [this, missing](const ApiCall& call) {
        const std::string key = asked(call, "key");
        const std::scoped_lock lock(m_mutex);
        const Scope& scope = demand(call, asked(call, "scope"), "READ");
        const auto found = scope.values.find(key);
        if (found == scope.values.end())
            missing(asked(call, "scope"), key);
        return ApiReply::json({{"key", key}, {"value", found->second}});
    });
    router.add("GET", base + "list", [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        auto list = json::array();
        for (const auto& [key, updated] : demand(call, asked(call, "scope"), "READ").updated)
            list.push_back({{"key", key}, {"last_updated_timestamp", updated}});
        return ApiReply::json({{"secrets", list}});
    });
}

void SecretScopes::addAclRoutes(ApiRouter& router) {
    const std::string base = "/api/2.0/secrets/acls/";
    router.add("POST", base + "put", [this](const ApiCall& call) {
        const json body = call.json();
        const std::string who = body.value("principal", "");
        const std::string level = body.value("permission", "");
        if (rank(level) == std::ssize(Levels))
            failBadInput("The permission must be READ, WRITE or MANAGE.");
        const auto groups = m_people.groups();
        if (!m_people.find(who) && !std::ranges::count(groups, who))
            failNotFound("Principal " + who + " does not exist.");
        const std::scoped_lock lock(m_mutex);
        demand(call, body.value("scope", ""), "MANAGE").acl[who] = level;
        save();
        return ApiReply::empty();
    });
    router.add("POST", base + "delete", [this](const ApiCall& call) {
        const json body = call.json();
        const std::scoped_lock lock(m_mutex);
        if (demand(call, body.value("scope", ""), "MANAGE").acl.erase(body.value("principal", "")) == 0)
            failNotFound("There is no such ACL.");
        save();
        return ApiReply::empty();
    });
    router.add("GET", base + "get", [this](const ApiCall& call) {
        const std::string who = asked(call, "principal");
        const std::scoped_lock lock(m_mutex);
        const Scope& scope = demand(call, asked(call, "scope"), "MANAGE");
        const auto found = scope.acl.find(who);
        if (found == scope.acl.end())
            failNotFound("There is no ACL of " + who + '.');
        return ApiReply::json({{"principal", who}, {"permission", found->second}});
    });
    router.add("GET", base + "list", [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        auto list = json::array();
        for (const auto& [who, level] : demand(call, asked(call, "scope"), "MANAGE").acl)
            list.push_back({{"principal", who}, {"permission", level}});
        return ApiReply::json({{"items", list}});
    });
}

} // namespace spanglass::practice
