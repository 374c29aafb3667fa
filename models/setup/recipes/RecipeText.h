#pragma once

#include "models/common/SnippetText.h"

#include <span>

namespace spanglass {

/// What fits into a recipe's environment lines.
enum class RecipeVariables : std::uint8_t { None, OpenTelemetry, MLflow };

/// The fixed part of a recipe: a template with the marks "server" (an MLflow server instead of a workspace), "prefix"
/// (tables named by a prefix) and "url" (the collector app's address is known), and the values that ClientRecipes.cpp
/// gives. Values stand between double quotes.
struct RecipeText : SnippetText {
    RecipeVariables variables = RecipeVariables::None;
    bool fitsServers = false; ///< makes sense with an MLflow server too
    const char* notes = ""; ///< one a line, in English, with marks
};

std::span<const RecipeText> pythonRecipes();
std::span<const RecipeText> managedRecipes(); ///< JavaScript, Java, .NET
std::span<const RecipeText> nativeRecipes(); ///< Go, Rust
std::span<const RecipeText> hostedRecipes(); ///< what runs within the workspace
std::span<const RecipeText> relayRecipes(); ///< collectors, and programs that know environment variables only

} // namespace spanglass
