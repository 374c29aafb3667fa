#pragma once

#include <QLatin1StringView>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spanglass {

/// Every way in which the receiver can say no, or accept with a remark. One named counter each.
enum class Refusal : std::uint8_t {
    // the request as a whole
    UnknownPath,
    TracesPathMissing, ///< POST / : a traces endpoint without /v1/traces
    MethodNotAllowed,
    ContentTypeMissing,
    ContentTypeUnknown,
    GrpcOnHttpPort,
    TlsOnPlainPort,
    EncodingUnknown,
    EncodingBroken,
    BodyTooLarge,
    BodyTooSlow,
    HeadersTooSlow,
    BodyCutShort,
    FramingInvalid,
    ExpectationUnknown,
    OriginForeign, ///< a web page of an origin that may not send
    Unauthorized,
    NotProtobuf,
    NotJson,
    JsonAsProtobuf,
    ProtobufAsJson,
    FieldInvalid,
    WrongSignal, ///< logs or metrics posted to the traces path, and the like
    TooManyConnections,
    QueueFull,
    Paused,
    Stopping,
    StoreFailed,
    // single spans, log records or data points
    TraceIdInvalid,
    SpanIdInvalid,
    ParentIdInvalid,
    IdInBase64,
    // accepted, with a remark
    SnakeCaseKeys,
    EnumByName,
    InvalidUtf8,
    DuplicateKeys,
    NestingCut,
    StringIndexField,
    Duplicate, ///< an identical span was stored before
    Count_,
};

enum class Severity : std::uint8_t { Remark, ItemLost, RequestLost };

/// The fixed facts of a refusal. `sentence` goes to the sender; `remedy` is the next step for the person who runs it.
/// English.
struct RefusalInfo {
    QLatin1StringView key; ///< stable: "content-type-missing"
    Severity severity;
    QLatin1StringView sentence;
    QLatin1StringView remedy;
};

const RefusalInfo& refusalInfo(Refusal refusal);
inline constexpr std::size_t RefusalCount = static_cast<std::size_t>(Refusal::Count_);

/// One kind of refusal met while decoding, how often, and the first example in words.
struct RefusalNote {
    Refusal refusal{};
    std::uint64_t count = 0;
    std::string example;
};

/// Adds to an existing note of the same kind, or appends one. The first example stays.
void note(std::vector<RefusalNote>& notes, Refusal refusal, std::string_view example = {}, std::uint64_t count = 1);

} // namespace spanglass
