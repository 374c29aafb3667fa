#pragma once

#include "services/core/Error.h"
#include "services/core/Nanos.h"
#include "services/core/SetupPlan.h"

#include <QDateTime>

#include <optional>

namespace spanglass {

/// The steps of a setup, in the order in which they are done. Those that a plan does not ask for are NotAsked.
enum class SetupStep : std::uint8_t {
    SignIn, ///< who we are
    Warehouse, ///< there, usable, running
    Experiment, ///< its folder and itself
    Schema, ///< catalog and schema
    Location, ///< the trace tables, and the experiment bound to them
    Tables, ///< each table column by column
    Grants,
    Collector,
    Monitoring, ///< its warehouse and scorers
};
inline constexpr std::size_t SetupStepCount = 9;

/// Short stable name, for JSON, records and the verb ("experiment").
QLatin1StringView setupStepName(SetupStep step);

enum class SetupState : std::uint8_t {
    Unknown, ///< not looked at
    NotAsked, ///< the plan does not want it
    Done, ///< is so already
    ToDo, ///< apply would make it so
    Uncertain, ///< could not be found out; applying is safe all the same
    Blocked, ///< cannot be made so from here: the problem says what is in the way
};

/// One thing that was looked at within a step: a column, a privilege, a scorer.
struct SetupFinding {
    QString subject; ///< "main.traces.orders_otel_spans", "SELECT for app orders-agent"
    SetupState state = SetupState::Unknown;
    QString evidence = {}; ///< one sentence: what was seen
    QString remedy = {}; ///< next step for a person, or a statement that mends it; empty when there is none

    bool operator==(const SetupFinding&) const = default;
};

/// One thing that apply would send, exactly.
struct SetupCall {
    enum class Kind : std::uint8_t { Rest, Sql };
    Kind kind = Kind::Rest;
    QString purpose; ///< "Create the experiment"
    QString text; ///< "POST /api/2.0/... " and the body on further lines, or the statement; secrets as <secret>

    bool operator==(const SetupCall&) const = default;
};

/// In place of the id while the experiment is not made; such a call is only shown.
inline const QString ExperimentIdMark = QStringLiteral("<experiment id>");

/// In place of the id of an app's service principal while the app is not made; such a call is only shown.
inline const QString AppPrincipalMark = QStringLiteral("<service principal of the app>");

/// Whether `call` is what was shown as `shown`, in which a mark may stand for what was not known then.
bool isCallShown(const SetupCall& call, const SetupCall& shown);

/// Another plan with which a step that is blocked could go on.
struct SetupOffer {
    QString label; ///< what it comes to: "Use the existing destination main.traces.agents"
    SetupPlan plan;
};

/// How a step stands, as a probe or the check after apply saw it.
struct SetupStepReport {
    SetupStep step = SetupStep::SignIn;
    SetupState state = SetupState::Unknown;
    QString summary = {}; ///< one sentence
    QList<SetupFinding> findings = {};
    QList<SetupCall> calls = {}; ///< what apply would send now, in order
    QStringList cautions = {}; ///< consequences to know before applying, each a sentence
    std::optional<Error> problem = {}; ///< with Blocked, and where something failed
    QString details = {}; ///< for a support case: status, code, request id
    QList<SetupOffer> offers = {}; ///< ways round what is in the way
    SetupPlan learned = {}; ///< the plan, completed by what was found (experiment id, form, prefix)
    QDateTime seen = {}; ///< UTC
};

/// One thing that was changed. Kept on disk.
struct SetupRecordEntry {
    QString id;
    QDateTime at; ///< UTC
    SetupStep step = SetupStep::SignIn;
    QString host;
    QString connectionId = {}; ///< on this machine; empty in older records
    SetupCall call;
    QString answer; ///< "200, request id ...", or the error; without secrets
    bool succeeded = false;
    SetupCall undo = {}; ///< what takes it back; no text when nothing does
    bool undone = false;
};

/// The places a test trace passes, in order.
enum class ProofHop : std::uint8_t {
    Accepted, ///< the ingest endpoint said yes to the whole request
    InTable, ///< its rows are counted in the spans table
    Readable, ///< the whole trace was read back by the warehouse and is as sent
    InExperiment, ///< trace search of the experiment finds it
};
inline constexpr std::size_t ProofHopCount = 4;

struct ProofHopReport {
    ProofHop hop = ProofHop::Accepted;
    enum class State : std::uint8_t { Waiting, Looking, Passed, Failed, Skipped };
    State state = State::Waiting;
    QString evidence = {}; ///< "HTTP 200, request id ...", "3 rows after 12 s"
    std::optional<Error> problem = {};
    Nanos sinceSent = {}; ///< when it passed or was given up
};

struct ProofReport {
    QString traceId; ///< 32 hex digits
    QString spansTable; ///< empty for an MLflow server
    QDateTime sent; ///< UTC
    QList<ProofHopReport> hops; ///< all, in order

    bool isProved() const;
    /// Null while none has failed.
    const ProofHopReport* firstFailure() const;
};

} // namespace spanglass
