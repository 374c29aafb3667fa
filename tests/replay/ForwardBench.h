#pragma once

#include "services/otlp/Decode.h"
#include "services/receiver/Capture.h"
#include "services/replay/Exporter.h"
#include "services/replay/forward/ForwardRun.h"
#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QtTest>

#include <future>

namespace spanglass::test {

/// A target that keeps what it is sent, and answers as it is told.
class ToldTarget {
public:
    using Answer = std::function<ExportAnswer(const Parcel&)>;

    /// From now on; empty: nothing is answered until release().
    void setAnswer(Answer answer) {
        const std::scoped_lock lock(m_mutex);
        m_answer = std::move(answer);
    }
    void setTaken() {
        setAnswer([](const Parcel&) { return ExportAnswer{.outcome = ExportOutcome::Taken, .status = 200}; });
    }
    static ExportAnswer answer(ExportOutcome outcome) {
        ExportAnswer out;
        out.outcome = outcome;
        out.problem = Error{ErrorCode::Offline, QStringLiteral("The target said so."), QStringLiteral("Wait.")};
        return out;
    }
    /// Answers what is held.
    void release(ExportOutcome outcome) {
        std::vector<Exporter::Done> held;
        {
            const std::scoped_lock lock(m_mutex);
            held.swap(m_held);
        }
        for (const auto& done : held)
            done(answer(outcome));
    }
    void setTakes(std::vector<Signal> signals) {
        const std::scoped_lock lock(m_mutex);
        m_takes = std::move(signals);
    }

    std::vector<Parcel> sent() const {
        const std::scoped_lock lock(m_mutex);
        return m_sent;
    }
    std::size_t count() const { return sent().size(); }

    /// What a run sends to this target with; the target must outlive it.
    std::unique_ptr<Exporter> exporter() { return std::make_unique<Line>(*this); }

private:
    class Line final : public Exporter {
    public:
        explicit Line(ToldTarget& target)
            : m_target(target) { }
        ~Line() override { m_target.release(ExportOutcome::Uncertain); }
        bool takes(Signal signal) const override {
            const std::scoped_lock lock(m_target.m_mutex);
            return std::ranges::find(m_target.m_takes, signal) != m_target.m_takes.end();
        }
        void send(Parcel parcel, Done done) override {
            Answer answer;
            {
                const std::scoped_lock lock(m_target.m_mutex);
                m_target.m_sent.push_back(parcel);
                answer = m_target.m_answer;
                if (!answer)
                    m_target.m_held.push_back(done);
            }
            if (answer)
                done(answer(parcel));
        }
        void abandon() override { m_target.release(ExportOutcome::Uncertain); }

    private:
        ToldTarget& m_target;
    };

    mutable std::mutex m_mutex;
    Answer m_answer;
    std::vector<Exporter::Done> m_held;
    std::vector<Parcel> m_sent;
    std::vector<Signal> m_takes{Signal::Traces, Signal::Logs, Signal::Metrics};
};

/// A store that takes requests as the receiver does, and one forwarding of it.
class ForwardBench {
public:
    ForwardBench() { m_store.open(); }
    ~ForwardBench() { m_run.reset(); }

    ToldTarget& target() { return m_target; }
    StoreHarness& store() { return m_store; }

    QByteArray take(const SpanBuilder& request, const std::string& peer = "127.0.0.1:1",
        Transport transport = Transport::Http, PayloadFormat format = PayloadFormat::Protobuf) {
        return takeBytes(request.payload(), peer, transport, format);
    }
    QByteArray takeBytes(const std::string& payload, const std::string& peer, Transport transport = Transport::Http,
        PayloadFormat format = PayloadFormat::Protobuf) {
        IngestRequest request;
        request.batch = decodeTraces(payload, format).value();
        request.captured.zstd = zstdFrame(payload);
        request.captured.payloadBytes = payload.size();
        request.captured.format = format;
        request.captured.transport = transport;
        request.captured.arrival = UnixNanos::now();
        request.captured.peer = peer;
        std::promise<void> taken;
        request.done = [&taken](const auto&) { taken.set_value(); };
        if (!m_store.store().sink().submit(std::move(request)))
            qFatal("the store takes nothing");
        taken.get_future().wait();
        return QByteArray::fromStdString(payload);
    }

    /// Sets it up, from now on.
    void create() {
        Ledger ledger(m_store.store().newReader());
        ReplayPlan plan;
        plan.target.url = QStringLiteral("http://127.0.0.1:1");
        plan.uncertain = UncertainRule::SendAgain;
        LedgerJob job = ledger.create(plan, true).value();
        m_job = job.number;
        LedgerTurn turn;
        turn.lastRequest = readNewestRequest(ledger.connection()).value();
        QVERIFY(ledger.commit(m_job, turn));
    }
    /// Goes on with it, as when the store has been opened.
    void run() {
        m_run.reset();
        Ledger ledger(m_store.store().newReader());
        QVERIFY(ledger.restore());
        {
            const std::scoped_lock lock(m_mutex);
            m_ended.reset();
        }
        ForwardPorts ports;
        ports.connect = [this] { return m_store.store().newReader(); };
        ports.exporter = [this]() -> Result<std::unique_ptr<Exporter>> { return m_target.exporter(); };
        ports.publish = [this](const ForwardStatus& status) { keep(status, false); };
        ports.ended = [this](const ForwardStatus& status) { keep(status, true); };
        ports.parcelsInFull = m_inFull;
        m_run = std::make_unique<ForwardRun>(ledger.job(m_job).value(), std::move(ports));
        m_watch = m_store.store().watchCommits([run = m_run.get()] { run->wake(); });
    }
    void begin() {
        create();
        run();
    }
    /// The program ends.
    void leave() {
        m_watch.reset();
        m_run.reset();
    }
    /// So many parcels are listed in full.
    void setParcelsInFull(std::int64_t parcels) { m_inFull = parcels; }
    JobNumber job() const { return m_job; }
    void stop(ForwardStop how) { m_run->stop(how); }
    ReplayState state() { return Ledger(m_store.store().newReader()).job(m_job).value().state; }

    ForwardStatus status() const {
        const std::scoped_lock lock(m_mutex);
        return m_status;
    }
    std::optional<ForwardStatus> ended() const {
        const std::scoped_lock lock(m_mutex);
        return m_ended;
    }

private:
    void keep(const ForwardStatus& status, bool last) {
        const std::scoped_lock lock(m_mutex);
        m_status = status;
        if (last)
            m_ended = status;
    }

    mutable std::mutex m_mutex;
    ForwardStatus m_status;
    std::optional<ForwardStatus> m_ended;
    ToldTarget m_target;
    StoreHarness m_store;
    JobNumber m_job = 0;
    std::int64_t m_inFull = 4'096;
    std::unique_ptr<ForwardRun> m_run;
    std::shared_ptr<void> m_watch;
};

} // namespace spanglass::test
