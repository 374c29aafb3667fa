#include "services/otlp/PointDecoder.h"

namespace spanglass {

namespace {

double fromBits(std::uint64_t bits) { return std::bit_cast<double>(bits); }
double widened(std::uint64_t bits) { return static_cast<double>(static_cast<std::int64_t>(bits)); }
std::int32_t fromZigZag(std::uint64_t v) { return static_cast<std::int32_t>(unZigZag(v)); }

} // namespace

void PointDecoder::read(std::string_view message, MetricPoint& point) {
    m_exemplars.clear();
    m_quantiles.clear();
    m_counts.clear();
    m_bounds.clear();
    const std::size_t list = m_values.beginList();
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case fixed64Tag(2):
            point.start.value = in.fixed64();
            break;
        case fixed64Tag(3):
            point.time.value = in.fixed64();
            break;
        default:
            if (point.type == MetricType::Histogram)
                readHistogram(in, point);
            else if (point.type == MetricType::ExponentialHistogram)
                readExponential(in, point);
            else if (point.type == MetricType::Summary)
                readSummary(in, point);
            else
                readNumber(in, point);
        }
    }
    point.attributes = m_values.endList(list);
    point.exemplars = m_memory.keep(std::span<const Exemplar>(m_exemplars));
    point.quantiles = m_memory.keep(std::span<const Quantile>(m_quantiles));
    point.bucketCounts = m_memory.keep(std::span<const std::uint64_t>(m_counts));
    point.explicitBounds = m_memory.keep(std::span<const double>(m_bounds));
}

void PointDecoder::readNumber(WireReader& in, MetricPoint& point) {
    switch (in.tag()) {
    case fixed64Tag(4):
        point.value = in.real();
        break;
    case fixed64Tag(6):
        point.value = widened(in.fixed64());
        break;
    case lengthTag(5):
        readExemplar(in.bytes());
        break;
    case lengthTag(7):
        m_values.add(in.bytes());
        break;
    case varintTag(8):
        point.flags = static_cast<std::uint32_t>(in.varint());
        break;
    default:
        in.skip();
    }
}

void PointDecoder::readHistogram(WireReader& in, MetricPoint& point) {
    switch (in.tag()) {
    case fixed64Tag(4):
        point.count = in.fixed64();
        break;
    case fixed64Tag(5):
        point.sum = in.real();
        point.hasSum = true;
        break;
    case fixed64Tag(6):
        m_counts.push_back(in.fixed64());
        break;
    case lengthTag(6):
        for (WireReader packed(in.bytes(), m_fault); !packed.atEnd();)
            m_counts.push_back(packed.fixed64());
        break;
    case fixed64Tag(7):
        m_bounds.push_back(in.real());
        break;
    case lengthTag(7):
        for (WireReader packed(in.bytes(), m_fault); !packed.atEnd();)
            m_bounds.push_back(fromBits(packed.fixed64()));
        break;
    case lengthTag(8):
        readExemplar(in.bytes());
        break;
    case lengthTag(9):
        m_values.add(in.bytes());
        break;
    case varintTag(10):
        point.flags = static_cast<std::uint32_t>(in.varint());
        break;
    case fixed64Tag(11):
        point.min = in.real();
        point.hasMin = true;
        break;
    case fixed64Tag(12):
        point.max = in.real();
        point.hasMax = true;
        break;
    default:
        in.skip();
    }
}

void PointDecoder::readExponential(WireReader& in, MetricPoint& point) {
    switch (in.tag()) {
    case lengthTag(1):
        m_values.add(in.bytes());
        break;
    case fixed64Tag(4):
        point.count = in.fixed64();
        break;
    case fixed64Tag(5):
        point.sum = in.real();
        point.hasSum = true;
        break;
    case varintTag(6):
        point.scale = fromZigZag(in.varint());
        break;
    case fixed64Tag(7):
        point.zeroCount = in.fixed64();
        break;
    case lengthTag(8):
        point.positiveCounts = readBuckets(in.bytes(), point.positiveOffset);
        break;
    case lengthTag(9):
        point.negativeCounts = readBuckets(in.bytes(), point.negativeOffset);
        break;
    case varintTag(10):
        point.flags = static_cast<std::uint32_t>(in.varint());
        break;
    case lengthTag(11):
        readExemplar(in.bytes());
        break;
    case fixed64Tag(12):
        point.min = in.real();
        point.hasMin = true;
        break;
    case fixed64Tag(13):
        point.max = in.real();
        point.hasMax = true;
        break;
    case fixed64Tag(14):
        point.zeroThreshold = in.real();
        break;
    default:
        in.skip();
    }
}

void PointDecoder::readSummary(WireReader& in, MetricPoint& point) {
    switch (in.tag()) {
    case fixed64Tag(4):
        point.count = in.fixed64();
        break;
    case fixed64Tag(5):
        point.sum = in.real();
        point.hasSum = true;
        break;
    case lengthTag(6):
        readQuantile(in.bytes());
        break;
    case lengthTag(7):
        m_values.add(in.bytes());
        break;
    case varintTag(8):
        point.flags = static_cast<std::uint32_t>(in.varint());
        break;
    default:
        in.skip();
    }
}

void PointDecoder::readExemplar(std::string_view message) {
    if (!m_fault.admit(message.data(), 8))
        return;
    Exemplar exemplar;
    const std::size_t list = m_values.beginList();
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case fixed64Tag(2):
            exemplar.time.value = in.fixed64();
            break;
        case fixed64Tag(3):
            exemplar.value = in.real();
            break;
        case lengthTag(4):
            exemplar.spanId = SpanId::fromBytes(in.bytes()).value_or(SpanId());
            break;
        case lengthTag(5):
            exemplar.traceId = TraceId::fromBytes(in.bytes()).value_or(TraceId());
            break;
        case fixed64Tag(6):
            exemplar.value = widened(in.fixed64());
            break;
        case lengthTag(7):
            m_values.add(in.bytes());
            break;
        default:
            in.skip();
        }
    }
    exemplar.filteredAttributes = m_values.endList(list);
    m_exemplars.push_back(exemplar);
}

void PointDecoder::readQuantile(std::string_view message) {
    Quantile quantile;
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case fixed64Tag(1):
            quantile.quantile = in.real();
            break;
        case fixed64Tag(2):
            quantile.value = in.real();
            break;
        default:
            in.skip();
        }
    }
    m_quantiles.push_back(quantile);
}

std::span<const std::uint64_t> PointDecoder::readBuckets(std::string_view message, std::int32_t& offset) {
    m_counts.clear();
    WireReader in(message, m_fault);
    while (in.next()) {
        switch (in.tag()) {
        case varintTag(1):
            offset = fromZigZag(in.varint());
            break;
        case varintTag(2):
            m_counts.push_back(in.varint());
            break;
        case lengthTag(2):
            for (WireReader packed(in.bytes(), m_fault); !packed.atEnd();)
                m_counts.push_back(packed.varint());
            break;
        default:
            in.skip();
        }
    }
    const auto counts = m_memory.keep(std::span<const std::uint64_t>(m_counts));
    m_counts.clear();
    return counts;
}

} // namespace spanglass
