#include "services/core/DisplayZone.h"

#include <atomic>

namespace spanglass {

namespace {

std::atomic<bool> g_utc = false;

} // namespace

void setTimesInUtc(bool utc) { g_utc = utc; }

bool timesInUtc() { return g_utc; }

} // namespace spanglass
