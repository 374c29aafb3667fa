#pragma once

#include "services/diagnostics/app/rules/AppJudge.h"

namespace spanglass {

// Each looks at one block and takes down what is wrong in it. Pure.

void valueRules(AppJudge& judge); ///< app.values
void switchRules(AppJudge& judge); ///< app.switch
void samplerRules(AppJudge& judge); ///< app.switch
void projectRules(AppJudge& judge); ///< app.switch, app.packages
void endpointRules(AppJudge& judge); ///< app.endpoint
void protocolRules(AppJudge& judge); ///< app.protocol
void headerRules(AppJudge& judge); ///< app.headers
void tableRules(AppJudge& judge); ///< app.headers
void authorizationRules(AppJudge& judge); ///< app.authorization
void mlflowRules(AppJudge& judge); ///< app.mlflow
void destinationRules(AppJudge& judge); ///< app.mlflow
void deliveryRules(AppJudge& judge); ///< app.delivery
void agreementRules(AppJudge& judge); ///< app.agreement

/// All findings, block by block, each block's in the order of the rules.
QList<AppFinding> judgeConfig(const AppConfig& config, const AppFacts& facts);

/// Variables about telemetry to which two configurations give different values; found in `config`.
QList<AppFinding> disagreements(const AppConfig& config, const AppConfig& other);

} // namespace spanglass
