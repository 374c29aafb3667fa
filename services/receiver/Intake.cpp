#include "services/receiver/Intake.h"

#include "services/otlp/Responses.h"
#include "services/receiver/Capture.h"
#include "services/receiver/DecodedView.h"
#include "services/receiver/RefusalAnswer.h"

namespace spanglass {

namespace {

using Steady = std::chrono::steady_clock;

/// Whether the same request may succeed later without anyone changing the data.
bool isTransient(ErrorCode code) {
    switch (code) {
    case ErrorCode::Busy:
    case ErrorCode::NoSpace:
    case ErrorCode::TimedOut:
    case ErrorCode::Cancelled:
    case ErrorCode::RateLimited:
        return true;
    default:
        return false;
    }
}

Verdict storeVerdict(const Error& error) {
    return {Refusal::StoreFailed, isTransient(error.code), {}, error.oneLine().toStdString(), 0};
}

} // namespace

/// A decoded request on its way to its commit.
struct Intake::UnderWay {
    DecodedRequest batch;
    std::string userAgent;
    ReceiverStats::Accepted accepted; ///< its sightings are views into the two above
    Verdict verdict;
    Steady::time_point arrived;
    Answer answer;

    void fillSightings(Transport transport, UnixNanos now) {
        for (auto& seen : accepted.senders) {
            seen.userAgent = userAgent;
            seen.transport = transport;
            seen.time = now;
        }
        if (!accepted.senders.empty())
            accepted.senders.front().bytes = accepted.wireBytes; // a body has no parts by resource
    }
};

std::optional<Refusal> Intake::obstacle() const {
    if (!m_open)
        return Refusal::Stopping;
    return m_paused ? std::optional(Refusal::Paused) : std::nullopt;
}

void Intake::open() {
    m_paused = false;
    m_open = true;
}

void Intake::close() {
    std::unique_lock lock(m_mutex);
    m_open = false;
    m_left.wait(lock, [this] { return m_underWay == 0; });
}

bool Intake::enter() {
    const std::scoped_lock lock(m_mutex);
    if (m_open)
        ++m_underWay;
    return m_open;
}

void Intake::leave() {
    const std::scoped_lock lock(m_mutex);
    --m_underWay;
    m_left.notify_all();
}

void Intake::refuse(Refusal refusal, std::string_view example, const Answer& answer) {
    m_stats.refuse(refusal, example);
    answer(Verdict::refused(refusal, refusalText(refusal)));
}

void Intake::take(ExportRequest request, Answer answer) {
    if (const auto why = obstacle())
        return refuse(*why, request.peer, answer);
    if (!enter())
        return refuse(Refusal::Stopping, request.peer, answer);
    const auto arrived = Steady::now();
    CapturedRequest captured{zstdFrame(request.payload), request.payload.size(), request.format, request.transport,
        UnixNanos::now(), request.userAgent, request.peer};
    auto decoded = decodeRequest(request.signal, std::move(request.payload), request.format);
    if (!decoded) {
        const DecodeFailure& failed = decoded.error();
        m_stats.refuse(failed.refusal, request.peer + ": " + failed.message);
        Verdict verdict = Verdict::refused(failed.refusal, refusalText(failed.refusal, failed.message));
        verdict.field = failed.field;
        answer(std::move(verdict));
        return leave();
    }
    auto job = std::make_shared<UnderWay>();
    job->batch = std::move(*decoded);
    job->userAgent = std::move(request.userAgent);
    job->answer = std::move(answer);
    job->arrived = arrived;
    const DecodedBatch& common = decodedBatch(job->batch);
    job->verdict = {{}, false, {}, rejectionMessage(common), common.rejected};
    job->accepted = {request.signal, itemCount(job->batch), request.wireBytes, {}, sightings(job->batch)};
    job->fillSightings(request.transport, captured.arrival);
    m_stats.refuse(common.notes);
    submit(std::move(job), std::move(captured));
}

void Intake::submit(std::shared_ptr<UnderWay> job, CapturedRequest captured) {
    if (job->accepted.items + job->verdict.rejected == 0)
        return finish(*job, IngestReceipt{}); // an empty request succeeds and leaves no trace
    const std::string peer = captured.peer;
    IngestRequest request{job->batch, std::move(captured),
        [this, job](Result<IngestReceipt> result) { finish(*job, std::move(result)); }};
    if (m_sink.submit(std::move(request)))
        return;
    refuse(m_open ? Refusal::QueueFull : Refusal::Stopping, peer, job->answer);
    leave();
}

void Intake::finish(UnderWay& job, Result<IngestReceipt> result) {
    if (result) {
        job.accepted.latency = Nanos{std::chrono::nanoseconds(Steady::now() - job.arrived).count()};
        m_stats.accept(job.accepted);
        if (result->duplicates > 0)
            m_stats.refuse(Refusal::Duplicate, {}, result->duplicates);
    } else {
        job.verdict = storeVerdict(result.error());
        m_stats.refuse(Refusal::StoreFailed, job.verdict.message);
    }
    job.answer(std::move(job.verdict));
    leave();
}

} // namespace spanglass
