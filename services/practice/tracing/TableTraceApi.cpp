#include "services/practice/tracing/TableTraceApi.h"

#include "services/practice/tracing/AssessmentJson.h"
#include "services/practice/tracing/TraceSearchApi.h"

namespace spanglass::practice {

namespace {

using nlohmann::json;

const std::string Base = "/api/4.0/mlflow/traces/{location}/";
constexpr std::size_t MostTags = 4'096; // bytes of a value, C: databricks-api.md 3.5
constexpr std::size_t MostLinks = 100;

TraceNote tagNote(const std::string& trace, const std::string& key, const json& value) {
    if (key.empty() || (value.is_string() && value.get_ref<const std::string&>().size() > MostTags))
        failBadInput("A tag needs a key, and its value holds at most 4096 bytes.");
    return {trace + ":tag:" + key, trace, {}, "TAG", key, value, {}, json::object(), {}};
}

TraceNote runNote(const std::string& trace, const std::string& run) {
    return {trace + ":run:" + run, trace, {}, "RUN_LINK", "run_link", run, {}, json::object(), {}};
}

} // namespace

TableTraceApi::TableTraceApi(ApiRouter& router, const TableTraces& traces, const Warehouses& warehouses)
    : m_traces(traces)
    , m_warehouses(warehouses) {
    router.add("GET", Base + "batchGet", [this](const ApiCall& call) { return batch(call); });
    router.add("POST", Base + "{trace}/info", [this](const ApiCall& call) { return createInfo(call); });
    router.add("GET", Base + "{trace}/info", [this](const ApiCall& call) {
        return ApiReply::json({{"trace", {{"trace_info", info(call)}}}});
    });
    router.add("PATCH", Base + "{trace}/tags", [this](const ApiCall& call) {
        const json body = call.json();
        m_traces.write(call.caller.principal, place(call),
            tagNote(call.at("trace"), body.value("key", ""), body.value("value", "")));
        return ApiReply::empty();
    });
    router.add("DELETE", Base + "{trace}/tags/{key}", [this](const ApiCall& call) {
        if (!info(call)["tags"].contains(call.at("key")))
            failNotFound("No tag with name: " + call.at("key") + " in trace " + call.at("trace") + '.');
        TraceNote note = tagNote(call.at("trace"), call.at("key"), json());
        note.deleted = true;
        m_traces.write(call.caller.principal, place(call), note);
        return ApiReply::empty();
    });
    addAssessmentRoutes(router);
    addRunRoutes(router);
}

TracePlace TableTraceApi::place(const ApiCall& call) {
    const auto place = TracePlace::parse(call.at("location"));
    if (!place)
        failBadInput(
            "Invalid location " + call.at("location") + ": it must be catalog.schema or catalog.schema.prefix.");
    return *place;
}

json TableTraceApi::info(const ApiCall& call) const {
    demandTraceWarehouse(m_warehouses, call.caller.principal, call.asked("sql_warehouse_id").value_or(""));
    return m_traces.info(call.caller.principal, place(call), call.at("trace"));
}

ApiReply TableTraceApi::createInfo(const ApiCall& call) const {
    json info = call.json();
    const std::string& trace = call.at("trace");
    const TracePlace where = place(call);
    const Principal& who = call.caller.principal;
    const json facts{{"client_request_id", info.value("client_request_id", json())},
        {"trace_metadata", info.value("trace_metadata", json::object())},
        {"request_preview", info.value("request_preview", json())},
        {"response_preview", info.value("response_preview", json())}};
    m_traces.write(who, where, {trace + ":metadata", trace, {}, "METADATA", "metadata", facts, {}, json::object(), {}});
    const json tags = info.value("tags", json::object());
    for (const auto& [key, value] : tags.items())
        m_traces.write(who, where, tagNote(trace, key, value));
    for (const json& each : info.value("assessments", json::array())) {
        const json made = newAssessment(trace, each);
        m_traces.write(who, where, assessmentNote(made["assessment_id"], trace, made));
    }
    info["trace_id"] = trace;
    info["trace_location"] = where.location();
    return ApiReply::json(info);
}

/// Traces that are not there are left out (C: mlflow tracing/client.py get_trace asks again).
ApiReply TableTraceApi::batch(const ApiCall& call) const {
    demandTraceWarehouse(m_warehouses, call.caller.principal, call.asked("sql_warehouse_id").value_or(""));
    const TracePlace where = place(call);
    auto traces = json::array();
    for (const std::string& trace : call.askedAll("trace_ids")) {
        try {
            json info = m_traces.info(call.caller.principal, where, trace);
            traces.push_back({{"trace_info", std::move(info)}, {"spans", m_traces.spans(where, trace)}});
        } catch (const ApiFailure& failure) {
            if (failure.code != "NOT_FOUND")
                throw;
        }
    }
    return ApiReply::json({{"traces", traces}});
}

ApiReply TableTraceApi::createAssessment(const ApiCall& call) const {
    json made = newAssessment(call.at("trace"), call.json());
    made["trace_location"] = place(call).location();
    m_traces.write(call.caller.principal, place(call), assessmentNote(made["assessment_id"], call.at("trace"), made));
    return ApiReply::json(made);
}

ApiReply TableTraceApi::updateAssessment(const ApiCall& call) const {
    json all = info(call);
    json& one = assessmentIn(all, call.at("id"));
    changeAssessment(one, call.json(), call.asked("update_mask").value_or(""));
    m_traces.write(call.caller.principal, place(call), assessmentNote(call.at("id"), call.at("trace"), one));
    return ApiReply::json(one);
}

void TableTraceApi::addAssessmentRoutes(ApiRouter& router) {
    const std::string base = Base + "{trace}/assessments";
    router.add("POST", base, [this](const ApiCall& call) { return createAssessment(call); });
    router.add("GET", base + "/{id}", [this](const ApiCall& call) {
        json all = info(call);
        return ApiReply::json(assessmentIn(all, call.at("id")));
    });
    router.add("PATCH", base + "/{id}", [this](const ApiCall& call) { return updateAssessment(call); });
    router.add("DELETE", base + "/{id}", [this](const ApiCall& call) {
        json all = info(call);
        TraceNote note = assessmentNote(call.at("id"), call.at("trace"), assessmentIn(all, call.at("id")));
        note.deleted = true;
        m_traces.write(call.caller.principal, place(call), note);
        return ApiReply::empty();
    });
}

void TableTraceApi::addRunRoutes(ApiRouter& router) {
    for (const bool links : {true, false}) {
        router.add(links ? "POST" : "DELETE",
            Base + (links ? "link-to-run/batchCreate" : "unlink-from-run/batchDelete"),
            [this, links](const ApiCall& call) {
                const json body = call.json();
                const auto traces = body.value("trace_ids", std::vector<std::string>());
                if (traces.empty() || traces.size() > MostLinks)
                    failBadInput("From 1 to 100 trace_ids are linked at once.");
                for (const std::string& trace : traces) {
                    TraceNote note = runNote(trace, body.value("run_id", ""));
                    note.deleted = !links;
                    m_traces.write(call.caller.principal, place(call), note);
                }
                return ApiReply::empty();
            });
    }
}

} // namespace spanglass::practice
