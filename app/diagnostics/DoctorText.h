#pragma once

#include "services/core/Diagnosis.h"

namespace spanglass {

/// A run as people read it in a terminal: the checks by stage with their marks, and the answer at the end.
QString doctorText(const DiagnosisReport& report);
/// A trace's way, station by station, and the verdict.
QString followedText(const TraceWay& way);

/// 0 nothing failed, 1 a check failed or the trace stopped, 3 nothing failed, but something could not be looked at.
int doctorStatus(const DiagnosisReport& report, const std::optional<TraceWay>& way);

} // namespace spanglass
