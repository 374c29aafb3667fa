/// Feeds any bytes to the protobuf decoders and to what reads their results, and stops where they disagree with
/// libprotobuf or with themselves.

#include "services/otlp/ContentHash.h"
#include "services/otlp/Decode.h"
#include "services/otlp/Encode.h"
#include "services/otlp/ValueText.h"

#include "trace.pb.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <cstdlib>

using namespace spanglass;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

bool libprotobufTakes(std::string_view bytes) {
    google::protobuf::io::CodedInputStream in(
        reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
    in.SetRecursionLimit(10'000);
    otlp::ExportTraceServiceRequest request;
    return request.ParseFromCodedStream(&in) && in.ConsumedEntireMessage();
}

/// What lies below a cut is not read, so it may be anything.
bool isCut(const DecodedBatch& batch) {
    return std::ranges::find(batch.notes, Refusal::NestingCut, &RefusalNote::refusal) != batch.notes.end();
}

void useTraces(std::string_view bytes) {
    const auto batch = decodeTraces(std::string(bytes), PayloadFormat::Protobuf);
    if (!batch) {
        require(!batch.error().message.empty());
        return;
    }
    require(isCut(**batch) || libprotobufTakes(bytes));
    const auto hashes = contentHashes(**batch);
    std::string text;
    std::vector<const Span*> spans;
    for (const Span& span : (*batch)->spans) {
        spans.push_back(&span);
        for (const Attribute& attribute : span.attributes)
            appendValueText(text, attribute.value);
    }
    if (spans.empty())
        return;
    require(rawSpanJson(bytes, PayloadFormat::Protobuf, spans.front()->ordinal).has_value());
    const auto again = decodeTraces(encodeTraces(spans), PayloadFormat::Protobuf);
    require(again && (*again)->spans.size() == spans.size());
    // What is written as JSON reads back as the same spans.
    const auto viaJson = decodeTraces(requestJson(encodeTraces(spans), Signal::Traces), PayloadFormat::Json);
    require(viaJson && contentHashes(**viaJson) == contentHashes(**again));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    useTraces(bytes);
    decodeLogs(std::string(bytes), PayloadFormat::Protobuf);
    decodeMetrics(std::string(bytes), PayloadFormat::Protobuf);
    for (const Signal signal : {Signal::Traces, Signal::Logs, Signal::Metrics})
        requestJson(bytes, signal, JsonStyle::Pretty);
    return 0;
}
