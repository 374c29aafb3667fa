#include "services/practice/tracing/TableTraces.h"

#include "services/practice/http/ApiFailure.h"
#include "services/practice/sql/FirstColumn.h"
#include "services/practice/sql/StatementFailure.h"
#include "services/practice/tracing/SpanJson.h"

namespace spanglass::practice {

namespace {

TraceTable notesTable(const TracePlace& place) {
    return place.generation == Generation::V1 ? TraceTable::Logs : TraceTable::Annotations;
}

} // namespace

void TableTraces::demandRead(const Principal& who, const std::string& table) const {
    try {
        m_reader.demand(who, "SELECT", {Securable::Kind::Table, table});
    } catch (const StatementFailure& failure) {
        if (failure.sqlState == "42501")
            failDenied(failure.message);
        if (failure.sqlState == "42P01")
            failNotFound(failure.message, "TABLE_DOES_NOT_EXIST");
        throw ApiFailure{500, "INTERNAL_ERROR", failure.message, {}};
    }
}

TraceSource TableTraces::source(const Principal& who, const TracePlace& place) const {
    demandRead(who, place.table(TraceTable::Spans));
    demandRead(who, place.table(notesTable(place)));
    const std::string view = place.view(TraceView::Unified);
    if (!m_metastore.table(view))
        failNotFound("View '" + view + "' does not exist.", "TABLE_DOES_NOT_EXIST");
    return {"SELECT trace_id, client_request_id, request_time, state, execution_duration_ms, request, response, "
            "trace_metadata, tags, list_transform(spans, lambda s: {'name': s.name, 'attributes': s.attributes}) AS "
            "spans, CAST(to_json(assessments) AS JSON) AS assessments, CAST(NULL AS JSON) AS info FROM "
            + Engine::duckName(view),
        place.location()};
}

nlohmann::json TableTraces::info(const Principal& who, const TracePlace& place, const std::string& trace) const {
    TraceSource one = source(who, place);
    one.sql += " WHERE trace_id = " + duck::quoted(trace);
    auto page = searchTraces({one}, {}, m_engine);
    if (page.infos.empty())
        failNotFound("Trace " + trace + " is not found in " + place.path() + '.', "NOT_FOUND");
    return std::move(page.infos.front());
}

nlohmann::json TableTraces::spans(const TracePlace& place, const std::string& trace) const {
    auto list = nlohmann::json::array();
    for (const std::string& span : firstColumn(m_engine,
             "SELECT CAST(to_json(s) AS VARCHAR) FROM " + Engine::duckName(place.table(TraceTable::Spans))
                 + " s WHERE trace_id = $1 ORDER BY start_time_unix_nano",
             {trace}))
        list.push_back(spanProtoJson(nlohmann::json::parse(span)));
    return list;
}

void TableTraces::write(const Principal& who, const TracePlace& place, TraceNote note) const {
    const Securable table{Securable::Kind::Table, place.table(notesTable(place))};
    if (!m_metastore.exists(table) || !m_rights.sees(who, table))
        failNotFound("Table '" + table.name + "' does not exist.", "TABLE_DOES_NOT_EXIST");
    m_rights.demand(who, "MODIFY", table);
    note.author = note.author.empty() ? who.name : note.author;
    writeTraceNote(place, note, m_engine);
}

} // namespace spanglass::practice
