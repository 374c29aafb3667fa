#pragma once

#include "services/core/SetupPlan.h"

namespace spanglass {

// A plan for people who do it without this program, from nothing, in a workspace that they are signed in to.

/// Statements for a SQL editor; what only REST can do stands between them as comments.
QString planToSql(const SetupPlan& plan);

/// A script for sh that uses the official CLI, which signs in as its profile says. It may be run again: what is there
/// already is said and passed over. It holds no secret, replaces none unasked, and leaves a list of scorers that is
/// there as it is.
QString planToShell(const SetupPlan& plan);

} // namespace spanglass
