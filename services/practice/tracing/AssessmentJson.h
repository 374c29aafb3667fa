#pragma once

#include "services/practice/tracing/TraceNote.h"

namespace spanglass::practice {

/// Feedback or an expectation as a note: what the annotations table has no column for goes into its metadata under
/// names that readers leave out (C: databricks-api.md 5.2, keys that begin with "mlflow."; A: these names).
TraceNote assessmentNote(const std::string& id, const std::string& trace, const nlohmann::json& assessment);

/// Takes the fields that a change names ("feedback,rationale"; empty: all that it has) over into an assessment.
void changeAssessment(nlohmann::json& assessment, const nlohmann::json& change, const std::string& mask);

/// A new assessment with its id, trace and times filled in; throws ApiFailure when it is neither feedback nor an
/// expectation.
nlohmann::json newAssessment(const std::string& trace, nlohmann::json given);

/// The one with that id in a TraceInfo; throws ApiFailure 404.
nlohmann::json& assessmentIn(nlohmann::json& info, const std::string& id);

} // namespace spanglass::practice
