#include "services/practice/tracing/OtlpApi.h"

#include "services/otlp/Decode.h"
#include "services/otlp/Responses.h"
#include "services/practice/catalog/SparkType.h"
#include "services/practice/tracing/OtlpRows.h"
#include "services/practice/tracing/TraceTables.h"

#include <nlohmann/json.hpp>

#include <QDateTime>

#include <algorithm>

namespace spanglass::practice {

namespace {

constexpr std::string_view Protobuf = "application/x-protobuf";

/// One line for each field that the table has no column for, as ingest words it (seed 000, C).
void checkSchema(const TableFact& table, Signal signal) {
    std::string lines;
    for (const std::string& field : protoFields(signal)) {
        const bool there = std::ranges::any_of(
            table.columns, [&](const ColumnFact& column) { return lowerName(column.name) == field; });
        if (!there)
            lines += "\n  Field \"" + field + "\" found in the proto definition, but not in the table schema.";
    }
    if (!lines.empty())
        failBadInput("Schema validation error:" + lines);
}

bool holdsText(const TableFact& table) {
    return std::ranges::any_of(table.columns, [](const ColumnFact& column) {
        const auto type = SparkType::parse(column.type);
        return column.name == "attributes" && type && type->isMap();
    });
}

struct Rows {
    std::string json;
    std::uint64_t rejected = 0;
    std::string message;
};

template <class Batch, class Write> Rows rowsOf(const Decoded<Batch>& decoded, Write write) {
    if (!decoded)
        failBadInput("The request cannot be decoded: " + decoded.error().message);
    return {write(**decoded), (*decoded)->rejected, rejectionMessage(**decoded)};
}

} // namespace

OtlpApi::OtlpApi(
    ApiRouter& router, const Metastore& metastore, const Rights& rights, Engine& engine, const FaultSwitch& faults)
    : m_metastore(metastore)
    , m_rights(rights)
    , m_engine(engine)
    , m_faults(faults) {
    for (const Signal signal : {Signal::Traces, Signal::Logs, Signal::Metrics})
        router.add("POST", "/api/2.0/otel/v1/" + std::string(signalName(signal)),
            [this, signal](const ApiCall& call) { return ingest(call, signal); });
}

TableFact OtlpApi::demandTable(const ApiCall& call) const {
    const std::string name = lowerName(call.head.field("x-databricks-uc-table-name"));
    if (name.empty())
        failBadInput("The header X-Databricks-UC-Table-Name is required.");
    const auto what = Securable::parse("TABLE", name);
    const auto table = what ? m_metastore.table(name) : std::nullopt;
    const Principal& who = call.caller.principal;
    if (!table || !m_rights.sees(who, *what))
        failNotFound("Table '" + name + "' does not exist.", "TABLE_DOES_NOT_EXIST");
    m_rights.demand(who, "SELECT", *what); // with USE CATALOG and USE SCHEMA
    for (const char* privilege : {"MODIFY", "SELECT"}) {
        if (!m_rights.hasByName(who, privilege, *what))
            failDenied(who.name + " does not have " + privilege + " permission on table " + name + '.');
    }
    return *table;
}

ApiReply OtlpApi::ingest(const ApiCall& call, Signal signal) {
    if (call.caller.credential == Caller::Credential::PersonalAccessToken && m_faults.isOn("pat-on-otlp-401"))
        throw ApiFailure{
            401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type for this API.", {}};
    if (!call.head.field("content-type").starts_with(Protobuf))
        throw ApiFailure{415, "BAD_REQUEST", "The Content-Type must be application/x-protobuf.", {}};
    const TableFact table = demandTable(call);
    checkSchema(table, signal);
    const OtlpRows writer(holdsText(table), m_faults.isOn("no-root-span"));
    const auto reply = [&](const auto& rows) {
        // Without storage of its own the catalog takes requests and keeps nothing: 200 proves little (C).
        const auto catalog = m_metastore.catalog(Securable{Securable::Kind::Table, table.name}.parts()[0]);
        const bool kept = !m_faults.isOn("storage-denied") && catalog && !catalog->storageRoot.empty();
        if (kept && rows.json.size() > 2)
            insert(table, rows.json);
        return ApiReply{200, std::string(Protobuf),
            successBody(signal, PayloadFormat::Protobuf, rows.rejected, rows.rejected > 0 ? rows.message : ""), {}};
    };
    if (signal == Signal::Traces)
        return reply(rowsOf(decodeTraces(call.body, PayloadFormat::Protobuf),
            [&](const SpanBatch& batch) { return writer.spans(batch); }));
    if (signal == Signal::Logs)
        return reply(rowsOf(
            decodeLogs(call.body, PayloadFormat::Protobuf), [&](const LogBatch& batch) { return writer.logs(batch); }));
    return reply(rowsOf(decodeMetrics(call.body, PayloadFormat::Protobuf),
        [&](const MetricBatch& batch) { return writer.metrics(batch); }));
}

/// The table's own columns say how the rows are read: what it has no column for is left out.
void OtlpApi::insert(const TableFact& table, const std::string& rows) {
    auto line = m_engine.line();
    if (!line)
        failInternal(line.error());
    auto structure = nlohmann::json::object();
    for (const ColumnFact& each : table.columns) {
        if (const auto type = SparkType::parse(each.type))
            structure[each.name] = type->structure();
    }
    auto statement = (*line)->prepare("INSERT INTO " + Engine::duckName(table.name)
        + " BY NAME SELECT row.* FROM (SELECT unnest(from_json($1, "
        + duck::quoted(nlohmann::json::array({structure}).dump()) + ")) AS row)");
    if (!statement)
        failInternal(statement.error());
    statement->bind(1, std::string_view(rows));
    const std::scoped_lock lock(m_inserting); // so that the rows from the first on are this request's
    const auto nextRow = [&] {
        auto found = (*line)->query("SELECT coalesce(max(rowid) + 1, 0) FROM " + Engine::duckName(table.name));
        if (!found)
            failInternal(found.error());
        std::int64_t next = 0;
        const auto read = found->forEachRow<1>(
            [&](const auto& columns, std::size_t row) { next = columns[0].template get<std::int64_t>(row); });
        if (!read)
            failInternal(read.error());
        return next;
    };
    const std::int64_t first = nextRow();
    if (auto done = statement->run(); !done)
        failInternal(done.error());
    m_engine.fileTimes().note(table.name, first, nextRow(), QDateTime::currentMSecsSinceEpoch() * 1'000);
}

} // namespace spanglass::practice
