#pragma once

#include "services/core/Batch.h"
#include "services/core/Secret.h"
#include "services/core/SpanSource.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace spanglass {

enum class TargetKind : std::uint8_t {
    Databricks, ///< OTLP ingest of a workspace: OAuth, and a header that names the table (databricks-api.md 4.1)
    CollectorApp, ///< an app of a workspace that takes spans: OAuth
    MlflowServer, ///< POST /v1/traces with x-mlflow-experiment-id
    Otlp, ///< any other OTLP endpoint
    File,
};

enum class OtlpWire : std::uint8_t { HttpProtobuf, HttpJson, Grpc };

/// Where captured requests are sent. Without secrets: values of headers are in TargetSecrets.
struct ReplayTarget {
    TargetKind kind = TargetKind::Otlp;
    QString connectionId = {}; ///< who signs in, on this machine; empty: nobody
    /// Of a collector app, an MLflow server or an OTLP endpoint: base address, or the whole one of traces. For gRPC
    /// with the scheme that says whether it is encrypted: "http://127.0.0.1:4317".
    QString url = {};
    OtlpWire wire = OtlpWire::HttpProtobuf;
    QString spansTable = {}; ///< Databricks: catalog.schema.table
    QString logsTable = {}; ///< Databricks; empty: log records are left out
    QString metricsTable = {}; ///< Databricks; empty: metrics are left out
    QString experimentId = {}; ///< MlflowServer
    QString file = {}; ///< File: what is there is replaced when the whole is written; ends in .jsonl, .pb, .gz, .zst
    bool gzip = false; ///< requests are compressed
    QStringList headerNames = {}; ///< own headers, in any case
    /// Databricks: which workspace the connection leads to, once it is known: its host; of a practice workspace another
    /// text each time it is started.
    QString workspace = {};

    /// Equal for targets that keep spans in the same place: what the ledger calls one target. Headers, wire,
    /// compression and who signs in do not count.
    QString key() const;
    /// Whether it takes requests of this signal at all.
    bool takes(Signal signal) const;
    /// One line for people: "main.agents.orders_otel_spans", "http://127.0.0.1:4318 (OTLP/HTTP)".
    QString title() const;

    bool operator==(const ReplayTarget&) const = default;
};

/// One of ReplayTarget::headerNames with its value. In memory or the keychain only.
struct TargetHeader {
    QString name;
    Secret value;
};
using TargetHeaders = std::vector<TargetHeader>;

/// Which captured spans are sent.
struct ReplaySelection {
    std::vector<TraceId> traces = {}; ///< when not empty, exactly these, and neither range nor filter counts
    TimeRange range = {};
    QString filter = {}; ///< in the filter language; empty: all
    /// Of one capture session: requests that were received, with ids of this span. 0, 0: all.
    std::int64_t firstRequest = 0;
    std::int64_t lastRequest = 0;
    QString importedFile = {}; ///< when not empty, what was read from this file, and the span does not count
    bool onlyErrors = false; ///< traces with an error in them
    double sample = 1; ///< share of the traces, chosen by their id: the same ones each time
    /// Send the requests in which they came as a whole, byte for byte, with spans of other traces that came in them.
    bool wholeRequests = false;

    bool operator==(const ReplaySelection&) const = default;
};

/// A change to the attributes of every span and its resource. A key may end in '*'.
struct AttributeEdit {
    enum class Action : std::uint8_t {
        Set, ///< text; on spans, added where it is missing
        Remove, ///< from spans, events, links, resources and scopes
        Redact, ///< likewise: the value becomes "[redacted]"
    };
    Action action = Action::Remove;
    QString key;
    QString value = {}; ///< of Set

    bool operator==(const AttributeEdit&) const = default;
};

/// How what is sent differs from what was captured. By default it does not.
struct ReplayEdits {
    bool newTraceIds = false; ///< links between the traces that are sent follow
    bool shiftToNow = false; ///< the earliest start becomes the moment of sending; all distances stay
    QList<AttributeEdit> attributes = {};

    bool isFaithful() const { return *this == ReplayEdits(); }
    bool operator==(const ReplayEdits&) const = default;
};

struct ReplayPace {
    /// 1: with the gaps in which the requests came; 10: ten times faster; 0: as fast as allowed.
    double speed = 0;
    double tracesPerSecond = 0; ///< 0: the limit that the target publishes, if it does
    std::uint64_t bytesPerSecond = 0; ///< likewise
    int atOnce = 4; ///< requests under way

    bool operator==(const ReplayPace&) const = default;
};

/// What becomes of requests that the target may have taken: a connection that was cut before its answer, or the program
/// was killed between sending and noting.
enum class UncertainRule : std::uint8_t {
    Hold, ///< they are named, and wait for an arrival check or the user
    SendAgain, ///< at the risk of sending twice, as OTLP exporters do
};

struct ReplayPlan {
    ReplaySelection selection = {};
    ReplayTarget target = {};
    ReplayEdits edits = {};
    ReplayPace pace = {};
    UncertainRule uncertain = UncertainRule::Hold;
    bool repeat = false; ///< send what this target took before once more
    std::uint32_t mostSpans = 512; ///< of a request that is put together of parts (databricks-api.md 4.1, advice)
    std::uint64_t mostBytes = 2u << 20; ///< likewise; a request that came larger is sent as it came

    bool operator==(const ReplayPlan&) const = default;
};

} // namespace spanglass
