#include "services/setup/PlanCalls.h"

#include "services/core/SetupNames.h"
#include "services/core/SetupTables.h"
#include "services/setup/CallText.h"
#include "services/setup/rights/ObjectAcl.h"
#include "services/setup/tables/TraceColumns.h"

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

std::string utf8(const QString& text) { return text.toStdString(); }

bool isPrefixed(const SetupPlan& plan) { return generationOf(plan.form) == TableShape::Generation::V2; }

QString experimentId(const SetupPlan& plan) {
    return plan.experimentId.isEmpty() ? ExperimentIdMark : plan.experimentId;
}

/// As the calls that make and bind name it.
Json locationJson(const SetupPlan& plan) {
    Json place{{"catalog_name", utf8(plan.catalog)}, {"schema_name", utf8(plan.schema)}};
    if (!isPrefixed(plan))
        return {{"uc_schema", place}};
    place["table_prefix"] = utf8(plan.tablePrefix.isEmpty() ? experimentId(plan) : plan.tablePrefix);
    return {{"uc_table_prefix", place}};
}

SetupCall changePrivileges(
    const QString& purpose, const GuardedObject& object, const char* how, const PrivilegesByPrincipal& privileges) {
    Json changes = Json::array();
    for (const auto& [principal, names] : privileges) {
        Json list = Json::array();
        for (const QString& each : names)
            list.push_back(utf8(each));
        changes.push_back({{"principal", utf8(principal)}, {how, list}});
    }
    return restCall(purpose.arg(object.name), "PATCH",
        u"/api/2.1/unity-catalog/permissions/%1/%2"_s.arg(object.kindWord().toLower(), object.name),
        Json{{"changes", changes}});
}

void addTables(QList<SetupCall>& calls, const SetupPlan& plan) {
    if (plan.form != TraceTableForm::ByHand) {
        calls << makeTablesCall(plan);
        return;
    }
    const QStringList tables = plannedTables(plan).all();
    for (qsizetype i = 0; i < tables.size(); ++i)
        calls << sqlCall(u"Make the table %1"_s.arg(tables[i]),
            createTraceTable(tables[i], static_cast<TraceTableKind>(i), TableShape::Generation::V1));
}

} // namespace

QList<SetupCall> grantCalls(const SetupPlan& plan) {
    QList<SetupCall> calls;
    QList<GuardedObject> objects{
        {SecurableKind::Catalog, plan.catalog, {}}, {SecurableKind::Schema, plan.catalog + u'.' + plan.schema, {}}};
    const QStringList tables = plannedTables(plan).all();
    for (const QString& each : tables)
        objects.append({SecurableKind::Table, each, {}});
    for (const GuardedObject& object : objects) {
        PrivilegesByPrincipal privileges;
        for (const PlannedGrant& grant : plan.grants)
            privileges[grant.principal.id] = neededPrivileges(object.kind, grant);
        calls << grantCall(object, privileges);
    }
    Json use = Json::array();
    Json edit = Json::array();
    for (const PlannedGrant& grant : plan.grants) {
        if (grant.usesWarehouse)
            use.push_back(aclEntry(grant.principal, u"CAN_USE"_s));
        edit.push_back(aclEntry(grant.principal, grant.writes ? u"CAN_EDIT"_s : u"CAN_READ"_s));
    }
    if (!use.empty() && !plan.warehouseId.isEmpty())
        calls << restCall(u"Permit on the SQL warehouse"_s, "PATCH",
            u"/api/2.0/permissions/warehouses/%1"_s.arg(plan.warehouseId), Json{{"access_control_list", use}});
    calls << restCall(u"Permit on the experiment"_s, "PATCH",
        u"/api/2.0/permissions/experiments/%1"_s.arg(experimentId(plan)), Json{{"access_control_list", edit}});
    return calls;
}

SetupCall startWarehouseCall(const QString& warehouseId) {
    return restCall(u"Start the SQL warehouse"_s, "POST", u"/api/2.0/sql/warehouses/%1/start"_s.arg(warehouseId));
}

SetupCall makeFolderCall(const QString& folder) {
    return restCall(u"Make the folder"_s, "POST", u"/api/2.0/workspace/mkdirs"_s, Json{{"path", utf8(folder)}});
}

