#include "models/timeline/TraceComparer.h"

#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

std::vector<ComparedSpan> comparedSpans(const WholeTrace& trace, const SpanArrivals& arrivals) {
    std::vector<ComparedSpan> spans;
    spans.reserve(trace.spans.size());
    for (const Span* span : trace.spans) {
        const auto arrived = arrivals.find(span->spanId);
        spans.push_back({span, arrived == arrivals.end() ? UnixNanos() : arrived->second});
    }
    return spans;
}

Error of(const ComparedPlace& place, const Error& error) {
    return {error.code, place.title + u": "_s + error.message, error.remedy};
}

} // namespace

void TraceComparer::compare(TraceId trace, const ComparedPlace& left, const ComparedPlace& right) {
    drop();
    m_comparison.reset();
    m_error.reset();
    m_delayProblem.reset();
    m_left.place = left;
    m_right.place = right;
    m_names = {left.title, right.title};
    m_state = State::Loading;
    m_progress = tr("Reading the trace from both places…");
    read(m_left, trace);
    read(m_right, trace);
    Q_EMIT changed();
}

void TraceComparer::read(Side& side, TraceId trace) {
    side.spansAnswer.ask(
        side.place.source->wholeTrace(trace),
        [this, &side](const Result<WholeTracePtr>& answer) {
            if (!answer)
                return fail(of(side.place, answer.error()));
            side.spans = *answer;
            advance();
        },
        [this, &side](const Awaited<WholeTracePtr>::Watcher& how) { showProgress(side, how.progressText()); });
    side.arrivalsAnswer.ask(side.place.source->arrivals(trace), [this, &side](Result<SpanArrivals> answer) {
        if (!answer)
            m_delayProblem = of(side.place, answer.error());
        side.arrivals = answer ? *std::move(answer) : SpanArrivals();
        advance();
    });
}

void TraceComparer::showProgress(const Side& side, const QString& text) {
    if (text.isEmpty())
        return;
    m_progress = side.place.title + u": "_s + text;
    Q_EMIT changed();
}

void TraceComparer::advance() {
    if (!m_left.spans || !m_right.spans || !m_left.arrivals || !m_right.arrivals)
        return;
    m_comparing.ask(QtConcurrent::run([left = m_left.spans, right = m_right.spans, sent = *m_left.arrivals,
                                          kept = *m_right.arrivals]() -> Result<ComparisonPtr> {
        return std::make_shared<const TraceComparison>(
            compareTraces(comparedSpans(*left, sent), comparedSpans(*right, kept)));
    }),
        [this](const Result<ComparisonPtr>& done) {
            if (!done)
                return fail(done.error());
            drop();
            m_comparison = *done;
            m_state = State::Ready;
            Q_EMIT changed();
        });
}

/// Forgets what was read, so that two large traces do not stay in memory.
void TraceComparer::drop() {
    for (Side* side : {&m_left, &m_right}) {
        side->spansAnswer.drop();
        side->arrivalsAnswer.drop();
        side->spans.reset();
        side->arrivals.reset();
    }
    m_comparing.drop();
}

void TraceComparer::fail(const Error& error) {
    drop();
    m_error = error;
    m_state = State::Failed;
    Q_EMIT changed();
}

void TraceComparer::cancel() {
    if (m_state == State::Loading)
        fail({ErrorCode::Cancelled, tr("Comparing was stopped."), {}});
}

void TraceComparer::forget() {
    drop();
    m_comparison.reset();
    m_error.reset();
    m_state = State::Empty;
    Q_EMIT changed();
}

void TraceComparer::forgetPlace(const QString& id) {
    if (m_state == State::Loading && (m_left.place.id == id || m_right.place.id == id))
        cancel();
}

} // namespace spanglass
