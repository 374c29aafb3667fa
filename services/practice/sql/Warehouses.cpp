#include "services/practice/sql/Warehouses.h"

#include "services/practice/identity/OAuthApi.h"

#include <nlohmann/json.hpp>

#include <QUrl>

namespace spanglass::practice {

namespace {

using Clock = std::chrono::steady_clock;
constexpr const char* Type = "warehouses";
constexpr std::chrono::milliseconds WaitStep{20};

nlohmann::json toJson(const WarehouseFact& fact, const ApiCall& call) {
    const QUrl host(QString::fromStdString(hostOf(call)));
    const std::string path = "/sql/1.0/warehouses/" + fact.id;
    const bool running = fact.state == "RUNNING";
    return {{"id", fact.id}, {"name", fact.name}, {"state", fact.state}, {"warehouse_type", fact.kind},
        {"cluster_size", fact.size}, {"enable_serverless_compute", fact.kind != "CLASSIC"}, {"enable_photon", true},
        {"auto_stop_mins", 10}, {"min_num_clusters", 1}, {"max_num_clusters", 1}, {"num_clusters", running ? 1 : 0},
        {"num_active_sessions", 0}, {"creator_name", "ada@practice.example"},
        {"channel", {{"name", "CHANNEL_NAME_CURRENT"}}},
        {"health", {{"status", "HEALTHY"}, {"summary", running ? "Running" : "Not running"}}},
        {"jdbc_url", "jdbc:databricks://" + host.host().toStdString() + ":443/default;httpPath=" + path},
        {"odbc_params",
            {{"hostname", host.host().toStdString()}, {"path", path}, {"port", host.port()}, {"protocol", "http"}}}};
}

} // namespace

Warehouses::Warehouses(ObjectAcls& acls, std::chrono::milliseconds coldStart)
    : m_acls(acls)
    , m_coldStart(coldStart)
    , m_entries{{{"a1b2c3d4e5f60001", "Practice warehouse", "PRO", "2X-Small", "RUNNING"}, {}},
          {{"a1b2c3d4e5f60002", "Stopped warehouse", "PRO", "Small", "STOPPED"}, {}},
          {{"a1b2c3d4e5f60003", "Arrow-only warehouse", "REYDEN", "2X-Small", "RUNNING"}, {}}} { }

Warehouses::Entry* Warehouses::entry(const std::string& id) const {
    for (Entry& each : m_entries) {
        if (each.fact.id == id) {
            settle(each);
            return &each;
        }
    }
    return nullptr;
}

void Warehouses::settle(Entry& entry) {
    if (entry.fact.state == "STARTING" && Clock::now() >= entry.ready)
        entry.fact.state = "RUNNING";
}

std::vector<WarehouseFact> Warehouses::all() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<WarehouseFact> facts;
    for (Entry& each : m_entries) {
        settle(each);
        facts.push_back(each.fact);
    }
    return facts;
}

std::optional<WarehouseFact> Warehouses::find(const std::string& id) const {
    const std::scoped_lock lock(m_mutex);
    const Entry* found = entry(id);
    return found ? std::optional(found->fact) : std::nullopt;
}

bool Warehouses::sees(const Principal& who, const std::string& id) const {
    return m_acls.has(who, Type, id, "CAN_VIEW");
}

WarehouseFact Warehouses::demand(const Principal& who, const std::string& id) const {
    const auto found = find(id);
    if (!found || !sees(who, id))
        failNotFound(id + " is not a valid endpoint id.");
    m_acls.demand(who, Type, id, "CAN_USE");
    return *found;
}

void Warehouses::start(const std::string& id) {
    const std::scoped_lock lock(m_mutex);
    Entry* found = entry(id);
    if (!found || found->fact.state != "STOPPED")
        return;
    found->fact.state = "STARTING";
    found->ready = Clock::now() + m_coldStart;
}

void Warehouses::stop(const std::string& id) {
    const std::scoped_lock lock(m_mutex);
    if (Entry* found = entry(id))
        found->fact.state = "STOPPED";
    m_changed.notify_all();
}

bool Warehouses::waitUntilRunning(const std::string& id, const std::function<bool()>& isStopped) {
    start(id);
    std::unique_lock lock(m_mutex);
    while (!isStopped()) {
        Entry* found = entry(id);
        if (!found || found->fact.state == "RUNNING")
            return found != nullptr;
        if (found->fact.state == "STOPPED")
            return false;
        m_changed.wait_for(lock, WaitStep); // a cancel does not wake it
    }
    return false;
}

void addWarehouseRoutes(ApiRouter& router, Warehouses& warehouses, ObjectAcls& acls) {
    const std::string base = "/api/2.0/sql/warehouses";
    acls.serve(router, Type, {"CAN_VIEW", "CAN_MONITOR", "CAN_USE", "CAN_MANAGE", "IS_OWNER"},
        [&warehouses](const std::string& id) { return warehouses.find(id).has_value(); });
    router.add("GET", base, [&warehouses](const ApiCall& call) {
        auto list = nlohmann::json::array();
        for (const WarehouseFact& each : warehouses.all()) {
            if (warehouses.sees(call.caller.principal, each.id))
                list.push_back(toJson(each, call));
        }
        return ApiReply::json({{"warehouses", list}});
    });
    router.add("GET", base + "/{id}", [&warehouses](const ApiCall& call) {
        const auto found = warehouses.find(call.at("id"));
        if (!found || !warehouses.sees(call.caller.principal, found->id))
            failNotFound("SQL warehouse " + call.at("id") + " cannot be found.");
        return ApiReply::json(toJson(*found, call));
    });
    router.add("POST", base + "/{id}/start", [&warehouses](const ApiCall& call) {
        warehouses.start(warehouses.demand(call.caller.principal, call.at("id")).id);
        return ApiReply::empty();
    });
    router.add("POST", base + "/{id}/stop", [&warehouses](const ApiCall& call) {
        warehouses.stop(warehouses.demand(call.caller.principal, call.at("id")).id);
        return ApiReply::empty();
    });
}

} // namespace spanglass::practice
