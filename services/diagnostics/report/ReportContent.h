#pragma once

#include "services/core/Diagnosis.h"
#include "services/diagnostics/report/ReportDocument.h"

namespace spanglass {

/// What a run found, for somebody who was not there: the answer, what works, what is blocked and why, the evidence, the
/// configuration, differences of the tables, sample spans, what support needs. `program` is its name and version.
/// Nothing is taken out: give it what a Scrubber has cleaned.
ReportDocument reportContent(const DiagnosisReport& report, const QString& program);

} // namespace spanglass