SetupCall createExperimentCall(const SetupPlan& plan) {
    Json body{{"name", utf8(plan.experimentName)}};
    if (plan.bindsWhenMade) {
        Json place{{"catalog", utf8(plan.catalog)}, {"schema", utf8(plan.schema)}};
        if (!plan.tablePrefix.isEmpty())
            place["table_prefix"] = utf8(plan.tablePrefix);
        body["trace_location"] = {{"uc_trace_location", place}};
    }
    return restCall(plan.bindsWhenMade ? u"Create the experiment with its trace tables"_s : u"Create the experiment"_s,
        "POST", u"/api/2.0/mlflow/experiments/create"_s, body);
}

SetupCall createSchemaCall(const SetupPlan& plan) {
    return restCall(u"Create the schema"_s, "POST", u"/api/2.1/unity-catalog/schemas"_s,
        Json{{"catalog_name", utf8(plan.catalog)}, {"name", utf8(plan.schema)}});
}

SetupCall makeTablesCall(const SetupPlan& plan) {
    Json body = locationJson(plan);
    body["sql_warehouse_id"] = utf8(plan.warehouseId);
    return restCall(u"Make the trace tables"_s, "POST",
        isPrefixed(plan) ? u"/api/5.0/mlflow/tracing/locations"_s : u"/api/4.0/mlflow/traces/location"_s, body);
}

SetupCall linkCall(const SetupPlan& plan) {
    const QString id = experimentId(plan);
    Json body = locationJson(plan);
    body["experiment_id"] = utf8(id);
    return restCall(u"Bind the experiment to the trace tables"_s, "POST",
        isPrefixed(plan) ? u"/api/5.0/mlflow/experiments/%1/trace-location:link"_s.arg(id)
                         : u"/api/4.0/mlflow/traces/%1/link-location"_s.arg(id),
        body);
}

SetupCall unlinkCall(const SetupPlan& plan) {
    if (isPrefixed(plan))
        return {};
    Json body = locationJson(plan);
    body["experiment_id"] = utf8(experimentId(plan));
    return restCall(u"Unlink the experiment from the trace tables"_s, "POST",
        u"/api/4.0/mlflow/traces/%1/unlink-location"_s.arg(experimentId(plan)), body);
}

SetupCall grantCall(const GuardedObject& object, const PrivilegesByPrincipal& privileges) {
    return changePrivileges(u"Grant on %1"_s, object, "add", privileges);
}

SetupCall revokeCall(const GuardedObject& object, const PrivilegesByPrincipal& privileges) {
    return changePrivileges(u"Revoke on %1 what was granted"_s, object, "remove", privileges);
}

QStringList neededPrivileges(SecurableKind kind, const PlannedGrant& grant) {
    if (kind == SecurableKind::Catalog)
        return {u"USE_CATALOG"_s};
    if (kind == SecurableKind::Schema)
        return {u"USE_SCHEMA"_s};
    return grant.writes ? QStringList{u"SELECT"_s, u"MODIFY"_s} : QStringList{u"SELECT"_s};
}

QList<SetupCall> callsFromNothing(const SetupPlan& given) {
    SetupPlan plan = given;
    QList<SetupCall> calls;
    if (plan.mlflowServer)
        return {createExperimentCall(plan)};
    if (isPrefixed(plan) && plan.tablePrefix.isEmpty())
        plan.tablePrefix = experimentId(plan);
    if (!plan.warehouseId.isEmpty())
        calls << startWarehouseCall(plan.warehouseId);
    if (!plan.experimentName.isEmpty())
        calls << makeFolderCall(experimentFolder(plan.experimentName)) << createExperimentCall(plan);
    calls << createSchemaCall(plan);
    addTables(calls, plan);
    calls << linkCall(plan);
    if (!plan.grants.isEmpty())
        calls << grantCalls(plan);
    if (!plan.monitoringWarehouseId.isEmpty())
        calls << restCall(u"Name the SQL warehouse of the monitoring"_s, "POST",
            u"/api/2.0/mlflow/experiments/set-experiment-tag"_s,
            Json{{"experiment_id", utf8(experimentId(plan))}, {"key", "mlflow.monitoring.sqlWarehouseId"},
                {"value", utf8(plan.monitoringWarehouseId)}});
    return calls;
}

} // namespace spanglass
