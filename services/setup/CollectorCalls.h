#pragma once

#include "services/core/SetupReport.h"

namespace spanglass {

// The calls that make a collector app, as its step sends them and as exports list them. Pure functions of the plan.
// Confirmed: sdk-py service/workspace.py SecretsAPI, service/apps.py AppsAPI (bodies; env_vars with value and
// value_from).

SetupCall makeScopeCall(const PlannedCollector& wanted);
/// With SecretMark in place of the token.
SetupCall putSecretCall(const PlannedCollector& wanted);
SetupCall makeAppCall(const PlannedCollector& wanted);
/// `secretResource`: the name under which the app is given its secret.
SetupCall deployCall(const SetupPlan& plan, const QString& secretResource);

/// Where the calls of the app go.
QString appPath(const PlannedCollector& wanted);

} // namespace spanglass
