#pragma once

#include "services/core/Diagnosis.h"
#include "services/diagnostics/CheckPorts.h"
#include "services/setup/proof/ProofRun.h"

namespace spanglass {

/// What diagnostics work with, in a window or in a verb. The functions are called on the thread that portsFor() is
/// called on.
struct DiagnosticsParts {
    AuthPorts auth;
    /// Nothing when there is none of this id.
    std::function<std::optional<Connection>(const QString& id)> connection;
    /// As a future that nobody else has.
    std::function<QFuture<Result<CheckPorts::Api>>(const QString& connectionId)> client;
    std::function<ProgramFacts()> program;
    std::shared_ptr<SqlWarehouse> store = {}; ///< the local one; null without
    std::function<std::optional<SetupPlan>()> draft = [] { return std::nullopt; }; ///< of a setup left unfinished
    QString folder = {}; ///< for what is kept
    ProofPace probePace = {};
};

/// What a run about `subject` may ask.
CheckPorts portsFor(const DiagnosticsParts& parts, const DiagnosisSubject& subject);

} // namespace spanglass
