#include "services/diagnostics/app/config/YamlBlocks.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// "otlphttp/workspace" is an exporter of the kind otlphttp.
QString kindOf(const QString& exporter) { return exporter.section(u'/', 0, 0); }

bool speaksHttp(const QString& kind) { return kind == "otlphttp"_L1 || kind == "otlp_http"_L1; }
bool speaksGrpc(const QString& kind) { return kind == "otlp"_L1 || kind == "otlp_grpc"_L1; }

/// The exporters that a pipeline of traces names.
QStringList usedExporters(const QList<YamlScalar>& scalars) {
    QStringList out;
    for (const YamlScalar& scalar : scalars)
        if (scalar.path.size() == 5 && scalar.path[0] == "service"_L1 && scalar.path[1] == "pipelines"_L1
            && kindOf(scalar.path[2]) == "traces"_L1 && scalar.path[3] == "exporters"_L1)
            out += scalar.value;
    return out;
}

void readSetting(const YamlScalar& scalar, bool isHttp, AppBlock& block) {
    const QString name = scalar.path.join(u'.');
    const QString what = scalar.path.mid(2).join(u'.');
    if (what == "endpoint"_L1)
        block.settings += settingAt(scalar, u"OTEL_EXPORTER_OTLP_ENDPOINT"_s, name);
    else if (what == "traces_endpoint"_L1)
        block.settings += settingAt(scalar, u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_s, name);
    else if (what == "encoding"_L1 && isHttp && scalar.value == "json"_L1)
        block.settings += impliedSetting("OTEL_EXPORTER_OTLP_PROTOCOL"_L1, name, u"http/json"_s);
    else if (what == "tls.insecure"_L1)
        block.settings += settingAt(scalar, u"OTEL_EXPORTER_OTLP_INSECURE"_s, name);
    else if (scalar.path.size() == 4 && scalar.path[2] == "headers"_L1)
        block.settings += settingAt(scalar, AppSetting::Header, scalar.path[3]);
}

} // namespace

void readCollectorBlocks(const QList<YamlScalar>& scalars, BlockList& out) {
    const QStringList used = usedExporters(scalars);
    QStringList seen;
    for (const YamlScalar& scalar : scalars) {
        if (scalar.path.size() < 3 || scalar.path[0] != "exporters"_L1)
            continue;
        const QString exporter = scalar.path[1];
        const bool isHttp = speaksHttp(kindOf(exporter));
        if (!isHttp && !speaksGrpc(kindOf(exporter)))
            continue;
        const QString scope = u"exporters."_s + exporter;
        AppBlock& block = out.at(scope, AppBlock::Form::Collector);
        if (!seen.contains(exporter)) {
            seen += exporter;
            block.settings
                += impliedSetting("OTEL_EXPORTER_OTLP_PROTOCOL"_L1, scope, isHttp ? u"http/protobuf"_s : u"grpc"_s);
            if (!used.contains(exporter))
                block.settings
                    += impliedSetting("OTEL_TRACES_EXPORTER"_L1, u"service.pipelines.traces.exporters"_s, u"none"_s);
        }
        readSetting(scalar, isHttp, block);
    }
}

} // namespace spanglass
