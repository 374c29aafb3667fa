#pragma once

#include "services/core/Batch.h"
#include "services/setup/SetupSession.h"

#include <QElapsedTimer>

namespace spanglass {

/// How long each hop is watched. Rows come within seconds, at times a minute or two (databricks-api.md 4.2, assumed).
struct ProofPace {
    std::chrono::milliseconds firstLook{1'000};
    std::chrono::milliseconds look{5'000}; ///< between later looks
    std::chrono::milliseconds limit{180'000}; ///< of one hop; the start of a warehouse is not counted
};

/// Sends a test trace to where a plan leads, through the real ingest endpoint with the connection's own credentials,
/// and follows it from hop to hop. Nothing else is changed; the trace stays. Worker thread; use once.
class ProofRun {
public:
    /// `tell` is called with each change; the last call is the end.
    ProofRun(SetupPlan plan, SetupSession& session, std::function<void(const ProofReport&)> tell, ProofPace pace = {});

    void run();

private:
    enum class Look : std::uint8_t { Passed, NotYet, Failed };

    void runInWorkspace();
    void runOnServer();
    /// False when the hop could not even be looked for.
    bool findPlace();
    bool send(const ApiRequest& request, const std::function<Error(const ApiError&)>& explain);
    bool countRows();
    Look countOnce(QString& seen);
    bool readBack();
    bool searchExperiment();
    bool fetchFromServer();
    bool searchServer();

    /// Looks until `once` says otherwise than NotYet, or the limit passes and `late()` is the failure.
    bool watch(ProofHop hop, const std::function<Look()>& once, const std::function<Error()>& late);
    Look judge(ProofHop hop, const std::shared_ptr<const SpanBatch>& arrived);
    Look passed(ProofHop hop, const QString& evidence);
    Look failed(ProofHop hop, const Error& problem, const QString& evidence = {});
    /// NotYet for what may pass, else a failure of the hop.
    Look missed(ProofHop hop, const Error& problem, const QString& evidence = {});
    void skip(ProofHop hop, const QString& why);
    void begin(ProofHop hop);
    void settle(ProofHop hop, ProofHopReport::State state, const QString& evidence, std::optional<Error> problem = {});
    Error noRows();

    const SetupPlan m_plan;
    SetupSession& m_session;
    const std::function<void(const ProofReport&)> m_tell;
    const ProofPace m_pace;
    const std::shared_ptr<const SpanBatch> m_trace;
    ProofReport m_report;
    QString m_experimentId;
    bool m_linked = false; ///< the experiment says so itself
    TraceLocation m_location;
    QElapsedTimer m_sent;
};

} // namespace spanglass
