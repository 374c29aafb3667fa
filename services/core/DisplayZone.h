#pragma once

namespace spanglass {

/// Whether people read times in UTC instead of the machine's zone; for the whole process, from the settings. What
/// formatTimestamp() and formatAge() give follows it, ISO times are UTC always. Any thread.
void setTimesInUtc(bool utc);
bool timesInUtc();

} // namespace spanglass
