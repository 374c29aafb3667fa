#pragma once

#include "models/common/EnvironmentText.h"
#include "models/setup/recipes/RecipeText.h"
#include "services/core/SetupPlan.h"
#include "services/core/SetupTables.h"

namespace spanglass {

/// Where spans are posted to, and how it is told which table or experiment they are for (databricks-api.md 4.1
/// and 4.5).
struct RecipeDestination {
    explicit RecipeDestination(const SetupPlan& plan);

    QString otlp; ///< without the path of a signal
    PlannedTables tables;
    QString header;
    QString headerValue; ///< percent-encoded
};

/// Whether MLflow's clients are given a prefix besides catalog and schema.
bool isNamedByPrefix(const SetupPlan& plan);

/// The service principal that the plan lets write traces, by its application id; "<client-id>" when it names none.
QString senderOf(const SetupPlan& plan);

/// For an app that is instrumented already; may be empty.
QString recipeVariables(RecipeVariables variables, const SetupPlan& plan, EnvStyle style);

/// What the recipe's own program signs in with, or the workspace that the commands after these lines are for. Secrets
/// are asked for or referred to, never written out.
QString recipeSignIn(const RecipeText& recipe, const SetupPlan& plan, EnvStyle style);

} // namespace spanglass
