#include "services/core/Refusal.h"

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using enum Severity;

// In the order of the enum; the unit test walks both.
constexpr std::array<RefusalInfo, RefusalCount> Infos{{
    {"unknown-path"_L1, RequestLost,
        "There is no such path here; OTLP/HTTP is served at /v1/traces, /v1/logs and /v1/metrics."_L1,
        "Check the exporter's endpoint against the addresses shown in the receiver panel."_L1},
    {"traces-path-missing"_L1, RequestLost, "The request went to /, so the traces endpoint lacks /v1/traces."_L1,
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is used as it is: append /v1/traces, or set OTEL_EXPORTER_OTLP_ENDPOINT instead."_L1},
    {"method-not-allowed"_L1, RequestLost, "Only POST is accepted here."_L1,
        "Point an OTLP exporter at this address; a browser or probe cannot send spans."_L1},
    {"content-type-missing"_L1, RequestLost,
        "The request has no Content-Type; send application/x-protobuf or application/json."_L1,
        "Let the exporter set its own Content-Type, or add the header by hand."_L1},
    {"content-type-unknown"_L1, RequestLost,
        "This Content-Type is not OTLP; send application/x-protobuf or application/json."_L1,
        "Remove a content-type that was configured among the exporter's headers."_L1},
    {"grpc-on-http-port"_L1, RequestLost, "A gRPC client reached the OTLP/HTTP port."_L1,
        "Use the gRPC port (4317 by default), or set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf."_L1},
    {"tls-on-plain-port"_L1, RequestLost, "A TLS handshake reached a plain port."_L1,
        "Use http:// instead of https:// in the exporter's endpoint."_L1},
    {"encoding-unknown"_L1, RequestLost, "This Content-Encoding is not supported; use gzip, deflate, zstd or none."_L1,
        "Set OTEL_EXPORTER_OTLP_COMPRESSION=gzip or none."_L1},
    {"encoding-broken"_L1, RequestLost, "The body is not what its Content-Encoding says, or it ends early."_L1,
        "Look for a proxy that changes bodies, or compression done twice."_L1},
    {"body-too-large"_L1, RequestLost, "The body is larger than the receiver's limit, before or after inflation."_L1,
        "Lower the exporter's batch size, or raise the limit in the receiver's settings."_L1},
    {"body-too-slow"_L1, RequestLost, "The body arrived too slowly and the connection was closed."_L1,
        "Look for a stalled sender or a broken proxy."_L1},
    {"headers-too-slow"_L1, RequestLost, "The request headers were not complete in time."_L1,
        "Look for a stalled sender or a port scanner."_L1},
    {"body-cut-short"_L1, RequestLost, "The connection ended before the whole body had arrived."_L1,
        "The sender stopped or timed out; it normally retries."_L1},
    {"framing-invalid"_L1, RequestLost, "The request's length or chunk framing is invalid."_L1,
        "Look for a proxy or a hand-written client that frames bodies wrongly."_L1},
    {"expectation-unknown"_L1, RequestLost, "Only Expect: 100-continue is understood."_L1,
        "Remove the Expect header."_L1},
    {"origin-foreign"_L1, RequestLost, "Web pages of this origin may not send spans here."_L1,
        "If the page is yours, add its origin under Settings, Receiver, Web pages that may send."_L1},
    {"unauthorized"_L1, RequestLost, "The receiver's access token is missing or wrong."_L1,
        "Add the header that the receiver panel shows: authorization=Bearer <token>."_L1},
    {"not-protobuf"_L1, RequestLost, "The body is not an OTLP protobuf message."_L1,
        "Check what the sender posts: another protocol, or a body compressed without saying so."_L1},
    {"not-json"_L1, RequestLost, "The body is not one JSON value."_L1,
        "Let the sender write one whole JSON value, with nothing before or after it."_L1},
    {"json-as-protobuf"_L1, RequestLost, "The body is JSON but is labelled application/x-protobuf."_L1,
        "Send Content-Type: application/json."_L1},
    {"protobuf-as-json"_L1, RequestLost, "The body is protobuf but is labelled application/json."_L1,
        "Send Content-Type: application/x-protobuf."_L1},
    {"field-invalid"_L1, RequestLost, "A field holds a value of the wrong kind."_L1,
        "Compare that field with the JSON mapping of OTLP."_L1},
    {"wrong-signal"_L1, RequestLost, "The message is of another signal than the path says."_L1,
        "Send traces to /v1/traces, logs to /v1/logs and metrics to /v1/metrics; check the signal-specific endpoint variables."_L1},
    {"too-many-connections"_L1, RequestLost, "Too many connections; an idle one was closed to make room."_L1,
        "Let senders reuse connections."_L1},
    {"queue-full"_L1, RequestLost, "The receiver is busy; send again after the time given."_L1,
        "Nothing is lost when the sender retries, as exporters do."_L1},
    {"paused"_L1, RequestLost, "The receiver is paused; send again later."_L1,
        "Press Resume in the receiver panel."_L1},
    {"stopping"_L1, RequestLost, "The receiver is stopping; send again later."_L1, "Start the receiver again."_L1},
    {"store-failed"_L1, RequestLost, "The spans could not be written to the store."_L1,
        "The store's own message names the cause; often the disk is full."_L1},
    {"trace-id-invalid"_L1, ItemLost, "trace_id must be 16 bytes, not all zero."_L1,
        "Check the code that makes ids; in JSON they are 32 hex digits."_L1},
    {"span-id-invalid"_L1, ItemLost, "span_id must be 8 bytes, not all zero."_L1,
        "Check the code that makes ids; in JSON they are 16 hex digits."_L1},
    {"parent-id-invalid"_L1, ItemLost, "parent_span_id must be 8 bytes or empty."_L1,
        "Leave the field out for a root span."_L1},
    {"id-in-base64"_L1, ItemLost, "Ids in OTLP/JSON must be hex, not base64."_L1,
        "Use an OTLP JSON encoder; generic protobuf JSON printers write base64."_L1},
    {"snake-case-keys"_L1, Remark, "JSON keys in snake_case were accepted; OTLP asks for lowerCamelCase."_L1,
        "Switch the exporter to JSON names (opentelemetry-cpp: use_json_name)."_L1},
    {"enum-by-name"_L1, Remark, "Enum names were accepted; OTLP/JSON asks for numbers."_L1,
        "Send kind and status code as integers."_L1},
    {"invalid-utf8"_L1, Remark, "Text that is not UTF-8 was kept with U+FFFD in place of the bad bytes."_L1,
        "Cut attribute values at character borders, and send binary data as bytesValue."_L1},
    {"duplicate-keys"_L1, Remark, "An attribute key came twice on one span; the last value holds."_L1,
        "Set each attribute key once."_L1},
    {"nesting-cut"_L1, Remark, "A value nested too deep was cut off."_L1, "Send deep structures as JSON text."_L1},
    {"string-index-field"_L1, Remark, "String-index fields of the profiles signal were ignored."_L1,
        "Send plain keys and string values."_L1},
    {"duplicate"_L1, Remark, "The same span was stored before; it is counted once."_L1,
        "Usual after an exporter's retry."_L1},
}};

} // namespace

const RefusalInfo& refusalInfo(Refusal refusal) { return Infos[static_cast<std::size_t>(refusal)]; }

void note(std::vector<RefusalNote>& notes, Refusal refusal, std::string_view example, std::uint64_t count) {
    for (RefusalNote& n : notes) {
        if (n.refusal == refusal) {
            n.count += count;
            return;
        }
    }
    notes.push_back({refusal, count, std::string(example)});
}

} // namespace spanglass
