#pragma once

#include "services/setup/SetupRecord.h"
#include "services/setup/SetupSession.h"

namespace spanglass {

/// Sends what takes a recorded change back, and notes it in the record. What is gone already counts as taken back.
/// Errors: BadInput when nothing takes it back; Conflict when it would take along what somebody changed since; those of
/// the calls.
Result<> takeBack(SetupRecordEntry entry, SetupRecord& record, SetupSession& session);

} // namespace spanglass
