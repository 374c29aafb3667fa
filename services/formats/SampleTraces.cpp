#include "services/formats/SampleTraces.h"

#include "services/formats/ForeignJson.h"
#include "services/formats/SyntheticId.h"
#include "services/otlp/Encode.h"

#include <QFile>

#include <cmath>

/// Outside the namespace, as the macro asks.
static void initSampleResource() { Q_INIT_RESOURCE(samples); }

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace foreign;

namespace {

struct SampleFile {
    Json json;
    TraceId traceId;
    UnixNanos start;
};

Nanos millis(const Json& json) {
    return {json.is_number() ? static_cast<std::int64_t>(std::llround(json.get<double>() * 1e6)) : 0};
}

/// Spans that are linked to are known by a key; its front names the sample.
class SampleBuilder {
public:
    explicit SampleBuilder(UnixNanos now)
        : m_now(now) {
        initSampleResource();
        for (const char* name : {"agent", "rag", "task"})
            load(name);
    }

    std::shared_ptr<const SpanBatch> build() {
        for (const auto& [name, sample] : m_samples)
            for (const Json& span : items(member(sample.json, "spans")))
                add(span, SpanId(), name, sample);
        return m_out.take();
    }

private:
    void load(const std::string& name) {
        static const std::map<std::string, QString> files{{"agent", u":/samples/simple-agent.json"_s},
            {"rag", u":/samples/rag-answer.json"_s}, {"task", u":/samples/agent-task.json"_s}};
        QFile file(files.at(name));
        file.open(QIODevice::ReadOnly);
        SampleFile& sample = m_samples[name];
        sample.json = Json::parse(file.readAll().toStdString());
        sample.traceId = syntheticTraceId(seeded(name));
        sample.start = {m_now.value - std::uint64_t(millis(member(sample.json, "startedAgoMs")).value)};
    }

    std::string seeded(const std::string& name) const { return std::to_string(m_now.value) + name; }

    SpanId idOf(const std::string& sample, const Json& json) {
        const std::string key(text(json, "key"));
        return syntheticSpanId(seeded(key.empty() ? sample + std::to_string(++m_unnamed) : key));
    }

    void add(const Json& json, SpanId parent, const std::string& name, const SampleFile& sample) {
        Span& span = m_out.add();
        span.traceId = sample.traceId;
        span.spanId = idOf(name, json);
        span.parentSpanId = parent;
        span.name = m_out.keep(text(json, "name"));
        span.kind = kindFromWord(text(json, "kind"));
        if (span.kind == SpanKind::Unspecified)
            span.kind = SpanKind::Internal;
        span.start = sample.start + millis(member(json, "at"));
        span.end = span.start + millis(member(json, "ms"));
        span.status = statusFromWord(text(json, "status"));
        span.statusMessage = m_out.keep(text(json, "message"));
        const std::string service(text(json, "service"));
        span.resource = m_out.resource(service, [&] {
            return makeResource(
                service, toAttributes(member(member(sample.json, "services"), service.c_str()), m_out), m_out);
        });
        const std::string_view scope = text(json, "scope");
        span.scope = m_out.scope(scope.empty() ? "mlflow.tracing" : scope, "3.9.0");
        span.attributes = m_out.keep(attributes(json));
        span.events = m_out.keep(events(json, sample.start));
        span.links = m_out.keep(links(json));
        const SpanId id = span.spanId; // the next add() moves the spans
        for (const Json& child : items(member(json, "children")))
            add(child, id, name, sample);
    }

    std::vector<Attribute> attributes(const Json& json) {
        std::vector<Attribute> list = toAttributes(member(json, "attributes"), m_out);
        if (const auto type = text(json, "type"); !type.empty())
            list.push_back(attribute("mlflow.spanType", type, m_out));
        for (const auto& [part, key] :
            {std::pair{"inputs", "mlflow.spanInputs"}, std::pair{"outputs", "mlflow.spanOutputs"}})
            if (const Json& value = member(json, part); !value.is_null())
                list.push_back(attribute(key, value.dump(), m_out));
        if (const Json& tokens = member(json, "tokens"); tokens.is_object()) {
            const auto input = tokens.value("input", std::int64_t(0));
            const auto output = tokens.value("output", std::int64_t(0));
            list.push_back(attribute("gen_ai.usage.input_tokens", Value::integer(input), m_out));
            list.push_back(attribute("gen_ai.usage.output_tokens", Value::integer(output), m_out));
            const Json usage{{"input_tokens", input}, {"output_tokens", output}, {"total_tokens", input + output}};
            list.push_back(attribute("mlflow.chat.tokenUsage", usage.dump(), m_out));
        }
        return list;
    }

    std::vector<SpanEvent> events(const Json& json, UnixNanos start) {
        std::vector<SpanEvent> list;
        for (const Json& event : items(member(json, "events")))
            list.push_back({start + millis(member(event, "at")), m_out.keep(text(event, "name")),
                m_out.keep(toAttributes(member(event, "attributes"), m_out)), 0});
        return list;
    }

    std::vector<SpanLink> links(const Json& json) {
        std::vector<SpanLink> list;
        for (const Json& link : items(member(json, "links"))) {
            const std::string key(text(link, "to"));
            list.push_back({m_samples.at(key.substr(0, key.find('.'))).traceId, syntheticSpanId(seeded(key)), {},
                m_out.keep(toAttributes(member(link, "attributes"), m_out)), 0, 0});
        }
        return list;
    }

    UnixNanos m_now;
    std::map<std::string, SampleFile> m_samples;
    BatchBuilder m_out;
    int m_unnamed = 0;
};

} // namespace

std::shared_ptr<const SpanBatch> sampleTraces(UnixNanos now) { return SampleBuilder(now).build(); }

Result<ImportReport> importSample(IngestSink& sink, UnixNanos now, const IsCancelled& cancelled) {
    const auto batch = sampleTraces(now);
    std::vector<const Span*> spans;
    for (const Span& span : batch->spans)
        spans.push_back(&span);
    ImportQueue queue(sink, cancelled);
    const auto put = queue.put(encodeTraces(spans), PayloadFormat::Protobuf, u"sample"_s);
    const auto drained = queue.drain();
    if (!put)
        return std::unexpected(put.error());
    if (!drained)
        return std::unexpected(drained.error());
    ImportReport report;
    queue.addTo(report);
    return report;
}

} // namespace spanglass
