#pragma once

#include "services/core/SetupReport.h"

namespace spanglass {

// Parts of the script for sh that an export of a plan is. They use its functions `call` (`databricks api`) and `run`
// (another command of the CLI), which say what they do and never end the script.

/// In single quotes, with the script's variables in place of the marks.
QString shellQuoted(QString text);

/// `call post '/api/2.0/...' '{...}'`, with its line end.
QString shellCall(const SetupCall& call);
/// Of a call, in quotes; an empty object for none.
QString shellBody(const SetupCall& call);
QString shellPath(const SetupCall& call);

/// The collector app: its secret, itself, the rights of its service principal, its deployment.
QString shellCollector(const SetupPlan& plan);

/// The scorers, where the experiment has none yet.
QString shellScorers(const SetupPlan& plan);

} // namespace spanglass
