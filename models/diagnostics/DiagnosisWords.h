#pragma once

#include "services/core/Diagnosis.h"

namespace spanglass {

/// "Your app", "Network and host", ...
QString checkStageTitle(CheckStage stage);
/// "in order", "failed", "could not look", ...
QString checkStatusWords(CheckStatus status);
/// In local time, as short as it is clear: "14:03:11" today, else "21 Nov 14:03".
QString momentWords(const QDateTime& at, const QDateTime& now);
/// "new since 21 Nov 14:03"; empty when nothing has changed or it cannot be compared. `before` is when the run before
/// began.
QString checkChangeWords(CheckChange change, const QDateTime& before, const QDateTime& now);
/// Everything about one check, to be pasted into a support case.
QString checkText(const CheckInfo& info, const CheckResult& result);

/// "Receiver", "Endpoint", ...
QString wayStationWords(WayStation station);
/// "seen", "not seen", ...
QString wayStateWords(WayStop::State state);
/// All stations before anything is known, and what each is.
QList<WayStop> waitingStops();
QString wayStationMeaning(WayStation station);
/// To be pasted into a support case.
QString wayText(const TraceWay& way);

} // namespace spanglass
