#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/Error.h"

#include <QJsonObject>

namespace spanglass {

/// A run as JSON (README, "Diagnostics"). Nothing is taken out: give it what a Scrubber has cleaned.
QJsonObject diagnosisJson(const DiagnosisReport& report);
/// What diagnosisJson wrote, without buttons. Errors: Damaged.
Result<DiagnosisReport> readDiagnosis(const QJsonObject& object);

QJsonObject wayJson(const TraceWay& way);

/// "failed", "could-not-look", "warning" or "ok": what the run as a whole comes to.
QLatin1StringView outcomeName(const DiagnosisReport& report);

/// Short stable name ("receiver").
QLatin1StringView wayStationName(WayStation station);

/// What is known of why a check failed.
std::optional<KnownFailure> knownFailure(const CheckResult& result);

} // namespace spanglass
