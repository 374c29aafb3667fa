#pragma once

#include "models/common/SnippetText.h"

#include <span>

namespace spanglass {

/// What fits into a recipe's environment lines.
enum class RecipeVariables : std::uint8_t { None, OpenTelemetry, MLflow };

/// What a recipe's program signs in to a workspace with.
enum class RecipeSignIn : std::uint8_t {
    None, ///< nothing of its own
    ServicePrincipal, ///< a client id and a client secret, nothing else
    AnyOfDatabricks, ///< whatever Databricks' own libraries take: a profile too
    SecretScope, ///< a client id and secret that a scope of the workspace keeps
};

/// The fixed part of a recipe: a template with the marks "server" (an MLflow server instead of a workspace), "prefix"
/// (tables named by a prefix), "url" (the collector app's address is known), with the values that
/// ClientRecipes.cpp gives, and with lines "[+name]" for parts that recipes share. Values stand between double quotes.
struct RecipeText : SnippetText {
    RecipeVariables variables = RecipeVariables::None;
    RecipeSignIn signIn = RecipeSignIn::None;
    bool fitsServers = false; ///< makes sense with an MLflow server too
    const char* notes = ""; ///< one a line, in English, with marks and parts
};

std::span<const RecipeText> pythonRecipes();
std::span<const RecipeText> managedRecipes(); ///< JavaScript, Java, .NET
std::span<const RecipeText> nativeRecipes(); ///< Go, Rust
std::span<const RecipeText> hostedRecipes(); ///< what runs within the workspace
std::span<const RecipeText> relayRecipes(); ///< collectors, and programs that know environment variables only

} // namespace spanglass
