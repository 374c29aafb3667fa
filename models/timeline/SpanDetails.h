#pragma once

#include "models/timeline/DetailsModel.h"

namespace spanglass {

// What the details pane shows of one span, as entries for DetailsModel.

/// Facts of the span, then its attributes by subject (LLM, HTTP, database, ...).
DetailsContent attributeDetails(const SpanDetail& detail, const TraceNode& node);
/// Events in order of time, each with its distance from the span's start.
DetailsContent eventDetails(const SpanDetail& detail);
DetailsContent resourceDetails(const SpanDetail& detail);
/// Links from this span and to it. `present` holds the traces that can be opened.
DetailsContent linkDetails(
    const SpanDetail& detail, const std::vector<BackLink>& backLinks, const std::vector<TraceId>& present);

/// Subject under which an attribute key is listed; empty for the rest.
QString attributeGroup(std::string_view key);

} // namespace spanglass
