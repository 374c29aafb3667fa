#include "services/otlp/Responses.h"
#include "services/otlp/WireReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr std::int64_t LongestWait = 365ll * 86'400; // s
constexpr std::string_view RetryInfoName = "google.rpc.RetryInfo";
constexpr std::string_view BadRequestName = "google.rpc.BadRequest";

std::optional<QJsonObject> readObject(std::string_view body) {
    const auto bytes = QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size()));
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// The first value of two spellings: protobuf's JSON has camel case, some servers write field names.
QJsonValue either(const QJsonObject& object, QLatin1StringView camel, QLatin1StringView snake) {
    const QJsonValue value = object.value(camel);
    return value.isUndefined() ? object.value(snake) : value;
}

/// A 64-bit number is a string in protobuf's JSON; some servers write a number.
std::uint64_t count(const QJsonValue& value) {
    const qint64 number = value.isString() ? value.toString().toLongLong() : value.toInteger();
    return static_cast<std::uint64_t>(std::max<qint64>(number, 0));
}

std::optional<PartialSuccess> successOfJson(std::string_view body) {
    const auto object = readObject(body);
    if (!object)
        return std::nullopt;
    const QJsonObject partial = either(*object, "partialSuccess"_L1, "partial_success"_L1).toObject();
    PartialSuccess out;
    for (const auto& [camel, snake] : {std::pair("rejectedSpans"_L1, "rejected_spans"_L1),
             std::pair("rejectedLogRecords"_L1, "rejected_log_records"_L1),
             std::pair("rejectedDataPoints"_L1, "rejected_data_points"_L1)})
        out.rejected = std::max(out.rejected, count(either(partial, camel, snake)));
    out.message = either(partial, "errorMessage"_L1, "error_message"_L1).toString().toStdString();
    return out;
}

/// The three responses look alike: { rejected = 1, error_message = 2 } = 1.
std::optional<PartialSuccess> successOfWire(std::string_view body) {
    WireFault fault;
    PartialSuccess out;
    WireReader response(body, fault);
    while (response.next()) {
        if (response.tag() != lengthTag(1)) {
            response.skip();
            continue;
        }
        WireReader partial(response.bytes(), fault);
        while (partial.next()) {
            if (partial.tag() == varintTag(1))
                out.rejected = static_cast<std::uint64_t>(
                    std::max<std::int64_t>(static_cast<std::int64_t>(partial.varint()), 0));
            else if (partial.tag() == lengthTag(2))
                out.message = partial.bytes();
            else
                partial.skip();
        }
    }
    return fault ? std::nullopt : std::optional(out);
}

Nanos limited(std::int64_t seconds, std::int64_t nanos) {
    const auto rest = std::clamp<std::int64_t>(nanos, 0, Second - 1);
    return {std::clamp<std::int64_t>(seconds, 0, LongestWait) * Second + rest};
}

/// { retry_delay { seconds = 1, nanos = 2 } = 1 }
std::optional<Nanos> retryDelay(std::string_view info, WireFault& fault) {
    std::optional<Nanos> delay;
    WireReader in(info, fault);
    while (in.next()) {
        if (in.tag() != lengthTag(1)) {
            in.skip();
            continue;
        }
        std::int64_t seconds = 0;
        std::int64_t nanos = 0;
        WireReader duration(in.bytes(), fault);
        while (duration.next()) {
            if (duration.tag() == varintTag(1))
                seconds = static_cast<std::int64_t>(duration.varint());
            else if (duration.tag() == varintTag(2))
                nanos = static_cast<std::int64_t>(duration.varint());
            else
                duration.skip();
        }
        delay = limited(seconds, nanos);
    }
    return delay;
}

/// { field_violations { field = 1 } = 1 }
std::string badField(std::string_view request, WireFault& fault) {
    WireReader in(request, fault);
    while (in.next()) {
        if (in.tag() != lengthTag(1)) {
            in.skip();
            continue;
        }
        WireReader violation(in.bytes(), fault);
        while (violation.next()) {
            if (violation.tag() == lengthTag(1))
                return std::string(violation.bytes());
            violation.skip();
        }
    }
    return {};
}

/// google.protobuf.Any: { type_url = 1, value = 2 }
void readDetail(std::string_view detail, StatusAnswer& out, WireFault& fault) {
    std::string_view type;
    std::string_view value;
    WireReader in(detail, fault);
    while (in.next()) {
        if (in.tag() == lengthTag(1))
            type = in.bytes();
        else if (in.tag() == lengthTag(2))
            value = in.bytes();
        else
            in.skip();
    }
    if (type.ends_with(RetryInfoName))
        out.retryDelay = retryDelay(value, fault);
    else if (type.ends_with(BadRequestName))
        out.badField = badField(value, fault);
}

std::optional<StatusAnswer> statusOfWire(std::string_view body) {
    WireFault fault;
    StatusAnswer out;
    WireReader in(body, fault);
    while (in.next()) {
        if (in.tag() == varintTag(1))
            out.code = static_cast<int>(in.varint());
        else if (in.tag() == lengthTag(2))
            out.message = in.bytes();
        else if (in.tag() == lengthTag(3))
            readDetail(in.bytes(), out, fault);
        else
            in.skip();
    }
    return fault ? std::nullopt : std::optional(out);
}

/// protobuf's JSON of a Duration: "1s", "0.250s".
std::optional<Nanos> durationOf(QString text) {
    bool isNumber = false;
    text.chop(text.endsWith(u's') ? 1 : 0);
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(seconds) || seconds < 0)
        return std::nullopt;
    const double whole = std::floor(std::min(seconds, static_cast<double>(LongestWait)));
    return limited(static_cast<std::int64_t>(whole), std::llround((seconds - whole) * 1e9));
}

std::optional<StatusAnswer> statusOfJson(std::string_view body) {
    const auto object = readObject(body);
    if (!object)
        return std::nullopt;
    StatusAnswer out{.code = object->value("code"_L1).toInt(),
        .message = object->value("message"_L1).toString().toStdString(),
        .retryDelay = {},
        .badField = {}};
    const QJsonArray details = object->value("details"_L1).toArray();
    for (const QJsonValue& one : details) {
        const QJsonObject detail = one.toObject();
        const std::string type = detail.value("@type"_L1).toString().toStdString();
        if (type.ends_with(RetryInfoName))
            out.retryDelay = durationOf(either(detail, "retryDelay"_L1, "retry_delay"_L1).toString());
        else if (type.ends_with(BadRequestName))
            out.badField = either(detail, "fieldViolations"_L1, "field_violations"_L1)
                               .toArray()
                               .at(0)
                               .toObject()
                               .value("field"_L1)
                               .toString()
                               .toStdString();
    }
    return out;
}

} // namespace

std::optional<PartialSuccess> readSuccessBody(std::string_view body, PayloadFormat format) {
    if (body.empty())
        return PartialSuccess();
    return format == PayloadFormat::Json ? successOfJson(body) : successOfWire(body);
}

std::optional<StatusAnswer> readStatusBody(std::string_view body, PayloadFormat format) {
    return format == PayloadFormat::Json ? statusOfJson(body) : statusOfWire(body);
}

} // namespace spanglass
