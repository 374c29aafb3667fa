#include "services/setup/proof/ProofTrace.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::uint64_t anyNumber() {
    const auto number = QRandomGenerator::system()->generate64();
    return number == 0 ? 1 : number;
}

/// Values of mlflow.* are JSON text (confirmed: mlflow tracing/constant.py).
struct Part {
    std::string_view name;
    std::string_view type;
    std::string_view inputs;
    std::string_view outputs;
    std::int64_t begins; ///< milliseconds after the root
    std::int64_t lasts; ///< milliseconds
};

constexpr std::array Parts{
    Part{"Spanglass test trace", "\"AGENT\"", R"({"question": "Does it arrive?"})", R"("It does.")", 0, 120},
    Part{"test: look up", "\"TOOL\"", R"({"topic": "traces"})", R"(["one", "two"])", 10, 30},
    Part{"test: answer", "\"LLM\"", R"({"prompt": "two things"})", R"("It does.")", 50, 60},
};

const Span* rootOf(const SpanBatch& batch) {
    const auto found = std::ranges::find_if(batch.spans, [](const Span& each) { return !each.parentSpanId.isValid(); });
    return found == batch.spans.end() ? nullptr : &*found;
}

std::vector<ComparedSpan> sideOf(const SpanBatch& batch) {
    std::vector<ComparedSpan> side;
    for (const Span& span : batch.spans)
        side.push_back({&span, {}});
    return side;
}

QString namesOf(const std::vector<SpanDifference>& spans) {
    QStringList names;
    for (const SpanDifference& each : spans)
        names << u'"' + each.name + u'"';
    return names.join(u", "_s);
}

/// What is another value there, or gone; other types of the same value are no harm.
QString remarkOn(const TraceComparison& comparison) {
    QStringList paths;
    for (const SpanDifference& span : comparison.differing) {
        for (const ChangedValue& change : span.changes) {
            const bool harmless = change.how == ChangedValue::How::Type || change.how == ChangedValue::How::Added;
            if (!harmless && !paths.contains(change.path))
                paths << change.path;
        }
    }
    return paths.isEmpty() ? QString() : u"Other than sent: %1."_s.arg(paths.join(u", "_s));
}

} // namespace

std::shared_ptr<const SpanBatch> makeProofTrace(UnixNanos now) {
    auto batch = std::make_shared<SpanBatch>(std::string());
    BatchMemory& memory = batch->memory;
    const std::array resource{Attribute{"service.name", Value::string("spanglass")}};
    batch->resources.push_back(
        {.attributes = memory.keep(std::span<const Attribute>(resource)), .schemaUrl = {}, .serviceName = "spanglass"});
    batch->scopes.push_back(
        {.name = "spanglass.setup", .version = SPANGLASS_VERSION, .attributes = {}, .schemaUrl = {}});
    const TraceId trace{anyNumber(), anyNumber()};
    const UnixNanos begin = now + Nanos{-200'000'000};
    for (const Part& part : Parts) {
        const std::array attributes{Attribute{ProbeAttribute, Value::boolean(true)},
            Attribute{"mlflow.spanType", Value::string(part.type)},
            Attribute{"mlflow.spanInputs", Value::string(part.inputs)},
            Attribute{"mlflow.spanOutputs", Value::string(part.outputs)}};
        Span span;
        span.traceId = trace;
        span.spanId = {anyNumber()};
        if (!batch->spans.empty())
            span.parentSpanId = batch->spans.front().spanId;
        span.name = part.name;
        span.kind = SpanKind::Internal;
        span.start = begin + Nanos{part.begins * 1'000'000};
        span.end = span.start + Nanos{part.lasts * 1'000'000};
        span.status = StatusCode::Ok;
        span.attributes = memory.keep(std::span<const Attribute>(attributes));
        span.resource = &batch->resources.front();
        span.scope = &batch->scopes.front();
        span.ordinal = static_cast<std::uint32_t>(batch->spans.size());
        batch->spans.push_back(span);
    }
    return batch;
}

ProofReading readProofTrace(const SpanBatch& sent, const SpanBatch& arrived) {
    ProofReading reading;
    const TraceComparison comparison = compareTraces(sideOf(sent), sideOf(arrived));
    if (!comparison.lost.empty())
        reading.faults << u"Not there: %1."_s.arg(namesOf(comparison.lost));
    const Span* root = rootOf(sent);
    const auto there = std::ranges::find(arrived.spans, root->spanId, &Span::spanId);
    if (there != arrived.spans.end() && there->parentSpanId.isValid()) {
        reading.rootHasParent = true;
        reading.faults << u"The root span has the parent %1, which is not in the trace and was not sent."_s.arg(
            there->parentSpanId.text());
    }
    const bool marked = std::ranges::all_of(
        arrived.spans, [](const Span& each) { return findAttribute(each.attributes, ProbeAttribute) != nullptr; });
    if (!marked)
        reading.faults << u"The attributes of the spans are not there."_s;
    reading.remark = remarkOn(comparison);
    return reading;
}

} // namespace spanglass
