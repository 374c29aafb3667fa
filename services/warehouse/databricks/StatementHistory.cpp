#include "services/warehouse/databricks/StatementHistory.h"

#include "services/warehouse/databricks/CallWatch.h"

#include <nlohmann/json.hpp>

#include <QTimer>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using nlohmann::json;

std::optional<std::uint64_t> count(const json& metrics, const char* name) {
    const auto found = metrics.find(name);
    if (found == metrics.end() || !found->is_number_integer() || found->get<std::int64_t>() < 0)
        return std::nullopt;
    return found->get<std::uint64_t>();
}

} // namespace

StatementHistory::StatementHistory(
    const DatabricksOptions& options, QString statementId, Promise promise, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_id(std::move(statementId))
    , m_promise(std::move(promise)) { }

StatementHistory::~StatementHistory() {
    if (m_promise)
        m_promise->finish();
}

void StatementHistory::ask() {
    if (m_promise->isCanceled())
        return finish(SqlFacts());
    ++m_asked;
    ApiRequest request;
    request.path = u"/api/2.0/sql/history/queries"_s;
    request.query
        = {{u"filter_by.statement_ids"_s, m_id}, {u"include_metrics"_s, u"true"_s}, {u"max_results"_s, u"1"_s}};
    request.deadline = std::chrono::seconds(20);
    watchCall(m_options.calls.call(std::move(request)), this, [this](const ApiResult& answer) { take(answer); });
}

void StatementHistory::take(const ApiResult& answer) {
    if (!answer) {
        if (answer.error().code == ErrorCode::NotAllowed || answer.error().code == ErrorCode::NotFound)
            Q_EMIT refused();
        return finish(std::unexpected(Error(answer.error())));
    }
    const auto facts = readHistory({answer->body.data(), static_cast<std::size_t>(answer->body.size())}, m_id);
    if (!facts)
        return finish(std::unexpected(facts.error()));
    if (*facts)
        return finish(**facts);
    if (m_asked >= m_options.historyTries)
        return finish(failure(ErrorCode::NotFound, u"The query history does not know this statement yet."_s));
    QTimer::singleShot(m_options.historyPause * m_asked, this, &StatementHistory::ask);
}

void StatementHistory::finish(Result<SqlFacts> facts) {
    m_promise->addResult(std::move(facts));
    m_promise->finish();
    m_promise.reset();
    Q_EMIT done();
}

Result<std::optional<SqlFacts>> readHistory(std::string_view body, const QString& statementId) {
    const json answer = json::parse(body, nullptr, false);
    if (!answer.is_object())
        return failure(ErrorCode::BadInput, u"The query history's answer is not a JSON object."_s);
    const auto list = answer.find("res");
    if (list == answer.end() || !list->is_array())
        return std::optional<SqlFacts>();
    for (const json& query : *list) {
        if (!query.is_object() || !query.contains("query_id") || query["query_id"] != statementId.toStdString())
            continue;
        const auto metrics = query.find("metrics");
        const bool moves = query.contains("is_final") && query["is_final"] == false;
        if (metrics == query.end() || !metrics->is_object() || moves)
            return std::optional<SqlFacts>();
        SqlFacts facts;
        facts.statementId = statementId;
        facts.rowsScanned = count(*metrics, "rows_read_count");
        facts.bytesScanned = count(*metrics, "read_bytes");
        if (const auto time = count(*metrics, "total_time_ms"))
            facts.serverTime = std::chrono::milliseconds(*time);
        return std::optional(facts);
    }
    return std::optional<SqlFacts>();
}

} // namespace spanglass
