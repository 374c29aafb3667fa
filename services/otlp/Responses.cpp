#include "services/otlp/Responses.h"

#include "services/otlp/JsonText.h"

#include "logs.pb.h"
#include "metrics.pb.h"
#include "status.pb.h"
#include "trace.pb.h"

#include <cstdio>

namespace spanglass {

namespace {

constexpr std::string_view RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";
constexpr std::string_view BadRequestType = "type.googleapis.com/google.rpc.BadRequest";
constexpr std::int64_t Second = 1'000'000'000;

std::string_view rejectedKey(Signal signal) {
    switch (signal) {
    case Signal::Traces:
        return "rejectedSpans";
    case Signal::Logs:
        return "rejectedLogRecords";
    case Signal::Metrics:
        return "rejectedDataPoints";
    }
    return "rejectedSpans";
}

std::string successProtobuf(Signal signal, std::int64_t rejected, std::string message) {
    switch (signal) {
    case Signal::Traces: {
        otlp::ExportTraceServiceResponse response;
        response.mutable_partial_success()->set_rejected_spans(rejected);
        response.mutable_partial_success()->set_error_message(std::move(message));
        return response.SerializeAsString();
    }
    case Signal::Logs: {
        otlp::ExportLogsServiceResponse response;
        response.mutable_partial_success()->set_rejected_log_records(rejected);
        response.mutable_partial_success()->set_error_message(std::move(message));
        return response.SerializeAsString();
    }
    case Signal::Metrics: {
        otlp::ExportMetricsServiceResponse response;
        response.mutable_partial_success()->set_rejected_data_points(rejected);
        response.mutable_partial_success()->set_error_message(std::move(message));
        return response.SerializeAsString();
    }
    }
    return {};
}

template <class Message> void addDetail(otlp::RpcStatus& status, std::string_view type, const Message& message) {
    otlp::Detail& detail = *status.add_details();
    detail.set_type_url(std::string(type));
    detail.set_value(message.SerializeAsString());
}

std::string statusProtobuf(const StatusAnswer& answer) {
    otlp::RpcStatus status;
    status.set_code(answer.code);
    status.set_message(answer.message);
    if (answer.retryDelay) {
        otlp::RetryInfo info;
        info.mutable_retry_delay()->set_seconds(answer.retryDelay->value / Second);
        info.mutable_retry_delay()->set_nanos(static_cast<std::int32_t>(answer.retryDelay->value % Second));
        addDetail(status, RetryInfoType, info);
    }
    if (!answer.badField.empty()) {
        otlp::BadRequest request;
        otlp::BadRequest::FieldViolation& violation = *request.add_field_violations();
        violation.set_field(answer.badField);
        violation.set_description(answer.message);
        addDetail(status, BadRequestType, request);
    }
    return status.SerializeAsString();
}

/// protobuf's JSON of a Duration: "1s", "0.250s".
std::string durationText(Nanos delay) {
    std::string text = std::to_string(delay.value / Second);
    if (const std::int64_t rest = delay.value % Second) {
        char digits[16];
        std::snprintf(digits, sizeof digits, ".%09lld", static_cast<long long>(rest));
        text += digits;
    }
    return text + 's';
}

std::string statusJson(const StatusAnswer& answer) {
    std::string out = "{\"code\":" + std::to_string(answer.code) + ",\"message\":";
    appendJsonString(out, answer.message);
    std::string details;
    if (answer.retryDelay)
        details += "{\"@type\":\"" + std::string(RetryInfoType) + "\",\"retryDelay\":\""
            + durationText(*answer.retryDelay) + "\"}";
    if (!answer.badField.empty()) {
        details += details.empty() ? "" : ",";
        details += "{\"@type\":\"" + std::string(BadRequestType) + "\",\"fieldViolations\":[{\"field\":";
        appendJsonString(details, answer.badField);
        details += ",\"description\":";
        appendJsonString(details, answer.message);
        details += "}]}";
    }
    if (!details.empty())
        out += ",\"details\":[" + details + ']';
    return out + '}';
}

} // namespace

std::string successBody(Signal signal, PayloadFormat format, std::uint64_t rejected, std::string_view message) {
    const bool full = rejected == 0 && message.empty();
    if (format == PayloadFormat::Protobuf)
        return full ? std::string()
                    : successProtobuf(signal, static_cast<std::int64_t>(rejected), std::string(message));
    if (full)
        return "{}";
    // A 64-bit number is a string in protobuf's JSON.
    std::string out = "{\"partialSuccess\":{\"" + std::string(rejectedKey(signal)) + "\":\"" + std::to_string(rejected)
        + "\",\"errorMessage\":";
    appendJsonString(out, message);
    return out + "}}";
}

std::string rejectionMessage(const DecodedBatch& batch) {
    std::string message;
    for (const RefusalNote& note : batch.notes) {
        const RefusalInfo& info = refusalInfo(note.refusal);
        if (info.severity != Severity::ItemLost)
            continue;
        message += message.empty() ? "" : " ";
        message += std::to_string(note.count) + " rejected: " + info.sentence.data();
        if (!note.example.empty())
            message += " First: " + note.example + '.';
    }
    return message;
}

std::string statusBody(const StatusAnswer& status, PayloadFormat format) {
    return format == PayloadFormat::Protobuf ? statusProtobuf(status) : statusJson(status);
}

} // namespace spanglass
