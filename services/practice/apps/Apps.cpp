#include "services/practice/apps/Apps.h"

#include "services/practice/identity/OAuthApi.h"
#include "services/practice/tracing/Experiments.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr const char* Type = "apps";
constexpr std::size_t MaxName = 30;

std::string now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString(); }
std::string newId() { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

bool isName(const std::string& name) {
    return name.size() >= 2 && name.size() <= MaxName && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

} // namespace

Apps::Apps(const QString& folder, Parts parts)
    : m_file(folder, u"apps.json"_s)
    , m_parts(parts) { }

Result<std::unique_ptr<Apps>> Apps::open(const QString& folder, Parts parts) {
    auto out = std::unique_ptr<Apps>(new Apps(folder, parts));
    auto state = out->m_file.load();
    if (!state)
        return std::unexpected(state.error());
    if (state->is_object())
        out->m_apps = *std::move(state);
    return out;
}

/// What was asked for has come to pass once its time is over.
void Apps::settle(json& entry) const {
    if (entry["until"].get<std::int64_t>() > QDateTime::currentMSecsSinceEpoch())
        return;
    entry["app"]["compute_status"]["state"] = entry["next"];
    json& deployments = entry["deployments"];
    if (deployments.empty())
        return;
    deployments.front()["status"] = {{"state", "SUCCEEDED"}, {"message", "App started successfully"}};
    entry["app"]["active_deployment"] = deployments.front();
    entry["app"].erase("pending_deployment");
    entry["app"]["app_status"] = {
        {"state", entry["next"] == "ACTIVE" ? "RUNNING" : "UNAVAILABLE"}, {"message", "The app is as it should be."}};
}

void Apps::compute(json& entry, const char* state, const char* after) {
    entry["app"]["compute_status"] = {{"state", state}, {"message", "The compute of the app."}};
    entry["next"] = after;
    entry["until"] = QDateTime::currentMSecsSinceEpoch() + m_parts.startTime.count();
    entry["app"]["update_time"] = now();
    save();
}

json& Apps::demand(const ApiCall& call, std::string_view level) {
    const auto found = m_apps.find(call.at("name"));
    if (found == m_apps.end())
        failNotFound("App with name " + call.at("name") + " does not exist or is deleted.");
    m_parts.acls.demand(call.caller.principal, Type, call.at("name"), level);
    settle(*found);
    return *found;
}

ApiReply Apps::create(const ApiCall& call) {
    const json body = call.json();
    const std::string name = body.value("name", "");
    if (!isName(name))
        failBadInput("App name must hold from 2 to 30 lower case letters, digits and hyphens.");
    const std::scoped_lock lock(m_mutex);
    if (m_apps.contains(name))
        throw ApiFailure{409, "RESOURCE_ALREADY_EXISTS", "An app with the name " + name + " already exists.", {}};
    const Principal machine = m_parts.people.addServicePrincipal("app-" + name);
    json app{{"name", name}, {"id", newId()}, {"description", body.value("description", "")},
        {"creator", call.caller.principal.name}, {"create_time", now()},
        {"service_principal_name", machine.displayName}, {"service_principal_id", std::stoll(machine.id)},
        {"service_principal_client_id", machine.name}, {"oauth2_app_client_id", newId()},
        {"url", hostOf(call) + "/practice/apps/" + name}, {"resources", body.value("resources", json::array())},
        {"app_status", {{"state", "UNAVAILABLE"}, {"message", "The app has no deployment."}}}};
    json& entry = m_apps[name];
    entry = {{"app", app}, {"deployments", json::array()}};
    m_parts.acls.give(Type, name, call.caller.principal.name, "CAN_MANAGE");
    const bool idle = call.asked("no_compute") == "true";
    compute(entry, idle ? "STOPPED" : "STARTING", idle ? "STOPPED" : "ACTIVE");
    return ApiReply::json(entry["app"]);
}

void Apps::addRoutes(ApiRouter& router) {
    const std::string base = "/api/2.0/apps";
    m_parts.acls.serve(router, Type, {"CAN_USE", "CAN_MANAGE"}, [this](const std::string& name) {
        const std::scoped_lock lock(m_mutex);
        return m_apps.contains(name);
    });
    router.add("POST", base, [this](const ApiCall& call) { return create(call); });
    router.add("GET", base, [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        auto list = json::array();
        for (auto& [name, entry] : m_apps.items()) {
            settle(entry);
            if (m_parts.acls.has(call.caller.principal, Type, name, "CAN_USE"))
                list.push_back(entry["app"]);
        }
        return ApiReply::json({{"apps", list}});
    });
    router.add("GET", base + "/{name}", [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        return ApiReply::json(demand(call, "CAN_USE")["app"]);
    });
    router.add("PATCH", base + "/{name}", [this](const ApiCall& call) {
        const json body = call.json();
        const std::scoped_lock lock(m_mutex);
        json& app = demand(call, "CAN_MANAGE")["app"];
        for (const char* field : {"description", "resources", "user_api_scopes", "telemetry_export_destinations"}) {
            if (body.contains(field))
                app[field] = body[field];
        }
        app["update_time"] = now();
        save();
        return ApiReply::json(app);
    });
    router.add("DELETE", base + "/{name}", [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        const json app = demand(call, "CAN_MANAGE")["app"];
        m_apps.erase(call.at("name"));
        m_parts.acls.forget(Type, call.at("name"));
        save();
        return ApiReply::json(app);
    });
    for (const bool starts : {true, false}) {
        router.add("POST", base + (starts ? "/{name}/start" : "/{name}/stop"), [this, starts](const ApiCall& call) {
            const std::scoped_lock lock(m_mutex);
            json& entry = demand(call, "CAN_MANAGE");
            compute(entry, starts ? "STARTING" : "STOPPING", starts ? "ACTIVE" : "STOPPED");
            return ApiReply::json(entry["app"]);
        });
    }
    addDeploymentRoutes(router);
}

ApiReply Apps::deploy(const ApiCall& call) {
    const json body = call.json();
    const std::string path = body.value("source_code_path", "");
    const std::scoped_lock lock(m_mutex);
    json& entry = demand(call, "CAN_MANAGE");
    if (!m_parts.experiments.hasFolder(path))
        failNotFound("The source code path " + path + " does not exist.");
    if (entry["app"]["compute_status"]["state"] != "ACTIVE")
        throw ApiFailure{400, "BAD_REQUEST", "The app is not running; start it before it is deployed.", {}};
    json deployment{{"deployment_id", newId()}, {"source_code_path", path}, {"mode", body.value("mode", "SNAPSHOT")},
        {"creator", call.caller.principal.name}, {"create_time", now()},
        {"env_vars", body.value("env_vars", json::array())},
        {"status", {{"state", "IN_PROGRESS"}, {"message", "Deploying."}}}};
    entry["app"]["pending_deployment"] = deployment;
    entry["app"]["default_source_code_path"] = path;
    entry["app"]["app_status"] = {{"state", "DEPLOYING"}, {"message", "The app is being deployed."}};
    entry["deployments"].insert(entry["deployments"].begin(), deployment);
    compute(entry, "ACTIVE", "ACTIVE");
    return ApiReply::json(deployment);
}

void Apps::addDeploymentRoutes(ApiRouter& router) {
    const std::string base = "/api/2.0/apps/{name}/deployments";
    router.add("POST", base, [this](const ApiCall& call) { return deploy(call); });
    router.add("GET", base, [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        return ApiReply::json({{"app_deployments", demand(call, "CAN_USE")["deployments"]}});
    });
    router.add("GET", base + "/{id}", [this](const ApiCall& call) {
        const std::scoped_lock lock(m_mutex);
        for (const json& each : demand(call, "CAN_USE")["deployments"]) {
            if (each["deployment_id"] == call.at("id"))
                return ApiReply::json(each);
        }
        failNotFound("There is no deployment " + call.at("id") + '.');
    });
}

} // namespace spanglass::practice
