#include "services/setup/PlanJson.h"

#include "services/setup/JsonFields.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::ordered_json;

constexpr int Version = 1;
constexpr qsizetype MostBytes = 1 << 20;

constexpr std::array Forms{"newest", "table-prefix", "schema-linked", "by-hand"};
constexpr std::array Kinds{"user", "group", "service-principal"};

std::string utf8(const QString& text) { return text.toStdString(); }

template <class Enum> const char* nameOf(const auto& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

Json grantJson(const PlannedGrant& grant) {
    return {{"principal",
                {{"kind", nameOf(Kinds, grant.principal.kind)}, {"id", utf8(grant.principal.id)},
                    {"label", utf8(grant.principal.label)}}},
        {"writes", grant.writes}, {"uses_warehouse", grant.usesWarehouse}};
}

Json scorerJson(const PlannedScorer& scorer) {
    Json out{{"name", utf8(scorer.name)}, {"builtin", utf8(scorer.builtin)}, {"sample_rate", scorer.sampleRate}};
    for (const QString& each : scorer.guidelines)
        out["guidelines"].push_back(utf8(each));
    if (!scorer.filter.isEmpty())
        out["filter"] = utf8(scorer.filter);
    return out;
}

void addOptional(Json& out, const SetupPlan& plan) {
    for (const PlannedGrant& each : plan.grants)
        out["grants"].push_back(grantJson(each));
    if (const PlannedCollector& collector = plan.collector; collector.isWanted())
        out["collector"] = {{"app", utf8(collector.appName)}, {"source_folder", utf8(collector.sourceFolder)},
            {"secret_scope", utf8(collector.secretScope)}, {"secret_key", utf8(collector.secretKey)}};
    if (!plan.monitoringWarehouseId.isEmpty() || !plan.scorers.isEmpty())
        out["monitoring"]["warehouse_id"] = utf8(plan.monitoringWarehouseId);
    if (!plan.monitoringWarehouseId.isEmpty() && !plan.monitoringWarehouseName.isEmpty())
        out["monitoring"]["warehouse_name"] = utf8(plan.monitoringWarehouseName);
    for (const PlannedScorer& each : plan.scorers)
        out["monitoring"]["scorers"].push_back(scorerJson(each));
}

PlannedGrant readGrant(JsonFields& fields) {
    PlannedGrant out;
    fields.object("principal", [&](JsonFields& principal) {
        out.principal.kind = static_cast<PrincipalKind>(principal.choice("kind", Kinds, 0));
        out.principal.id = principal.text("id", JsonFields::Need::Must);
        out.principal.label = principal.text("label");
    });
    out.writes = fields.truth("writes", out.writes);
    out.usesWarehouse = fields.truth("uses_warehouse", out.usesWarehouse);
    return out;
}

PlannedScorer readScorer(JsonFields& fields) {
    PlannedScorer out;
    out.name = fields.text("name", JsonFields::Need::Must);
    out.builtin = fields.text("builtin");
    out.guidelines = fields.texts("guidelines");
    out.sampleRate = fields.number("sample_rate", out.sampleRate, 0, 1);
    out.filter = fields.text("filter");
    return out;
}

SetupPlan readPlan(JsonFields& fields) {
    SetupPlan plan;
    fields.text("format");
    fields.number("version", Version, Version, Version);
    plan.host = fields.text("host");
    plan.profile = fields.text("profile");
    plan.mlflowServer = fields.truth("mlflow_server", false);
    fields.object("warehouse", [&](JsonFields& warehouse) {
        plan.warehouseId = warehouse.text("id");
        plan.warehouseName = warehouse.text("name");
    });
    fields.object("experiment", [&](JsonFields& experiment) {
        plan.experimentName = experiment.text("name");
        plan.experimentId = experiment.text("id");
    });
    fields.object("trace_tables", [&](JsonFields& tables) {
        plan.catalog = tables.text("catalog");
        plan.schema = tables.text("schema");
        plan.form = static_cast<TraceTableForm>(tables.choice("form", Forms, 0));
        plan.tablePrefix = tables.text("prefix");
    });
    fields.objects("grants", [&](JsonFields& grant) { plan.grants << readGrant(grant); });
    fields.object("collector", [&](JsonFields& collector) {
        plan.collector.appName = collector.text("app");
        plan.collector.sourceFolder = collector.text("source_folder");
        plan.collector.secretScope = collector.text("secret_scope");
        plan.collector.secretKey = collector.text("secret_key");
    });
    fields.object("monitoring", [&](JsonFields& monitoring) {
        plan.monitoringWarehouseId = monitoring.text("warehouse_id");
        plan.monitoringWarehouseName = monitoring.text("warehouse_name");
        monitoring.objects("scorers", [&](JsonFields& scorer) { plan.scorers << readScorer(scorer); });
    });
    return plan;
}

} // namespace

QByteArray planToJson(const SetupPlan& plan) {
    Json out{{"format", "spanglass-setup"}, {"version", Version}, {"host", utf8(plan.host)}};
    if (!plan.profile.isEmpty())
        out["profile"] = utf8(plan.profile);
    if (plan.mlflowServer)
        out["mlflow_server"] = true;
    if (!plan.warehouseId.isEmpty() || !plan.warehouseName.isEmpty())
        out["warehouse"] = {{"id", utf8(plan.warehouseId)}, {"name", utf8(plan.warehouseName)}};
    if (!plan.experimentName.isEmpty())
        out["experiment"] = {{"name", utf8(plan.experimentName)}};
    else if (!plan.experimentId.isEmpty())
        out["experiment"] = {{"id", utf8(plan.experimentId)}};
    if (!plan.mlflowServer) {
        out["trace_tables"]
            = {{"catalog", utf8(plan.catalog)}, {"schema", utf8(plan.schema)}, {"form", nameOf(Forms, plan.form)}};
        if (!plan.tablePrefix.isEmpty())
            out["trace_tables"]["prefix"] = utf8(plan.tablePrefix);
    }
    addOptional(out, plan);
    return QByteArray::fromStdString(out.dump(2)) + '\n';
}

Result<SetupPlan> planFromJson(const QByteArray& json) {
    if (json.size() > MostBytes)
        return failure(ErrorCode::LimitHit, u"The plan is larger than 1 MiB."_s, u"Is it the right file?"_s);
    Json parsed;
    try {
        parsed = Json::parse(json.begin(), json.end());
    } catch (const Json::parse_error& error) {
        const auto line = json.left(static_cast<qsizetype>(error.byte)).count('\n') + 1;
        return failure(ErrorCode::BadInput, u"The plan is no JSON: something is wrong in line %1."_s.arg(line),
            u"Mend it there; the README shows the format."_s);
    }
    if (!parsed.is_object() || parsed.value("format", Json()) != "spanglass-setup")
        return failure(ErrorCode::BadInput, u"This is no plan of a setup: \"format\" is not \"spanglass-setup\"."_s,
            u"Export one in Setup, or see the README for the format."_s);
    if (const Json version = parsed.value("version", Json()); version.is_number_integer() && version > Version)
        return failure(ErrorCode::TooNew, u"The plan was written by a newer Spanglass."_s, u"Use that version."_s);
    JsonFields fields(parsed, {});
    SetupPlan plan = readPlan(fields);
    if (const auto problem = fields.problem())
        return std::unexpected(*problem);
    return plan;
}

} // namespace spanglass
