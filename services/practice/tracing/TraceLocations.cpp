#include "services/practice/tracing/TraceLocations.h"

#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"
#include "services/practice/sql/StatementRunner.h"
#include "services/practice/tracing/ClassicTraces.h"
#include "services/practice/tracing/TraceViews.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass::practice {

namespace {

constexpr const char* PathTag = "mlflow.experiment.databricksTraceDestinationPath";
constexpr const char* SpansTag = "mlflow.experiment.databricksTraceSpanStorageTable";
constexpr const char* LogsTag = "mlflow.experiment.databricksTraceLogStorageTable";
constexpr const char* AnnotationsTag = "mlflow.experiment.databricksTraceAnnotationsTable";

std::vector<TraceTable> tablesOf(Generation generation) {
    std::vector<TraceTable> tables{TraceTable::Spans, TraceTable::Logs, TraceTable::Metrics};
    if (generation == Generation::V2)
        tables.push_back(TraceTable::Annotations);
    return tables;
}

} // namespace

TraceLocations::TraceLocations(ApiRouter& router, Parts parts)
    : m_parts(parts) {
    addFirst(router);
    addSecond(router);
}

void TraceLocations::addFirst(ApiRouter& router) {
    const std::string base = "/api/4.0/mlflow/traces/";
    router.add("POST", base + "location", [this](const ApiCall& call) { return createFirst(call); });
    router.add("POST", base + "{id}/link-location", [this](const ApiCall& call) { return link(call); });
    router.add("POST", base + "{id}/unlink-location", [this](const ApiCall& call) { return unlink(call); });
}

void TraceLocations::addSecond(ApiRouter& router) {
    const std::string base = "/api/5.0/mlflow/";
    router.add("POST", base + "tracing/locations", [this](const ApiCall& call) {
        demandSecond(call);
        return createSecond(call);
    });
    router.add("GET", base + "tracing/locations/{id}", [this](const ApiCall& call) {
        demandSecond(call);
        const auto found = m_parts.experiments.location(call.at("id"));
        if (!found)
            failNotFound("Telemetry profile not found");
        return ApiReply::json(
            {{"uc_table_prefix", json({Generation::V2, found->catalog, found->schema, found->prefix}, found->id)}});
    });
    router.add("POST", base + "experiments/{id}/trace-location:link", [this](const ApiCall& call) {
        demandSecond(call);
        return link(call);
    });
}

void TraceLocations::demandSecond(const ApiCall& call) const {
    if (m_parts.faults.isOn("no-prefix-form"))
        failNotFound(
            "No API found for '" + call.head.method + ' ' + std::string(call.head.path()) + "'", "ENDPOINT_NOT_FOUND");
}

void TraceLocations::checkWarehouse(const ApiCall& call, const nlohmann::json& body, bool required) const {
    const std::string id = body.value("sql_warehouse_id", "");
    if (!id.empty())
        m_parts.warehouses.demand(call.caller.principal, id);
    else if (required)
        failBadInput("Could not resolve a SQL warehouse ID. Provide sql_warehouse_id.");
}

void TraceLocations::checkPlace(const TracePlace& place) const {
    const auto catalog = m_parts.metastore.catalog(place.catalog);
    if (!catalog)
        failNotFound("Catalog '" + place.catalog + "' does not exist.", "CATALOG_DOES_NOT_EXIST");
    if (!m_parts.metastore.exists(Securable::schema(place.catalog, place.schema)))
        failNotFound("Schema '" + place.catalog + '.' + place.schema + "' does not exist.", "SCHEMA_DOES_NOT_EXIST");
    if (catalog->storageRoot.empty())
        failBadInput("Catalog '" + place.catalog + "' is on default storage, which is not supported for traces.");
}

bool TraceLocations::makeTables(const ApiCall& call, const TracePlace& place) {
    const std::string expected = place.generation == Generation::V1 ? "v1" : "v2";
    std::vector<TraceTable> missing;
    for (const TraceTable each : tablesOf(place.generation)) {
        const std::string name = place.table(each);
        const auto there = m_parts.metastore.table(name);
        if (!there) {
            missing.push_back(each);
            continue;
        }
        if (there->kind != "MANAGED")
            failConflict(
                "Failed to validate table compatibility: " + name + " is a " + there->kind + '.', "ALREADY_EXISTS");
        const auto stamp = there->properties.find("otel.schemaVersion");
        const std::string version = stamp == there->properties.end() ? "UNSPECIFIED" : stamp->second;
        if (version != expected)
            failConflict("Table " + name + " already exists with incompatible schema version: expected " + expected
                    + ", got " + version + '.',
                "ALREADY_EXISTS");
    }
    for (const TraceTable each : missing)
        makeTable(call, each, place);
    makeTraceViews(place, call.caller.principal.name, m_parts.engine, m_parts.metastore);
    return !missing.empty();
}

