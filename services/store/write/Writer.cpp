#include "services/store/write/Writer.h"

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr auto RetryEvery = 1s; ///< while the disk fails

/// Whether a smaller group may succeed where this one failed.
bool isAboutContent(const Error& error) {
    return error.code == ErrorCode::BadInput || error.code == ErrorCode::LimitHit;
}

} // namespace

Writer::Writer(std::shared_ptr<duck::Database> database, std::shared_ptr<CommitFeed> feed, const StoreOptions& options,
    const Retention& retention)
    : m_database(std::move(database))
    , m_feed(std::move(feed))
    , m_clock(options.clock)
    , m_connection(m_database->connect())
    , m_commit(*m_connection, m_clock)
    , m_house(*m_connection, options, retention)
    , m_queue(options.queueBytes)
    , m_thread([this] { run(); }) { }

Writer::~Writer() {
    m_queue.close();
    m_thread.join();
}

bool Writer::submit(IngestRequest request) { return m_queue.push(QueuedRequest::of(std::move(request))); }

bool Writer::deleteTraces(std::vector<TraceId> traces, std::function<void(Result<std::uint64_t>)> done) {
    return m_queue.push([this, traces = std::move(traces), done = std::move(done)] {
        Result<Removal> removal;
        if (auto ready = prepare(); ready)
            removal = spanglass::deleteTraces(*m_connection, traces);
        else
            removal = std::unexpected(ready.error());
        if (!removal) {
            done(std::unexpected(removal.error()));
            return;
        }
        m_house.noteRemoval(*removal);
        note(m_commit.recount());
        m_feed->addRemoval();
        done(removal->traces);
    });
}

bool Writer::clear(std::function<void(Result<>)> done) {
    return m_queue.push([this, done = std::move(done)] {
        Result<> cleared = prepare();
        if (cleared)
            cleared = deleteAll(*m_connection);
        if (cleared) {
            m_ready = false; // what the commits know is out of date until it has been read again
            const Result<> loaded = prepare();
            note(loaded);
            m_house.checkpoint();
            m_feed->addRemoval();
        }
        done(cleared);
    });
}

bool Writer::setRetention(const Retention& retention) {
    return m_queue.push([this, retention] {
        const Result<> ready = prepare();
        const Result<> kept = m_house.setRetention(retention); // holds in memory in any case
        note(ready ? kept : ready);
    });
}

void Writer::run() {
    note(prepare());
    readOn();
    publish();
    while (true) {
        const WriterQueue::Work work = m_queue.take(nextTurn());
        if (work.closed)
            return;
        for (const auto& job : work.jobs)
            job();
        if (!work.group.empty())
            commit(work.group);
        keepHouse();
        readOn();
        publish();
    }
}

void Writer::readOn() {
    if (!m_ready || m_commit.isLoaded())
        return;
    if (const auto loaded = m_commit.loadSlice(); !loaded)
        note(loaded);
}

std::chrono::steady_clock::time_point Writer::nextTurn() const {
    if (m_problem)
        return m_clock.steady() + RetryEvery;
    return m_commit.isLoaded() ? m_house.nextTurn() : m_clock.steady();
}

void Writer::commit(const std::vector<QueuedRequest>& group) {
    std::uint64_t weight = 0;
    for (const QueuedRequest& queued : group)
        weight += queued.weight;
    const auto receipts = tryCommit(group);
    if (receipts || group.size() == 1 || !isAboutContent(receipts.error())) {
        for (std::size_t i = 0; i < group.size(); ++i)
            group[i].request.done(receipts ? Result<IngestReceipt>((*receipts)[i]) : std::unexpected(receipts.error()));
    } else {
        // One request must not sink the others.
        for (const QueuedRequest& queued : group) {
            const auto receipt = tryCommit({&queued, 1});
            queued.request.done(receipt ? Result<IngestReceipt>(receipt->front()) : std::unexpected(receipt.error()));
        }
    }
    m_queue.release(weight);
}

Result<std::vector<IngestReceipt>> Writer::tryCommit(RequestGroup group) {
    if (auto ready = prepare(); !ready) {
        note(ready);
        return std::unexpected(ready.error());
    }
    auto receipts = m_commit.commit(group);
    if (!receipts) {
        note(std::unexpected(receipts.error()));
        return receipts;
    }
    note({});
    m_house.touch();
    m_feed->noteCommit();
    if (!m_commit.touched().empty()) {
        std::vector<TraceId> traces;
        std::uint64_t spans = 0;
        for (const Fragment& fragment : m_commit.touched()) {
            traces.push_back(fragment.traceId);
            spans += static_cast<std::uint64_t>(fragment.spans);
        }
        m_feed->addTraces(traces, spans);
    }
    return receipts;
}

void Writer::keepHouse() {
    if (auto ready = prepare(); !ready) {
        note(ready);
        return;
    }
    const Removal removal = m_house.turn();
    if (removal.rows > 0) {
        m_tracesRemoved += removal.traces;
        m_waitingRemoved += removal.waiting;
        note(m_commit.recount());
        m_feed->addRemoval();
    }
}

Result<> Writer::prepare() {
    if (m_database->isBroken()) {
        m_ready = false;
        const auto now = m_clock.steady();
        if (m_problem && now < m_noReopenBefore)
            return std::unexpected(*m_problem);
        m_noReopenBefore = now + RetryEvery;
        if (auto opened = m_database->reopen(); !opened)
            return opened;
    }
    if (m_ready)
        return {};
    Result<> loaded = m_commit.load();
    m_ready = loaded.has_value();
    return loaded;
}

void Writer::note(const Result<>& outcome) { m_problem = outcome ? std::nullopt : std::optional(outcome.error()); }

void Writer::publish() {
    StoreStatus status;
    status.file = m_database->settings().file;
    status.bytes = m_house.usedBytes().value_or(0);
    const StoreCounts& counts = m_commit.counts();
    status.spans = counts.spans;
    status.traces = counts.traces;
    status.logs = counts.logs;
    status.metricPoints = counts.metricPoints;
    status.requests = counts.requests;
    status.retention = m_house.retention();
    status.tracesRemoved = m_tracesRemoved;
    status.waitingRemoved = m_waitingRemoved;
    status.problem = m_problem;
    status.upkeepProblem = m_house.problem();
    m_feed->setStatus(std::move(status));
}

} // namespace spanglass
