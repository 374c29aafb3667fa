#pragma once

#include "services/core/ReplayReport.h"

namespace spanglass {

/// "Databricks table", "Any OTLP endpoint", ...
QString targetKindWords(TargetKind kind);
QString wireWords(OtlpWire wire);
/// "Sending", "Interrupted", ...
QString replayStateWords(ReplayState state);
/// "waiting", "taken", ...
QString parcelStateWords(ParcelState state);

/// "3 traces", "status = error, Last hour, traces with errors", "everything".
QString selectionWords(const ReplaySelection& selection);
/// "as captured", "new trace ids, shifted to now, 2 attribute changes".
QString editsWords(const ReplayEdits& edits);
/// "as fast as allowed", "10 times faster than it came, at most 50 traces/s".
QString paceWords(const ReplayPace& pace);

/// Whether it does something, or is about to.
bool isUnderWay(ReplayState state);
/// In thousandths: requests that need no more sending, of all.
int progressOf(const ReplayStatus& status);
/// "12,400 of 50,000 spans"
QString progressWords(const ReplayStatus& status);
/// "4,800 spans/s · 3.2 MiB/s · 12.0 s remaining"; empty when nothing moves.
QString paceNowWords(const ReplayStatus& status);
/// "2 refused · 1 uncertain · 7 spans left out by the target"; empty when all is well.
QString faultWords(const ReplayStatus& status);

/// The last answer of a request in short: "200", "gRPC UNAVAILABLE", "no answer"; empty before the first.
QString answerStatusWords(const ReplayEntry& entry, OtlpWire wire);
/// "Request 17, 240 spans, sent 2026-02-16 09:31:07.123": how an uncertain one is named.
QString entryName(const ReplayEntry& entry);
/// All that is known of one request, a line each, for a support case.
QString entryText(const ReplayEntry& entry, OtlpWire wire);
/// "12,380 of 12,400 spans are there, 20 are missing. ..."
QString arrivalWords(const ArrivalReport& report);
/// What there is beforehand: "120 traces, 3,400 spans, 12.0 MiB in 40 requests, about 12.0 s"
QString estimateWords(const ReplayEstimate& estimate);
/// "Published limits: 100 traces/s for the workspace, 100 MB/s for the table (as of 30/06/2026)"; empty without any.
QString limitsWords(const TargetLimits& limits);

} // namespace spanglass