/// As the caller, by SQL: so that the rights are asked for as they are there.
void TraceLocations::makeTable(const ApiCall& call, TraceTable table, const TracePlace& place) {
    auto columns = traceColumns(table, place.generation);
    if (m_parts.faults.isOn("schema-missing-fields"))
        std::erase_if(columns, [](const ColumnFact& each) {
            return each.name == "flags" || each.name == "dropped_attributes_count" || each.name == "events";
        });
    std::string definitions;
    for (const ColumnFact& each : columns)
        definitions += (definitions.empty() ? "" : ", ") + backtickedPart(each.name) + ' ' + each.type;
    std::string properties;
    for (const auto& [key, value] : traceProperties(place.generation))
        properties += (properties.empty() ? "" : ", ") + sqlLiteral(key) + " = " + sqlLiteral(value);
    StatementJob job;
    job.sql = "CREATE TABLE " + backticked(place.table(table)) + " (" + definitions + ") USING delta TBLPROPERTIES ("
        + properties + ')';
    job.who = call.caller.principal;
    job.isStopped = [] { return false; };
    job.working = [](duck::Connection*) {};
    try {
        m_parts.runner.run(job);
    } catch (const StatementFailure& failure) {
        if (failure.sqlState == "42501")
            failDenied(failure.message);
        throw ApiFailure{500, "INTERNAL_ERROR", failure.message, {}};
    }
}

ApiReply TraceLocations::finished(ApiReply reply) const {
    if (m_parts.faults.isOn("location-timeout") && m_parts.faults.waitFor(m_parts.lateAnswer))
        throw ApiFailure{504, "DEADLINE_EXCEEDED", "The request took too long and was given up.", {}};
    return reply;
}

nlohmann::json TraceLocations::json(const TracePlace& place, const std::string& id) const {
    return {{"catalog_name", place.catalog}, {"schema_name", place.schema}, {"table_prefix", place.prefix},
        {"spans_table_name", place.table(TraceTable::Spans)}, {"logs_table_name", place.table(TraceTable::Logs)},
        {"metrics_table_name", place.table(TraceTable::Metrics)},
        {"annotations_table_name", place.table(TraceTable::Annotations)}, {"location_id", id}};
}

ApiReply TraceLocations::createFirst(const ApiCall& call) {
    const auto body = call.json();
    const TracePlace where = TracePlace::read(body);
    if (where.generation != Generation::V1)
        failBadInput("This endpoint takes uc_schema.");
    checkWarehouse(call, body, true);
    checkPlace(where);
    const bool made = makeTables(call, where);
    // The tables are made, and the answer is an error all the same (seed 000).
    const auto warehouse = m_parts.warehouses.find(body.value("sql_warehouse_id", ""));
    if (m_parts.faults.isOn("inline-needs-arrow") || (warehouse && warehouse->kind == "REYDEN"))
        throw ApiFailure{400, "INVALID_ARGUMENT", "Inline disposition only supports ARROW_STREAM format.", {}};
    if (!made)
        failConflict("The trace location " + where.path() + " already exists.", "ALREADY_EXISTS");
    return finished(ApiReply::json({{"uc_schema",
        {{"catalog_name", where.catalog}, {"schema_name", where.schema},
            {"otel_spans_table_name", traceTableName(TraceTable::Spans, where.generation, {})},
            {"otel_logs_table_name", traceTableName(TraceTable::Logs, where.generation, {})}}}}));
}

ApiReply TraceLocations::createSecond(const ApiCall& call) {
    const auto body = call.json();
    const TracePlace where = TracePlace::read(body);
    if (where.generation != Generation::V2)
        failBadInput("This endpoint takes uc_table_prefix.");
    checkWarehouse(call, body, false);
    checkPlace(where);
    makeTables(call, where);
    const auto made = m_parts.experiments.location(where.catalog, where.schema, where.prefix);
    return finished(ApiReply::json({{"uc_table_prefix", json(where, made.id)}}));
}

