#include "services/setup/proof/ProofSearch.h"

#include "services/auth/ApiReading.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostAtOnce = 100;
constexpr int MostPages = 50;

Json tablesLocation(const TraceLocation& at) {
    const Json schema{{"catalog_name", at.catalog.toStdString()}, {"schema_name", at.schema.toStdString()}};
    if (at.prefix.isEmpty())
        return {{"type", "UC_SCHEMA"}, {"uc_schema", schema}};
    Json prefix = schema;
    prefix["table_prefix"] = at.prefix.toStdString();
    return {{"type", "UC_TABLE_PREFIX"}, {"uc_table_prefix", prefix}};
}

/// Milliseconds, as the grammar of trace search has them (databricks-api.md 12). A busy table has too many traces to
/// look through all that came later.
QString timeCondition(UnixNanos start, const QString& prefix = {}) {
    const auto began = start.value / 1'000'000;
    return u"%1timestamp_ms >= %2 AND %1timestamp_ms <= %3"_s.arg(
        prefix, QString::number(began), QString::number(began + 1'000));
}

bool isUnsupported(const ApiError& error) {
    return error.fault.serverMessage.contains("not yet supported"_L1, Qt::CaseInsensitive);
}

ApiOutcome<bool> finds(const ProofQuestion& question, const Json& location, SetupSession& session) {
    Json body{{"locations", Json::array({location})}, {"filter", timeCondition(question.start).toStdString()},
        {"max_results", MostAtOnce}, {"order_by", {"timestamp_ms ASC"}},
        {"sql_warehouse_id", question.warehouseId.toStdString()}};
    for (int page = 0; page < MostPages; ++page) {
        const ApiRequest request{.method = "POST",
            .path = u"/api/4.0/mlflow/traces/search"_s,
            .body = QByteArray::fromStdString(body.dump())};
        const auto answer = session.send(request);
        if (!answer)
            return std::unexpected(answer.error());
        const auto object = readObject(answer->body);
        if (!object)
            return std::unexpected(unexpectedAnswer(request, u"trace_infos"_s, *answer));
        if (std::ranges::any_of(objectsUnder(*object, "trace_infos"),
                [&](const Json& info) { return TraceId::fromText(textUnder(info, "trace_id")) == question.trace; }))
            return true;
        const QString next = textUnder(*object, "next_page_token");
        if (next.isEmpty())
            return false;
        body["page_token"] = next.toStdString();
    }
    return false;
}

} // namespace

ApiOutcome<FoundBy> searchWorkspace(const ProofQuestion& question, SetupSession& session) {
    const Json experiment{
        {"type", "MLFLOW_EXPERIMENT"}, {"mlflow_experiment", {{"experiment_id", question.experimentId.toStdString()}}}};
    const auto byExperiment = finds(question, experiment, session);
    if (byExperiment && *byExperiment)
        return FoundBy::Experiment;
    if (!byExperiment && !isUnsupported(byExperiment.error()))
        return std::unexpected(byExperiment.error());
    const auto byTables = finds(question, tablesLocation(question.location), session);
    if (!byTables)
        return std::unexpected(byTables.error());
    return *byTables ? FoundBy::Tables : FoundBy::Nothing;
}

ApiOutcome<QString> nameOnServer(const ProofQuestion& question, SetupSession& session) {
    MlflowTraceQuery query;
    query.experimentIds = {question.experimentId};
    query.filter = timeCondition(question.start, u"trace."_s);
    query.orderBy = {u"timestamp_ms ASC"_s};
    query.maxResults = MostAtOnce;
    for (int each = 0; each < MostPages; ++each) {
        const auto page = session.wait(session.traces().search(query));
        if (!page)
            return std::unexpected(page.error());
        const auto found = std::ranges::find(page->traces, question.trace, &MlflowTraceInfo::traceId);
        if (found != page->traces.end())
            return found->id;
        query.pageToken = page->nextPageToken;
        if (query.pageToken.isEmpty())
            break;
    }
    return QString();
}

} // namespace spanglass
