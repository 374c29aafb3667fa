#include "services/otlp/EnvelopeDecoder.h"
#include "services/otlp/WireDecode.h"
#include "services/otlp/WireFailure.h"

namespace spanglass {

namespace {

constexpr std::uint32_t LastLogField = 12;

class LogDecode {
public:
    explicit LogDecode(LogBatch& batch)
        : m_batch(batch)
        , m_envelope(batch) { }

    std::optional<DecodeFailure> run() {
        m_envelope.forEachItem(
            [this](std::string_view message, const EnvelopeDecoder::Place& place) { readRecord(message, place); });
        const std::string_view bytes = m_batch.memory.bytes();
        if (m_envelope.fault())
            return wireFailure(bytes, m_envelope.fault(), Signal::Logs, "log record", m_ordinal);
        return m_strange ? wrongSignal(bytes, Signal::Logs) : std::nullopt;
    }

private:
    void readRecord(std::string_view message, const EnvelopeDecoder::Place& place) {
        LogRecord record;
        readFields(message, record);
        if (m_envelope.fault())
            return;
        record.resource = place.resource;
        record.scope = place.scope;
        record.ordinal = m_ordinal++;
        if (const std::uint8_t notices = m_envelope.values().takeNotices())
            m_envelope.remark(notices, "in log record " + std::to_string(record.ordinal));
        m_batch.records.push_back(record);
    }

    void readFields(std::string_view message, LogRecord& record) {
        ValueDecoder& values = m_envelope.values();
        const std::size_t list = values.beginList();
        WireReader in(message, m_envelope.fault());
        while (in.next()) {
            switch (in.tag()) {
            case fixed64Tag(1):
                record.time.value = in.fixed64();
                break;
            case varintTag(2):
                record.severityNumber = static_cast<std::int32_t>(in.varint());
                break;
            case lengthTag(3):
                record.severityText = values.text(in.bytes());
                break;
            case lengthTag(5):
                record.body = values.value(in.bytes());
                break;
            case lengthTag(6):
                values.add(in.bytes());
                break;
            case varintTag(7):
                record.droppedAttributes = static_cast<std::uint32_t>(in.varint());
                break;
            case fixed32Tag(8):
                record.flags = in.fixed32();
                break;
            case lengthTag(9): // logs.proto: a wrong id means that the record belongs to no trace
                record.traceId = TraceId::fromBytes(in.bytes()).value_or(TraceId());
                break;
            case lengthTag(10):
                record.spanId = SpanId::fromBytes(in.bytes()).value_or(SpanId());
                break;
            case fixed64Tag(11):
                record.observed.value = in.fixed64();
                break;
            case lengthTag(12):
                record.eventName = values.text(in.bytes());
                break;
            default:
                m_strange |= fieldOf(in.tag()) <= LastLogField;
                in.skip();
            }
        }
        record.attributes = values.endList(list);
    }

    LogBatch& m_batch;
    EnvelopeDecoder m_envelope;
    std::uint32_t m_ordinal = 0;
    bool m_strange = false;
};

} // namespace

Decoded<LogBatch> decodeLogsWire(std::string protobuf, WireOrigin origin) {
    auto batch = std::make_shared<LogBatch>(std::move(protobuf));
    batch->notes = std::move(origin.notes);
    if (auto failure = LogDecode(*batch).run())
        return std::unexpected(std::move(*failure));
    return batch;
}

} // namespace spanglass
