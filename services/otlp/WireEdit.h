#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"
#include "services/core/Ingest.h"
#include "services/core/ReplayPlan.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spanglass {

/// The id that stands for another in a replay with new trace ids. The same for the same seed: nothing has to be
/// remembered. Never invalid.
TraceId newTraceId(TraceId old, std::uint64_t seed);

/// What is changed in a request.
struct WireChanges {
    /// New trace ids, of this seed. The id in "mlflow.traceRequestId" follows.
    std::optional<std::uint64_t> idSeed = {};
    /// Whether links, log records and exemplars that name this trace get its new id; the traces that are sent, as a
    /// rule. Empty: all. Called from the thread that edits.
    std::function<bool(const TraceId&)> follows = {};
    Nanos shift = {}; ///< of all times that are set
    /// The last one that fits a key counts. Set adds to spans where neither they nor their resource have the key;
    /// elsewhere, and with '*' in its key, it changes what is there. Keys within values are not looked at.
    QList<AttributeEdit> attributes = {};
};

/// Changes times, ids and attributes of captured requests on the wire; every other byte stays as it is, in its place,
/// unknown fields included. Any thread.
class WireEdit {
public:
    explicit WireEdit(WireChanges changes);

    /// The changed request in protobuf; JSON is transcoded first. BadInput when it cannot be read.
    Result<std::string> apply(std::string_view payload, PayloadFormat format, Signal signal) const;

private:
    class Run;

    struct Rule {
        AttributeEdit::Action action;
        std::string key; ///< without its '*'
        bool isPrefix;
        std::string value; ///< an AnyValue on the wire

        bool fits(std::string_view candidate) const { return isPrefix ? candidate.starts_with(key) : candidate == key; }
    };

    /// The rule that counts for a key; null when there is none.
    const Rule* ruleFor(std::string_view key) const;

    WireChanges m_changes;
    std::vector<Rule> m_rules;
};

} // namespace spanglass
