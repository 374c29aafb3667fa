#pragma once

#include "services/core/Batch.h"
#include "services/core/TraceComparison.h"

#include <QStringList>

namespace spanglass {

/// The attribute that every span of a test trace has, with the value true.
inline constexpr std::string_view ProbeAttribute = "spanglass.probe";

/// A root and two children with ids that nobody else has, marked as a test, that ended a moment before `now`.
std::shared_ptr<const SpanBatch> makeProofTrace(UnixNanos now);

/// What became of a test trace on its way.
struct ProofReading {
    QStringList faults; ///< what makes it useless, each a sentence: spans that are missing, a root with a parent
    bool rootHasParent = false;
    QString remark; ///< what came otherwise without harm, such as types that a table does not keep; empty: nothing
};
ProofReading readProofTrace(const SpanBatch& sent, const SpanBatch& arrived);

} // namespace spanglass
