#include "models/timeline/NotesLoader.h"

#include "models/timeline/TraceSession.h"

namespace spanglass {

namespace {

constexpr int AgainMs = 1000;

} // namespace

NotesLoader::NotesLoader(TraceSession& session, SpanSource& source, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_source(source) {
    m_again.setSingleShot(true);
    m_again.setInterval(AgainMs);
    connect(&m_again, &QTimer::timeout, this, &NotesLoader::ask);
    connect(&session, &TraceSession::traceChanged, this, &NotesLoader::follow);
}

void NotesLoader::follow() {
    const TraceId trace = m_session.trace() ? m_session.trace()->id() : TraceId();
    if (trace == m_trace && trace.isValid()) {
        if (!m_again.isActive())
            m_again.start();
        return;
    }
    m_trace = trace;
    m_again.stop();
    m_notesAnswer.drop();
    m_recordsAnswer.drop();
    m_notes.reset();
    m_records.reset();
    m_notesProblem.reset();
    m_recordsProblem.reset();
    if (trace.isValid())
        ask();
    else
        Q_EMIT changed();
}

void NotesLoader::reload() {
    if (m_trace.isValid())
        ask();
}

void NotesLoader::ask() {
    const auto take = [this]<class T>(Result<T> answer, T& value, std::optional<Error>& problem) {
        problem.reset();
        if (answer)
            value = *std::move(answer);
        else
            problem = answer.error();
        Q_EMIT changed();
    };
    m_notesAnswer.ask(m_source.notes(m_trace),
        [this, take](Result<TraceNotesPtr> notes) { take(std::move(notes), m_notes, m_notesProblem); });
    m_recordsAnswer.ask(m_source.records(m_trace),
        [this, take](Result<TraceRecordsPtr> records) { take(std::move(records), m_records, m_recordsProblem); });
    Q_EMIT changed();
}

} // namespace spanglass
