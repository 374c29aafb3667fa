#include "services/diagnostics/app/config/YamlBlocks.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

// Below tracer_provider (opentelemetry-configuration, its schema's names).
constexpr std::array Meanings{
    PathMeaning{"otlp_http.endpoint"_L1, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_L1},
    PathMeaning{"otlp_grpc.endpoint"_L1, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_L1},
    PathMeaning{"otlp.endpoint"_L1, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_L1},
    PathMeaning{"otlp.protocol"_L1, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_L1},
    PathMeaning{"compression"_L1, "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION"_L1},
    PathMeaning{"headers_list"_L1, "OTEL_EXPORTER_OTLP_TRACES_HEADERS"_L1},
    PathMeaning{"batch.schedule_delay"_L1, "OTEL_BSP_SCHEDULE_DELAY"_L1},
    PathMeaning{"batch.max_queue_size"_L1, "OTEL_BSP_MAX_QUEUE_SIZE"_L1},
    PathMeaning{"batch.max_export_batch_size"_L1, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"_L1},
    PathMeaning{"timeout"_L1, "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"_L1},
    PathMeaning{"limits.attribute_value_length_limit"_L1, "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"_L1},
    PathMeaning{"limits.attribute_count_limit"_L1, "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT"_L1},
    PathMeaning{"limits.event_count_limit"_L1, "OTEL_SPAN_EVENT_COUNT_LIMIT"_L1},
};

void readSampler(const YamlScalar& scalar, const QString& path, AppBlock& block) {
    if (path.contains(".always_off"_L1))
        block.settings += impliedSetting("OTEL_TRACES_SAMPLER"_L1, path, u"always_off"_s);
    else if (path.endsWith(".ratio"_L1)) {
        block.settings += impliedSetting("OTEL_TRACES_SAMPLER"_L1, path, u"traceidratio"_s);
        block.settings += settingAt(scalar, u"OTEL_TRACES_SAMPLER_ARG"_s, path);
    }
}

/// A header is an item with a name and a value.
void readHeader(const YamlScalar& scalar, const QList<YamlScalar>& scalars, AppBlock& block) {
    const QStringList item = scalar.path.mid(0, scalar.path.size() - 1);
    for (const YamlScalar& other : scalars)
        if (other.path == item + QStringList{u"name"_s})
            block.settings += settingAt(scalar, AppSetting::Header, other.value);
}

} // namespace

void readDeclarativeBlock(const QList<YamlScalar>& scalars, BlockList& out) {
    AppBlock& block = out.at(u"tracer_provider"_s, AppBlock::Form::Declarative);
    for (const YamlScalar& scalar : scalars) {
        const QString path = scalar.path.join(u'.');
        if (path == "disabled"_L1)
            block.settings += settingAt(scalar, u"OTEL_SDK_DISABLED"_s, path);
        if (scalar.path.front() != "tracer_provider"_L1)
            continue;
        if (path.startsWith("tracer_provider.sampler."_L1)) {
            readSampler(scalar, path, block);
            continue;
        }
        if (path.contains(".exporter.console"_L1) && !block.has("OTEL_TRACES_EXPORTER"_L1))
            block.settings += impliedSetting("OTEL_TRACES_EXPORTER"_L1, path, u"console"_s);
        if (path.contains(".exporter.otlp"_L1) && block.value("OTEL_TRACES_EXPORTER"_L1) != "otlp"_L1)
            block.settings += impliedSetting("OTEL_TRACES_EXPORTER"_L1, path, u"otlp"_s);
        if (path.endsWith(".value"_L1) && path.contains(".headers.["_L1))
            readHeader(scalar, scalars, block);
        if (path.endsWith(".otlp_http.encoding"_L1) && scalar.value == "json"_L1)
            block.settings += impliedSetting("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_L1, path, u"http/json"_s);
        for (const PathMeaning& meaning : Meanings)
            if (meaning.fits(path))
                block.settings += settingAt(scalar, meaning.key, path);
        if (path.endsWith("otlp_http.endpoint"_L1) && !block.has("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_L1))
            block.settings += impliedSetting("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_L1, path, u"http/protobuf"_s);
        if (path.endsWith("otlp_grpc.endpoint"_L1))
            block.settings += impliedSetting("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_L1, path, u"grpc"_s);
    }
}

} // namespace spanglass
