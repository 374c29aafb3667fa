#pragma once

#include "models/common/Awaited.h"
#include "services/core/SpanSource.h"

#include <QTimer>

#include <optional>

namespace spanglass {

class TraceSession;

/// What was written about the trace in view beside its spans: notes and log records. Read with the trace and apart from
/// it, so that a failure here leaves the trace alone. GUI thread.
class NotesLoader : public QObject {
    Q_OBJECT
public:
    NotesLoader(TraceSession& session, SpanSource& source, QObject* parent = nullptr);

    void reload();

    bool isLoading() const { return m_notesAnswer.isPending() || m_recordsAnswer.isPending() || m_again.isActive(); }
    /// Null while nothing was read, and where the source keeps nothing of the kind.
    const TraceNotesPtr& notes() const { return m_notes; }
    const TraceRecordsPtr& records() const { return m_records; }
    /// Why notes, or log records, could not be read.
    const std::optional<Error>& problem() const { return m_notesProblem ? m_notesProblem : m_recordsProblem; }

Q_SIGNALS:
    void changed();

private:
    void follow();
    void ask();

    TraceSession& m_session;
    SpanSource& m_source;
    TraceId m_trace;
    QTimer m_again; ///< a trace that grows is looked at again, but not at every commit
    TraceNotesPtr m_notes;
    TraceRecordsPtr m_records;
    std::optional<Error> m_notesProblem;
    std::optional<Error> m_recordsProblem;
    Awaited<TraceNotesPtr> m_notesAnswer;
    Awaited<TraceRecordsPtr> m_recordsAnswer;
};

} // namespace spanglass
