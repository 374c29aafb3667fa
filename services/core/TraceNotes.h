#pragma once

#include "services/core/Ids.h"
#include "services/core/Nanos.h"

#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace spanglass {

/// Something that people or judges wrote about a trace or one of its spans, beside what the program said itself.
struct TraceNote {
    enum class Kind : std::uint8_t {
        Metadata, ///< of the trace as a whole
        Tag,
        Feedback,
        Expectation,
        RunLink, ///< an MLflow run that the trace belongs to
    };

    Kind kind = Kind::Tag;
    SpanId span; ///< invalid: the whole trace
    QString name;
    QString value; ///< plain text, or JSON
    QString comment; ///< the reason given with it
    QString author;
    QString source; ///< what kind of author: "HUMAN", "LLM_JUDGE", "CODE"; empty when it is not told
    std::vector<std::pair<QString, QString>> metadata; ///< what the author added
    UnixNanos updated; ///< not set when it is not told
};

/// All notes of one trace, the latest version of each, and what is known of the trace without its spans.
struct TraceNotes {
    QString requestPreview;
    QString responsePreview;
    std::vector<TraceNote> notes; ///< by kind, then span, then name

    bool isEmpty() const { return notes.empty() && requestPreview.isEmpty() && responsePreview.isEmpty(); }
};

using TraceNotesPtr = std::shared_ptr<const TraceNotes>;

} // namespace spanglass
