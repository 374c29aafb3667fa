#include "services/otlp/EnvelopeDecoder.h"
#include "services/otlp/PointDecoder.h"
#include "services/otlp/WireDecode.h"
#include "services/otlp/WireFailure.h"

namespace spanglass {

namespace {

constexpr std::uint32_t LastMetricField = 12;

class MetricDecode {
public:
    explicit MetricDecode(MetricBatch& batch)
        : m_batch(batch)
        , m_envelope(batch)
        , m_points(batch.memory, m_envelope.values(), m_envelope.fault()) { }

    std::optional<DecodeFailure> run() {
        m_envelope.forEachItem(
            [this](std::string_view message, const EnvelopeDecoder::Place& place) { readMetric(message, place); });
        const std::string_view bytes = m_batch.memory.bytes();
        if (m_envelope.fault())
            return wireFailure(bytes, m_envelope.fault(), Signal::Metrics, "data point", m_ordinal);
        return m_strange ? wrongSignal(bytes, Signal::Metrics) : std::nullopt;
    }

private:
    /// The metric's own facts first: they may stand after its data on the wire.
    void readMetric(std::string_view message, const EnvelopeDecoder::Place& place) {
        MetricPoint metric;
        metric.resource = place.resource;
        metric.scope = place.scope;
        const std::string_view data = readFacts(message, metric);
        std::uint8_t notices = m_envelope.values().takeNotices();
        readTemporality(data, metric);
        WireReader in(data, m_envelope.fault());
        while (in.next() && !m_envelope.fault()) {
            if (in.tag() != lengthTag(1)) {
                in.skip();
                continue;
            }
            if (!m_envelope.admit(in))
                return;
            MetricPoint point = metric;
            m_points.read(in.bytes(), point);
            notices |= m_envelope.values().takeNotices();
            point.ordinal = m_ordinal++;
            m_batch.points.push_back(point);
        }
        if (notices)
            m_envelope.remark(notices, "in the metric \"" + std::string(metric.name.substr(0, 100)) + '"');
    }

    std::string_view readFacts(std::string_view message, MetricPoint& metric) {
        ValueDecoder& values = m_envelope.values();
        std::string_view data;
        const auto take = [&](WireReader& in, MetricType type) {
            metric.type = type;
            data = in.bytes();
        };
        const std::size_t list = values.beginList();
        WireReader in(message, m_envelope.fault());
        while (in.next()) {
            switch (in.tag()) {
            case lengthTag(1):
                metric.name = values.text(in.bytes());
                break;
            case lengthTag(2):
                metric.description = values.text(in.bytes());
                break;
            case lengthTag(3):
                metric.unit = values.text(in.bytes());
                break;
            case lengthTag(5):
                take(in, MetricType::Gauge);
                break;
            case lengthTag(7):
                take(in, MetricType::Sum);
                break;
            case lengthTag(9):
                take(in, MetricType::Histogram);
                break;
            case lengthTag(10):
                take(in, MetricType::ExponentialHistogram);
                break;
            case lengthTag(11):
                take(in, MetricType::Summary);
                break;
            case lengthTag(12):
                values.add(in.bytes());
                break;
            default:
                m_strange |= fieldOf(in.tag()) <= LastMetricField;
                in.skip();
            }
        }
        metric.metadata = values.endList(list);
        return data;
    }

    void readTemporality(std::string_view data, MetricPoint& metric) {
        WireReader in(data, m_envelope.fault());
        while (in.next()) {
            if (in.tag() == varintTag(2))
                metric.temporality = static_cast<std::int32_t>(in.varint());
            else if (in.tag() == varintTag(3) && metric.type == MetricType::Sum)
                metric.monotonic = in.varint() != 0;
            else
                in.skip();
        }
    }

    MetricBatch& m_batch;
    EnvelopeDecoder m_envelope;
    PointDecoder m_points;
    std::uint32_t m_ordinal = 0;
    bool m_strange = false;
};

} // namespace

Decoded<MetricBatch> decodeMetricsWire(std::string protobuf, WireOrigin origin) {
    auto batch = std::make_shared<MetricBatch>(std::move(protobuf));
    batch->notes = std::move(origin.notes);
    if (auto failure = MetricDecode(*batch).run())
        return std::unexpected(std::move(*failure));
    return batch;
}

} // namespace spanglass
