#include "services/practice/sql/QueryHistory.h"

#include "services/practice/http/ApiFailure.h"
#include "services/practice/http/ApiRouter.h"
#include "services/practice/sql/StatementDesk.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr std::int64_t DefaultPage = 100;
constexpr std::int64_t LargestPage = 999; // C: "must be less than 1000"
/// In the order of StatementState; a result that is not kept any more is that of a finished statement.
constexpr std::array<const char*, 6> StatusNames{"QUEUED", "RUNNING", "FINISHED", "FAILED", "CANCELED", "FINISHED"};

const char* statusOf(const StatementRecord& record) { return StatusNames[static_cast<std::size_t>(record.state)]; }

bool holds(const std::vector<std::string>& wanted, const std::string& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

json queryInfo(const StatementRecord& record, bool metrics) {
    const bool ended = record.ended > 0;
    json info{{"query_id", record.id}, {"status", statusOf(record)}, {"query_text", record.sql},
        {"query_start_time_ms", record.began}, {"user_name", record.owner}, {"executed_as_user_name", record.owner},
        {"warehouse_id", record.warehouse}, {"endpoint_id", record.warehouse}, {"rows_produced", record.rows},
        {"is_final", ended}};
    if (ended) {
        info["query_end_time_ms"] = record.ended;
        info["execution_end_time_ms"] = record.ended;
        info["duration"] = record.ended - record.began;
    }
    if (!record.problem.empty())
        info["error_message"] = record.problem;
    if (!metrics || !ended)
        return info;
    const std::int64_t time = record.ended - record.began;
    json told{{"total_time_ms", time}, {"execution_time_ms", time}, {"rows_produced_count", record.rows},
        {"result_from_cache", false}};
    if (record.rowsRead)
        told["rows_read_count"] = *record.rowsRead;
    info["metrics"] = std::move(told);
    return info;
}

ApiReply list(const ApiCall& call, const StatementDesk& desk) {
    if (!call.askedAll("filter_by.user_ids").empty())
        failNotSupported("The filter by user_ids");
    const auto ids = call.askedAll("filter_by.statement_ids");
    const auto warehouses = call.askedAll("filter_by.warehouse_ids");
    const auto statuses = call.askedAll("filter_by.statuses");
    const std::int64_t from = call.askedNumber("filter_by.query_start_time_range.start_time_ms", 0);
    const std::int64_t to = call.askedNumber("filter_by.query_start_time_range.end_time_ms", INT64_MAX);
    const std::int64_t size = call.askedNumber("max_results", DefaultPage);
    if (size < 1 || size > LargestPage)
        failBadInput("max_results must be from 1 to 999.");
    const bool metrics = call.asked("include_metrics") == "true";
    std::int64_t skipped = call.askedNumber("page_token", 0);
    const std::int64_t first = skipped;
    auto found = json::array();
    bool more = false;
    for (const StatementRecord& each : desk.history(call.caller.principal)) {
        if (!holds(ids, each.id) || !holds(warehouses, each.warehouse) || !holds(statuses, statusOf(each))
            || each.began < from || each.began > to || skipped-- > 0)
            continue;
        more = std::ssize(found) == size;
        if (more)
            break;
        found.push_back(queryInfo(each, metrics));
    }
    json answer{{"res", std::move(found)}, {"has_next_page", more}};
    if (more)
        answer["next_page_token"] = std::to_string(first + size);
    return {200, "application/json", answer.dump(-1, ' ', false, json::error_handler_t::replace), {}};
}

} // namespace

void addHistoryRoutes(ApiRouter& router, const StatementDesk& desk, const FaultSwitch& faults) {
    router.add("GET", "/api/2.0/sql/history/queries", [&desk, &faults](const ApiCall& call) {
        if (faults.isOn("history-denied"))
            failDenied("You are not authorized to view the query history.");
        return list(call, desk);
    });
}

} // namespace spanglass::practice
