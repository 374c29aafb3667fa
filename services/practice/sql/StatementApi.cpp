#include "services/practice/sql/StatementApi.h"

#include "services/practice/catalog/SparkType.h"
#include "services/practice/identity/OAuthApi.h"

#include <nlohmann/json.hpp>

#include <QDateTime>

#include <array>
#include <charconv>

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr std::int64_t InlineBytes = 25 << 20;
constexpr std::size_t MaxStatement = 16 << 20;
constexpr std::array<const char*, 6> StateNames{"PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELED", "CLOSED"};

std::chrono::milliseconds readWait(const std::string& text) {
    int seconds = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool sound
        = fault == std::errc() && std::string_view(end) == "s" && (seconds == 0 || (seconds >= 5 && seconds <= 50));
    if (!sound)
        failBadInput("wait_timeout must be 0s, or from 5s to 50s.");
    return std::chrono::seconds(seconds);
}

std::vector<SqlParameter> readParameters(const json& body) {
    std::vector<SqlParameter> parameters;
    for (const auto& each : body.value("parameters", json::array())) {
        SqlParameter parameter;
        parameter.name = QString::fromStdString(each.value("name", ""));
        if (each.contains("value") && each["value"].is_string())
            parameter.value = QString::fromStdString(each["value"].get<std::string>());
        if (each.contains("type"))
            parameter.type = QString::fromStdString(each["type"].get<std::string>());
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

/// Which disposition and format go together depends on the kind of warehouse (C: databricks-api.md 6.4).
void checkFormat(const std::string& format, bool external, bool arrowOnly) {
    if (arrowOnly) {
        if (external)
            throw ApiFailure{
                501, "NOT_IMPLEMENTED", "Disposition EXTERNAL_LINKS is not implemented for this warehouse.", {}};
        if (format != "ARROW_STREAM")
            failBadInput("Inline disposition only supports ARROW_STREAM format.");
    }
    if (!external && !arrowOnly && format != "JSON_ARRAY")
        failBadInput("The format field must be JSON_ARRAY when the disposition field is INLINE.");
    if (format != "JSON_ARRAY")
        failNotSupported("The format " + format);
}

ApiReply refusedLink(int status, const char* code, const char* message) {
    return {status, "application/xml",
        std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>") + code + "</Code><Message>" + message
            + "</Message></Error>",
        {}};
}

} // namespace

StatementApi::StatementApi(ApiRouter& router, const Parts& parts)
    : m_parts(parts) {
    const std::string base = "/api/2.0/sql/statements";
    router.addLate("POST", base, [this](const ApiCall& call, const Answer& answer) { submit(call, answer); });
    router.add("GET", base + "/{id}", [this](const ApiCall& call) { return reply(demand(call), hostOf(call)); });
    router.add("POST", base + "/{id}/cancel", [this](const ApiCall& call) {
        m_parts.desk.cancel(demand(call).id, call.caller.principal);
        return ApiReply{200, {}, {}, {}};
    });
    router.add("GET", base + "/{id}/result/chunks/{chunk}", [this](const ApiCall& call) { return chunk(call); });
    router.add(
        "GET", "/practice/results/{id}/{chunk}", [this](const ApiCall& call) { return linked(call); }, Access::Open);
}

void StatementApi::submit(const ApiCall& call, const Answer& answer) {
    const json body = call.json();
    StatementDesk::Submission submission;
    StatementJob& job = submission.job;
    job.sql = body.value("statement", "");
    if (job.sql.empty() || job.sql.size() > MaxStatement)
        failBadInput("The field statement is required, and holds at most 16 MiB.");
    submission.warehouse = body.value("warehouse_id", "");
    if (submission.warehouse.empty())
        failBadInput("The field warehouse_id is required.");
    const WarehouseFact warehouse = m_parts.warehouses.demand(call.caller.principal, submission.warehouse);
    submission.external = body.value("disposition", "INLINE") == "EXTERNAL_LINKS";
    checkFormat(body.value("format", "JSON_ARRAY"), submission.external,
        warehouse.kind == "REYDEN" || m_parts.faults.isOn("inline-needs-arrow"));
    job.parameters = readParameters(body);
    job.defaults.catalog = lowerName(body.value("catalog", job.defaults.catalog));
    job.defaults.schema = lowerName(body.value("schema", job.defaults.schema));
    job.who = call.caller.principal;
    job.limits.rows = body.value("row_limit", job.limits.rows);
    job.limits.bytes = body.value("byte_limit", job.limits.bytes);
    if (!submission.external)
        job.limits.failBytes = InlineBytes;
    submission.wait = readWait(body.value("wait_timeout", "10s"));
    submission.cancelAfterWait = body.value("on_wait_timeout", "CONTINUE") == "CANCEL";
    m_parts.desk.submit(std::move(submission),
        [this, answer, host = hostOf(call)](const StatementView& view) { answer(reply(view, host)); });
    if (m_parts.faults.isOn("tokens-expire"))
        m_parts.tokens.expireAll();
}

StatementView StatementApi::demand(const ApiCall& call) const {
    const auto view = m_parts.desk.find(call.at("id"), call.caller.principal);
    if (!view)
        failNotFound("Statement " + call.at("id") + " was not found.", "NOT_FOUND");
    return *view;
}

ApiReply StatementApi::reply(const StatementView& view, const std::string& host) const {
    json status{{"state", StateNames[static_cast<std::size_t>(view.state)]}};
    if (view.state == StatementState::Failed) {
        status["error"] = {{"error_code", view.failure.code}, {"message", view.failure.message}};
        if (!view.failure.sqlState.empty())
            status["sql_state"] = view.failure.sqlState;
    }
    std::string body = "{\"statement_id\":\"" + view.id
        + "\",\"status\":" + status.dump(-1, ' ', false, json::error_handler_t::replace);
    if (view.result)
        body += ",\"manifest\":" + manifest(*view.result) + ",\"result\":" + result(view, 0, host, true);
    return {200, "application/json", body + '}', {}};
}

std::string StatementApi::manifest(const StatementResult& result) const {
    auto columns = json::array();
    for (const ResultColumn& each : result.columns) {
        json column{{"name", each.name}, {"position", columns.size()}, {"type_name", each.typeName},
            {"type_text", each.typeText}};
        int precision = 0;
        int scale = 0;
        if (std::sscanf(each.typeText.c_str(), "DECIMAL(%d,%d)", &precision, &scale) == 2) {
            column["type_precision"] = precision;
            column["type_scale"] = scale;
        }
        columns.push_back(std::move(column));
    }
    auto chunks = json::array();
    for (const ResultChunk& each : result.chunks)
        chunks.push_back({{"chunk_index", chunks.size()}, {"row_offset", each.firstRow}, {"row_count", each.rows},
            {"byte_count", each.json.size()}});
    const json all{{"format", "JSON_ARRAY"}, {"schema", {{"column_count", columns.size()}, {"columns", columns}}},
        {"total_chunk_count", result.chunks.size()}, {"total_row_count", result.rows},
        {"total_byte_count", result.bytes}, {"truncated", result.truncated}, {"chunks", chunks}};
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string StatementApi::result(
    const StatementView& view, std::size_t chunk, const std::string& host, bool first) const {
    const auto& chunks = view.result->chunks;
    if (chunks.empty())
        return "{}"; // no rows: data_array is left out
    const ResultChunk& it = chunks[chunk];
    json facts{
        {"chunk_index", chunk}, {"row_offset", it.firstRow}, {"row_count", it.rows}, {"byte_count", it.json.size()}};
    if (chunk + 1 < chunks.size()) {
        facts["next_chunk_index"] = chunk + 1;
        facts["next_chunk_internal_link"] = "/api/2.0/sql/statements/" + view.id + "/result/chunks/"
            + std::to_string(chunk + 1) + "?row_offset=" + std::to_string(chunks[chunk + 1].firstRow);
    }
    if (!view.external) {
        const std::string text = facts.dump();
        return text.substr(0, text.size() - 1) + ",\"data_array\":" + it.json + '}';
    }
    // With the fault, links come expired and are good only when they are asked for again.
    const bool expired = first && m_parts.faults.isOn("link-expired");
    const std::int64_t expires = QDateTime::currentMSecsSinceEpoch() + (expired ? -1'000 : m_parts.linkLife.count());
    facts["external_link"] = host + link(view.id, chunk, expires);
    facts["expiration"] = QDateTime::fromMSecsSinceEpoch(expires, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    return json{{"external_links", {facts}}}.dump();
}

ApiReply StatementApi::chunk(const ApiCall& call) const {
    const StatementView view = demand(call);
    const std::size_t count = view.result ? view.result->chunks.size() : 0;
    std::size_t index = count;
    const std::string& asked = call.at("chunk");
    std::from_chars(asked.data(), asked.data() + asked.size(), index);
    if (index >= count)
        failBadInput("There is no chunk " + asked + " of this statement's result.");
    return {200, "application/json", result(view, index, hostOf(call), false), {}};
}

std::string StatementApi::signature(const std::string& text) const {
    return m_parts.people.sign(text).toHex().toStdString();
}

std::string StatementApi::link(const std::string& statement, std::size_t chunk, std::int64_t expires) const {
    const std::string path = "/practice/results/" + statement + '/' + std::to_string(chunk);
    const std::string until = std::to_string(expires);
    return path + "?expires=" + until + "&signature=" + signature(path + until);
}

/// As a cloud's object store answers: XML, and no second way of authentication beside the signature.
ApiReply StatementApi::linked(const ApiCall& call) const {
    if (call.head.has("authorization"))
        return refusedLink(400, "InvalidArgument", "Only one way of authentication is allowed.");
    const std::string until = call.asked("expires").value_or("");
    if (call.asked("signature") != signature(std::string(call.head.path()) + until))
        return refusedLink(403, "SignatureDoesNotMatch", "The signature does not fit the request.");
    if (call.askedNumber("expires", 0) < QDateTime::currentMSecsSinceEpoch())
        return refusedLink(403, "AccessDenied", "Request has expired");
    const auto view = m_parts.desk.find(call.at("id"));
    const std::size_t index = std::stoul(call.at("chunk"));
    if (!view || !view->result || index >= view->result->chunks.size())
        return refusedLink(404, "NoSuchKey", "The result is not kept any more.");
    return {200, "application/json", view->result->chunks[index].json, {}};
}

} // namespace spanglass::practice
