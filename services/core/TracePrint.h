#pragma once

#include "services/core/Trace.h"

namespace spanglass {

struct TracePrintOptions {
    int maxNameLength = 80; ///< longer names are cut
    bool spanIds = false; ///< each line begins with the span's id
};

/// The tree as plain text for a terminal: a heading, then one line a span with its duration, its start after the
/// trace's, service, kind and type, and words for what is odd about it. Control characters in names are replaced, so
/// that text from spans cannot steer the terminal.
QString printTrace(const Trace& trace, const TracePrintOptions& options = {});

} // namespace spanglass
