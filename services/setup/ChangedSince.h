#pragma once

#include "services/setup/SetupRecord.h"
#include "services/setup/SetupSession.h"

namespace spanglass {

/// Looks whether somebody else has changed what a recorded change made, where taking it back would take theirs along:
/// an experiment's tag, a secret, and a secret scope. Nothing when all is as it was made, or gone. Errors: Conflict
/// says what was changed; those of looking. Reads only.
Result<> checkUnchangedSince(const SetupRecordEntry& entry, const SetupRecord& record, SetupSession& session);

} // namespace spanglass
