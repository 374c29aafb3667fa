#pragma once

#include "services/core/Error.h"
#include "services/core/Nanos.h"
#include "services/core/SetupPlan.h"
#include "services/core/SetupReport.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <variant>

namespace spanglass {

/// Stretches of a span's way, in its order; checks are grouped by them.
enum class CheckStage : std::uint8_t {
    App,
    Network,
    Identity,
    Location, ///< the experiment and what it is bound to
    Tables,
    Storage,
    Grants,
    Offer, ///< preview and region
    Limits,
    Monitoring,
    Program,
};
inline constexpr std::size_t CheckStageCount = 11;

/// Short stable name, for JSON ("storage").
QLatin1StringView checkStageName(CheckStage stage);

enum class CheckStatus : std::uint8_t {
    NotRun,
    Running,
    Ok, ///< looked at, and as it should be
    Warning, ///< works, and will cause trouble or surprise
    Failed, ///< why traces are missing, or will be
    CouldNotLook, ///< said with what stood in the way; never counted as fine
    NotApplicable, ///< said with why
};

/// Short stable name, for JSON ("could-not-look").
QLatin1StringView checkStatusName(CheckStatus status);

/// What a check is, before it has run.
struct CheckInfo {
    QString id; ///< stable, "tables.shape"
    CheckStage stage = CheckStage::App;
    QString title; ///< "Trace tables have their whole shape"
    QString looksAt; ///< one sentence: what is asked, of whom
    QString why; ///< one sentence: what goes wrong without it
    QString documentation = {}; ///< title of the page that explains it, not an address; empty when none does
    bool sends = false; ///< it sends a marked test span; never run unasked

    bool operator==(const CheckInfo&) const = default;
};

/// One thing that was seen. Plain text without secrets and without message contents.
struct CheckEvidence {
    QString label; ///< "Answer", "Request id", "Newest row"
    QString value;

    bool operator==(const CheckEvidence&) const = default;
};

/// A step of the guided setup that makes it so, with the same preview.
struct SetupRemedy {
    SetupPlan plan;
    SetupStep step = SetupStep::SignIn;

    bool operator==(const SetupRemedy&) const = default;
};

/// A configuration as it should read. `file` empty: it was pasted or read from a process, so it can only be copied.
struct ConfigRemedy {
    QString file;
    QString before; ///< secrets as <secret>
    QString after; ///< likewise; put into the file with its own secrets left where they are

    bool operator==(const ConfigRemedy&) const = default;
};

/// Something the program does by itself, or a place in it where a person does.
struct ProgramRemedy {
    enum class What : std::uint8_t {
        StartReceiver, ///< on `argument` as its HTTP port, where one is given
        OpenConnections,
        OpenReceiver,
        OpenSettings,
        OpenSetup,
        OpenReplay,
        SignIn, ///< by browser, at connection `argument`
    };
    What what = What::OpenConnections;
    QString argument = {};

    bool operator==(const ProgramRemedy&) const = default;
};

/// A button beside the remedy's sentences.
struct CheckAction {
    QString label; ///< "Grant what is missing..."
    std::variant<SetupRemedy, ConfigRemedy, ProgramRemedy> remedy;

    bool operator==(const CheckAction&) const = default;
};

/// What one check found.
struct CheckResult {
    QString id; ///< of its CheckInfo
    CheckStatus status = CheckStatus::NotRun;
    QString summary = {}; ///< one sentence: what was found, or why it could not be looked at
    QList<CheckEvidence> evidence = {};
    QString cause = {}; ///< with Warning and Failed: what is behind it
    QStringList remedy = {}; ///< steps for a person, in order
    std::optional<CheckAction> action = {};
    QString details = {}; ///< for a support case: status, code, request id, the server's words
    QDateTime at = {}; ///< UTC
    Nanos took = {};
};

/// Where an app's configuration is read from.
struct AppConfigSource {
    enum class Kind : std::uint8_t { None, Pasted, File, Process };
    Kind kind = Kind::None;
    QString text = {}; ///< of Pasted
    QString file = {}; ///< .env, app.yaml, YAML or JSON
    qint64 process = 0; ///< chosen by the person; only its environment is read

    bool operator==(const AppConfigSource&) const = default;
};

/// What is to be diagnosed. What is empty is found out, or its checks do not apply.
struct DiagnosisSubject {
    QString connectionId = {}; ///< empty: only the app's side and the program
    SetupPlan plan = {}; ///< what should be so: experiment, schema, tables, warehouse, principals in question
    QString spansTable = {}; ///< full name; empty: the one that the experiment or the plan leads to
    AppConfigSource app = {};
    bool probe = false; ///< send a marked test span and watch it arrive

    bool operator==(const DiagnosisSubject&) const = default;
};

/// The structure of a span, without what it says.
struct SpanSketch {
    QString traceId;
    QString spanId;
    QString parentId; ///< empty at a root
    QString name;
    QString service;
    QDateTime start; ///< UTC
    Nanos took = {};
    QStringList attributes; ///< keys with their types: "gen_ai.usage.input_tokens: int"

    bool operator==(const SpanSketch&) const = default;
};

/// Everything a run found, in the order of the way.
struct DiagnosisReport {
    DiagnosisSubject subject;
    QString connectionName;
    QString host;
    QDateTime started; ///< UTC
    Nanos took = {};
    bool isComplete = false; ///< false while running, and after it was cancelled
    QList<CheckInfo> checks; ///< all there are
    QList<CheckResult> results; ///< one for each of `checks`, in the same order
    QList<SpanSketch> samples = {}; ///< of the trace that came last to the receiver

    /// The first on the way that failed: the answer to "why?". Null when none did.
    const CheckResult* firstFailure() const;
    int count(CheckStatus status) const;
};

/// How a check stood in the run before.
enum class CheckChange : std::uint8_t { Same, New, Mended, NotComparable };
CheckChange changeSince(const CheckResult& before, const CheckResult& now);

/// The places that a trace passes on its way.
enum class WayStation : std::uint8_t { Receiver, Forwarder, Endpoint, Table, Warehouse, Experiment };
inline constexpr std::size_t WayStationCount = 6;

struct WayStop {
    WayStation station = WayStation::Receiver;
    enum class State : std::uint8_t { Looking, Seen, NotSeen, CouldNotLook, NotOnItsWay };
    State state = State::Looking;
    QString evidence = {}; ///< "3 spans, 12 s ago, request 4711"
    QString remedy = {};
    QDateTime at = {}; ///< UTC; when it was there, where that is known
};

/// How far one trace got.
struct TraceWay {
    QString traceId; ///< 32 hex digits
    QList<WayStop> stops; ///< all, in order
    QString verdict; ///< one sentence: where it stopped, and why where that is known
};

/// What a failure's words mean. From resources/failures.
struct KnownFailure {
    QString id; ///< "storage-file-scan"
    QString title; ///< what it is called here
    QString meaning;
    QStringList remedy;
    QStringList forSupport; ///< what to hand over
    bool harmless = false;

    bool operator==(const KnownFailure&) const = default;
};

} // namespace spanglass
