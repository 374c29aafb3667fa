#pragma once

#include "services/core/SetupReport.h"
#include "services/setup/rights/HeldRights.h"

#include <map>

namespace spanglass {

// The calls that a plan comes to, as the steps send them and as exports list them. Pure functions of the plan.

SetupCall startWarehouseCall(const QString& warehouseId);
SetupCall makeFolderCall(const QString& folder);
/// With bindsWhenMade as the newest form has it (trace_location: sdk-py service/ml.py). Where a workspace does not know
/// that field, it refuses the call or makes an experiment that is not bound.
SetupCall createExperimentCall(const SetupPlan& plan);
SetupCall createSchemaCall(const SetupPlan& plan);

/// Makes the tables of TablePrefix (REST 5.0; Newest counts as it) or SchemaLinked (REST 4.0).
SetupCall makeTablesCall(const SetupPlan& plan);
/// Binds the experiment to its tables.
SetupCall linkCall(const SetupPlan& plan);
/// Takes the binding back; no text where the form has no such call.
SetupCall unlinkCall(const SetupPlan& plan);

/// By principal: privileges as the API spells them.
using PrivilegesByPrincipal = std::map<QString, QStringList>;
SetupCall grantCall(const GuardedObject& object, const PrivilegesByPrincipal& privileges);
SetupCall revokeCall(const GuardedObject& object, const PrivilegesByPrincipal& privileges);

/// What a principal of the plan needs there.
QStringList neededPrivileges(SecurableKind kind, const PlannedGrant& grant);

/// All that the plan grants, to everybody it names, once the tables are there.
QList<SetupCall> grantCalls(const SetupPlan& plan);

/// What the plan takes in a workspace where nothing is there yet, in order; without the collector app and the scorers,
/// whose calls depend on what is there.
QList<SetupCall> callsFromNothing(const SetupPlan& plan);

} // namespace spanglass