ExperimentFact TraceLocations::demand(const ApiCall& call) const {
    auto found = m_parts.experiments.find(call.at("id"));
    if (!found)
        failNotFound("Node ID " + call.at("id") + " does not exist.");
    m_parts.acls.demand(call.caller.principal, "experiments", found->id, "CAN_EDIT");
    return *std::move(found);
}

ApiReply TraceLocations::link(const ApiCall& call) {
    const TracePlace where = TracePlace::read(call.json());
    const ExperimentFact experiment = demand(call);
    const auto present = experiment.tags.find(PathTag);
    const bool linked = present != experiment.tags.end();
    if (linked && present->second == where.path())
        return finished(ApiReply::empty());
    if (linked || m_parts.faults.isOn("destination-exists"))
        failConflict("Trace destination already exists for traceLocation MlflowExperiment(" + experiment.id
                + ") and cannot be modified.",
            "ALREADY_EXISTS");
    // The older form hides what the experiment holds; the newer one does not take it (C: databricks-api.md 3.0).
    if (where.generation == Generation::V2 && m_parts.classic.holdsTracesOf(experiment.id))
        failBadInput("A UC trace destination can only be linked to an experiment without traces, and experiment "
            + experiment.id + " holds some.");
    for (const TraceTable each : tablesOf(where.generation)) {
        if (!m_parts.metastore.table(where.table(each)))
            failNotFound("Table '" + where.table(each) + "' does not exist.", "TABLE_DOES_NOT_EXIST");
    }
    linkTo(experiment, where);
    return finished(ApiReply::empty());
}

void TraceLocations::linkTo(ExperimentFact experiment, const TracePlace& place) {
    experiment.tags[PathTag] = place.path();
    experiment.tags[SpansTag] = place.table(TraceTable::Spans);
    experiment.tags[LogsTag] = place.table(TraceTable::Logs);
    if (place.generation == Generation::V2)
        experiment.tags[AnnotationsTag] = place.table(TraceTable::Annotations);
    m_parts.experiments.put(std::move(experiment));
}

ApiReply TraceLocations::unlink(const ApiCall& call) {
    const TracePlace where = TracePlace::read(call.json());
    ExperimentFact experiment = demand(call);
    const auto present = experiment.tags.find(PathTag);
    if (present == experiment.tags.end() || present->second != where.path())
        failNotFound("The experiment is not linked to " + where.path() + '.');
    for (const char* tag : {PathTag, SpansTag, LogsTag, AnnotationsTag})
        experiment.tags.erase(tag);
    m_parts.experiments.put(std::move(experiment));
    return ApiReply::empty();
}

std::optional<TracePlace> TraceLocations::placeOf(const ExperimentFact& experiment) {
    const auto path = experiment.tags.find(PathTag);
    return path == experiment.tags.end() ? std::nullopt : TracePlace::parse(path->second);
}

nlohmann::json TraceLocations::readBack(const ExperimentFact& experiment) const {
    const auto place = placeOf(experiment);
    if (!place || place->generation == Generation::V1)
        return nullptr;
    return {{"uc_trace_location",
        {{"catalog", place->catalog}, {"schema", place->schema}, {"table_prefix", place->prefix},
            {"effective_table_prefix", place->prefix}}}};
}

void TraceLocations::makeOnCreation(const ApiCall& call, ExperimentFact experiment, const nlohmann::json& location) {
    try {
        const auto given = location.value("uc_trace_location", nlohmann::json::object());
        TracePlace where{Generation::V2, lowerName(given.value("catalog", "")), lowerName(given.value("schema", "")),
            given.value("table_prefix", experiment.id)};
        if (!isTracePrefix(where.prefix))
            failBadInput("table_prefix must hold from 1 to 238 letters, digits and underscores.");
        checkPlace(where);
        makeTables(call, where);
        m_parts.experiments.location(where.catalog, where.schema, where.prefix);
        linkTo(experiment, where);
    } catch (const ApiFailure&) {
        experiment.lifecycle = "deleted";
        m_parts.experiments.put(std::move(experiment));
        throw;
    }
}

} // namespace spanglass::practice
