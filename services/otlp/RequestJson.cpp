#include "services/otlp/Encode.h"

#include "services/otlp/JsonWriter.h"
#include "services/otlp/PrettyJson.h"
#include "services/otlp/RequestCut.h"
#include "services/otlp/Utf8.h"

namespace spanglass {

std::string requestJson(std::string_view protobuf, Signal signal, JsonStyle style) {
    JsonWriter writer(UnknownFields::LeaveOut);
    writer.out().reserve(protobuf.size() * 2);
    writer.message(protobuf, jsonSchema(signal));
    return style == JsonStyle::Pretty ? prettyJson(writer.out()) : std::move(writer.out());
}

std::optional<std::string> rawSpanJson(std::string_view payload, PayloadFormat format, std::uint32_t ordinal) {
    if (format == PayloadFormat::Json) {
        const auto request = cutJson(payload, Signal::Traces, {&ordinal, 1});
        if (!request)
            return std::nullopt;
        return prettyJson(isUtf8(*request) ? *request : repairedUtf8(*request));
    }
    const auto request = cutWire(payload, {&ordinal, 1});
    if (!request)
        return std::nullopt;
    JsonWriter writer(UnknownFields::List);
    writer.message(*request, jsonSchema(Signal::Traces));
    return prettyJson(writer.out());
}

} // namespace spanglass
