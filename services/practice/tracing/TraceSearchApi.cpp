#include "services/practice/tracing/TraceSearchApi.h"

#include "services/practice/tracing/ClassicTraces.h"
#include "services/practice/tracing/TraceLocations.h"

#include <QUuid>

#include <algorithm>

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr std::int64_t MostAtOnce = 500;

} // namespace

void demandTraceWarehouse(const Warehouses& warehouses, const Principal& who, const std::string& id) {
    if (id.empty())
        failBadInput("Could not resolve a SQL warehouse ID. Provide sql_warehouse_id.");
    warehouses.demand(who, id);
}

TraceSearchApi::TraceSearchApi(ApiRouter& router, Parts parts)
    : m_parts(parts) {
    router.add("POST", "/api/3.0/mlflow/traces/search",
        [this](const ApiCall& call) { return ApiReply::json(search(call, "traces")); });
    router.add("POST", "/api/4.0/mlflow/traces/search",
        [this](const ApiCall& call) { return ApiReply::json(search(call, "trace_infos")); });
    router.add("POST", "/api/4.0/mlflow/traces/search-long-running", [this](const ApiCall& call) {
        const std::string name = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        return ApiReply::json({{"name", name}, {"done", true}, {"response", search(call, "trace_infos")}});
    });
}

TraceSource TraceSearchApi::source(const ApiCall& call, const json& location) const {
    const Principal& who = call.caller.principal;
    if (!location.contains("mlflow_experiment")) {
        demandTraceWarehouse(m_parts.warehouses, who, call.json().value("sql_warehouse_id", ""));
        return m_parts.tables.source(who, TracePlace::read(location));
    }
    const std::string id = location["mlflow_experiment"].value("experiment_id", "");
    const auto experiment = m_parts.experiments.find(id);
    if (!experiment)
        failNotFound("Node ID " + id + " does not exist.");
    m_parts.acls.demand(who, "experiments", id, "CAN_READ");
    if (const auto place = TraceLocations::placeOf(*experiment))
        return m_parts.tables.source(who, *place);
    return {ClassicTraces::source(id), location};
}

json TraceSearchApi::search(const ApiCall& call, const char* listName) const {
    const json body = call.json();
    std::vector<TraceSource> sources;
    for (const json& each : body.value("locations", json::array()))
        sources.push_back(source(call, each));
    if (sources.empty())
        failBadInput("At least one location must be specified for searching traces.");
    TraceAsk ask{body.value("filter", ""), body.value("order_by", std::vector<std::string>())};
    ask.count = std::clamp<std::int64_t>(body.value("max_results", std::int64_t{100}), 1, MostAtOnce);
    ask.first = std::atoll(body.value("page_token", "").c_str());
    TracePage page = searchTraces(sources, ask, m_parts.engine);
    json out{{listName, std::move(page.infos)}};
    if (page.more)
        out["next_page_token"] = std::to_string(ask.first + ask.count);
    return out;
}

} // namespace spanglass::practice
