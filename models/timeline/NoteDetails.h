#pragma once

#include "models/timeline/DetailsModel.h"

namespace spanglass {

// What was written about a trace beside its spans, as entries for DetailsModel. Either pointer may be null.

/// Everything: previews, tags, feedback and expectations with their sources, log records by their distance from the
/// trace's start. What belongs to a span leads there.
DetailsContent traceNoteDetails(const TraceNotesPtr& notes, const TraceRecordsPtr& records, const Trace& trace);
/// What belongs to one span; times are from its start.
DetailsContent spanNoteDetails(
    const TraceNotesPtr& notes, const TraceRecordsPtr& records, const Trace& trace, const TraceNode& node);

/// How many notes and log records such a content shows.
std::size_t noteCount(const DetailsContent& content);

} // namespace spanglass
