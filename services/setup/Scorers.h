#pragma once

#include "services/core/SetupControl.h"
#include "services/setup/SetupSession.h"
#include "services/setup/StepWork.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace spanglass {

// For .cpp files; it includes the JSON library. The calls are undocumented: confirmed in mlflow 3.17, genai/scorers
// registry.py DatabricksStore, which is what writes them (GET, PATCH that replaces the whole list, POST where none was
// ever stored).

/// The scorers of an experiment exactly as they are stored, members unknown here included, so that writing the list
/// back loses nothing of anybody's.
struct StoredScorers {
    std::vector<nlohmann::json> entries;

    const nlohmann::json* find(const QString& name) const;
};

/// None where the workspace says that none was ever stored.
ApiOutcome<StoredScorers> storedScorers(const QString& experimentId, SetupSession& session);

QString scorerName(const nlohmann::json& entry);
MonitoredScorer readScorer(const nlohmann::json& entry);
/// As MLflow's client serializes a built-in scorer (confirmed: genai/scorers/base.py SerializedScorer).
nlohmann::json scorerEntry(const PlannedScorer& scorer);
/// Whether `entry` judges by what `scorer` asks for, whatever its rate and filter.
bool judgesAlike(const nlohmann::json& entry, const PlannedScorer& scorer);

/// Writes the list of an experiment: the first one, or in place of the one that is there.
SetupCall firstScorersCall(
    const QString& purpose, const QString& experimentId, const std::vector<nlohmann::json>& entries);
SetupCall otherScorersCall(
    const QString& purpose, const QString& experimentId, const std::vector<nlohmann::json>& entries);

/// The call that makes `entries` the list, and afterwards reads back that each of them is there. `stored`: what it
/// takes the place of. Whether an empty list was never stored or emptied cannot be told beforehand.
PlannedCall writeScorers(const QString& purpose, const QString& experimentId, const StoredScorers& stored,
    const std::vector<nlohmann::json>& entries, SetupSession& session, const QString& gone = {});

/// The scorers that a workspace may have for one experiment (databricks-api.md section 8).
inline constexpr std::size_t MaxScorers = 20;

/// All scorers of an experiment.
Result<QList<MonitoredScorer>> scorersOf(const QString& experimentId, SetupSession& session);
/// The call that changeScorer() would send; no text when it is so already.
Result<SetupCall> previewScorer(const QString& experimentId, const ScorerChange& change, SetupSession& session);
/// Changes one and gives all as they were read back; it is recorded. NotFound when there is none of the name.
Result<QList<MonitoredScorer>> changeScorer(
    const QString& experimentId, const ScorerChange& change, SetupSession& session);

} // namespace spanglass
