#include "services/setup/proof/ProofSearch.h"

#include "services/auth/ApiReading.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostAtOnce = 100;

Json tablesLocation(const TraceLocation& at) {
    const Json schema{{"catalog_name", at.catalog.toStdString()}, {"schema_name", at.schema.toStdString()}};
    if (at.prefix.isEmpty())
        return {{"type", "UC_SCHEMA"}, {"uc_schema", schema}};
    Json prefix = schema;
    prefix["table_prefix"] = at.prefix.toStdString();
    return {{"type", "UC_TABLE_PREFIX"}, {"uc_table_prefix", prefix}};
}

/// Milliseconds, as the grammar of trace search has them (databricks-api.md 12).
QString sinceCondition(UnixNanos since) { return u"timestamp_ms >= %1"_s.arg(since.value / 1'000'000); }

ApiOutcome<bool> finds(const ProofQuestion& question, const Json& location, SetupSession& session) {
    const Json body{{"locations", Json::array({location})}, {"filter", sinceCondition(question.since).toStdString()},
        {"max_results", MostAtOnce}, {"order_by", {"timestamp_ms DESC"}},
        {"sql_warehouse_id", question.warehouseId.toStdString()}};
    const auto answer = session.send(ApiRequest{
        .method = "POST", .path = u"/api/4.0/mlflow/traces/search"_s, .body = QByteArray::fromStdString(body.dump())});
    if (!answer)
        return std::unexpected(answer.error());
    const auto object = readObject(answer->body);
    if (!object)
        return std::unexpected(unexpectedAnswer(
            {.method = "POST", .path = u"/api/4.0/mlflow/traces/search"_s}, u"trace_infos"_s, *answer));
    return std::ranges::any_of(objectsUnder(*object, "trace_infos"),
        [&](const Json& info) { return TraceId::fromText(textUnder(info, "trace_id")) == question.trace; });
}

} // namespace

ApiOutcome<bool> findsInWorkspace(const ProofQuestion& question, SetupSession& session) {
    const Json experiment{
        {"type", "MLFLOW_EXPERIMENT"}, {"mlflow_experiment", {{"experiment_id", question.experimentId.toStdString()}}}};
    const auto byExperiment = finds(question, experiment, session);
    if (byExperiment.value_or(false))
        return true;
    if (!byExperiment && byExperiment.error().code == ErrorCode::Cancelled)
        return byExperiment;
    return finds(question, tablesLocation(question.location), session);
}

ApiOutcome<QString> nameOnServer(const ProofQuestion& question, SetupSession& session) {
    MlflowTraceQuery query;
    query.experimentIds = {question.experimentId};
    query.filter = u"trace."_s + sinceCondition(question.since);
    query.maxResults = MostAtOnce;
    const auto page = session.wait(session.traces().search(query));
    if (!page)
        return std::unexpected(page.error());
    const auto found = std::ranges::find(page->traces, question.trace, &MlflowTraceInfo::traceId);
    return found == page->traces.end() ? QString() : found->id;
}

} // namespace spanglass
