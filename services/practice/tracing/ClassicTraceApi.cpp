#include "services/practice/tracing/ClassicTraceApi.h"

#include "services/practice/identity/OAuthApi.h"
#include "services/practice/tracing/AssessmentJson.h"

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr const char* Second = "/api/2.0/mlflow/traces/";
constexpr const char* Third = "/api/3.0/mlflow/traces";

} // namespace

ClassicTraceApi::ClassicTraceApi(ApiRouter& router, Parts parts)
    : m_parts(parts) {
    router.add("POST", Third, [this](const ApiCall& call) { return start(call); });
    router.add("GET", std::string(Third) + "/{trace}", [this](const ApiCall& call) {
        return ApiReply::json({{"trace", {{"trace_info", demand(call, "CAN_READ")}}}});
    });
    router.add("POST", std::string(Second) + "delete-traces", [this](const ApiCall& call) { return remove(call); });
    addDataRoutes(router);
    addTagRoutes(router);
    addAssessmentRoutes(router);
}

void ClassicTraceApi::demandExperiment(const ApiCall& call, const std::string& id, std::string_view level) const {
    if (!m_parts.experiments.find(id))
        failNotFound("Node ID " + id + " does not exist.");
    m_parts.acls.demand(call.caller.principal, "experiments", id, level);
}

json ClassicTraceApi::demand(const ApiCall& call, std::string_view level) const {
    ClassicTraces::Trace trace = m_parts.traces.demand(call.at("trace"));
    demandExperiment(call, trace.experiment, level);
    return std::move(trace.info);
}

ApiReply ClassicTraceApi::start(const ApiCall& call) {
    json info = call.json().value("trace", json::object()).value("trace_info", json::object());
    const std::string id = info.value("trace_id", "");
    const json where = info.value("trace_location", json::object());
    const std::string experiment = where.value("mlflow_experiment", json::object()).value("experiment_id", "");
    if (!id.starts_with("tr-"))
        failBadInput("The trace_id must begin with tr-.");
    demandExperiment(call, experiment, "CAN_EDIT");
    info["tags"]["mlflow.artifactLocation"] = "dbfs:/databricks/mlflow-tracking/" + experiment + '/' + id;
    auto made = json::array();
    for (const json& each : info.value("assessments", json::array()))
        made.push_back(newAssessment(id, each));
    if (!made.empty())
        info["assessments"] = made;
    m_parts.traces.put(id, {experiment, info});
    return ApiReply::json({{"trace", {{"trace_info", info}}}});
}

ApiReply ClassicTraceApi::remove(const ApiCall& call) {
    const json body = call.json();
    const std::string experiment = body.value("experiment_id", "");
    demandExperiment(call, experiment, "CAN_EDIT");
    if (!body.contains("request_ids"))
        failNotSupported("Deleting traces by their time");
    const auto ids = body["request_ids"].get<std::vector<std::string>>();
    return ApiReply::json({{"traces_deleted", m_parts.traces.remove(experiment, ids)}});
}

std::string ClassicTraceApi::signature(const std::string& trace) const {
    return m_parts.people.sign("trace-data/" + trace).toHex().toStdString();
}

ApiReply ClassicTraceApi::credentials(const ApiCall& call, std::string_view level) const {
    const std::string id = demand(call, level).value("trace_id", "");
    const std::string link = hostOf(call) + "/practice/trace-data/" + id + "?signature=" + signature(id);
    return ApiReply::json(
        {{"credential_info", {{"type", "AWS_PRESIGNED_URL"}, {"signed_uri", link}, {"headers", json::array()}}}});
}

ApiReply ClassicTraceApi::data(const ApiCall& call) {
    const std::string& id = call.at("trace");
    if (call.asked("signature") != signature(id))
        return {403, "application/xml", "<Error><Code>SignatureDoesNotMatch</Code></Error>", {}};
    if (call.head.method == "PUT") {
        m_parts.traces.putData(id, call.body);
        return {200, {}, {}, {}};
    }
    const auto text = m_parts.traces.data(id);
    if (!text)
        return {404, "application/xml", "<Error><Code>NoSuchKey</Code></Error>", {}};
    return {200, "application/json", *text, {}};
}

void ClassicTraceApi::addDataRoutes(ApiRouter& router) {
    const std::string base = std::string(Second) + "{trace}/credentials-for-data-";
    router.add("GET", base + "upload", [this](const ApiCall& call) { return credentials(call, "CAN_EDIT"); });
    router.add("GET", base + "download", [this](const ApiCall& call) { return credentials(call, "CAN_READ"); });
    for (const char* method : {"PUT", "GET"})
        router.add(
            method, "/practice/trace-data/{trace}", [this](const ApiCall& call) { return data(call); }, Access::Open);
}

void ClassicTraceApi::addTagRoutes(ApiRouter& router) {
    const std::string path = std::string(Second) + "{trace}/tags";
    router.add("PATCH", path, [this](const ApiCall& call) {
        demand(call, "CAN_EDIT");
        const json body = call.json();
        m_parts.traces.change(call.at("trace"),
            [&](json& info) { info["tags"][body.at("key").get<std::string>()] = body.value("value", ""); });
        return ApiReply::empty();
    });
    router.add("DELETE", path, [this](const ApiCall& call) {
        demand(call, "CAN_EDIT");
        const std::string key = call.json().value("key", "");
        m_parts.traces.change(call.at("trace"), [&](json& info) {
            if (info["tags"].erase(key) == 0)
                failNotFound("No tag with name: " + key + " in trace " + call.at("trace") + '.');
        });
        return ApiReply::empty();
    });
}

void ClassicTraceApi::addAssessmentRoutes(ApiRouter& router) {
    const std::string base = std::string(Third) + "/{trace}/assessments";
    router.add("POST", base, [this](const ApiCall& call) {
        demand(call, "CAN_EDIT");
        const json made = newAssessment(call.at("trace"), call.json().value("assessment", json::object()));
        m_parts.traces.change(call.at("trace"), [&](json& info) { info["assessments"].push_back(made); });
        return ApiReply::json({{"assessment", made}});
    });
    router.add("GET", base + "/{id}", [this](const ApiCall& call) {
        json info = demand(call, "CAN_READ");
        return ApiReply::json({{"assessment", assessmentIn(info, call.at("id"))}});
    });
    router.add("PATCH", base + "/{id}", [this](const ApiCall& call) {
        demand(call, "CAN_EDIT");
        const json body = call.json();
        json changed;
        m_parts.traces.change(call.at("trace"), [&](json& info) {
            json& one = assessmentIn(info, call.at("id"));
            changeAssessment(one, body.value("assessment", json::object()), body.value("update_mask", ""));
            changed = one;
        });
        return ApiReply::json({{"assessment", changed}});
    });
    router.add("DELETE", base + "/{id}", [this](const ApiCall& call) {
        demand(call, "CAN_EDIT");
        m_parts.traces.change(call.at("trace"), [&](json& info) {
            assessmentIn(info, call.at("id"));
            std::erase_if(info["assessments"].get_ref<json::array_t&>(),
                [&](const json& each) { return each.value("assessment_id", "") == call.at("id"); });
        });
        return ApiReply::empty();
    });
}

} // namespace spanglass::practice
