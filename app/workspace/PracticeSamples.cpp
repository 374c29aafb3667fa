#include "app/workspace/PracticeSamples.h"

#include "services/formats/SampleTraces.h"
#include "services/otlp/Encode.h"

#include <nlohmann/json.hpp>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

constexpr auto Warehouse = "a1b2c3d4e5f60001"; // the practice warehouse that runs
constexpr std::uint64_t Hour = 3'600'000'000'000;

struct Generation {
    const char* experiment;
    QString make; ///< path that makes the tables
    QString link; ///< path that links the experiment, whose id stands for %1
    Json location;
    const char* table;
    QString place; ///< as paths name it
};

std::array<Generation, 2> generations() {
    const Json prefix{{"catalog_name", "main"}, {"schema_name", "default"}, {"table_prefix", "agents"}};
    const Json schema{{"catalog_name", "main"}, {"schema_name", "default"}};
    return {{{"/Shared/example-agents", u"/api/5.0/mlflow/tracing/locations"_s,
                 u"/api/5.0/mlflow/experiments/%1/trace-location:link"_s,
                 {{"uc_table_prefix", prefix}, {"sql_warehouse_id", Warehouse}}, "main.default.agents_otel_spans",
                 u"main.default.agents"_s},
        {"/Shared/example-agents-v1", u"/api/4.0/mlflow/traces/location"_s,
            u"/api/4.0/mlflow/traces/%1/link-location"_s, {{"uc_schema", schema}, {"sql_warehouse_id", Warehouse}},
            "main.default.mlflow_experiment_trace_otel_spans", u"main.default"_s}}};
}

Result<Json> post(ApiClient& api, ApiRequest request) {
    request.method = "POST";
    auto future = api.call(std::move(request));
    future.waitForFinished();
    if (future.resultCount() == 0)
        return failure(ErrorCode::Cancelled, u"Cancelled."_s);
    const ApiResult answer = future.result();
    if (!answer)
        return std::unexpected<Error>(answer.error());
    return Json::parse(answer->body.constData(), answer->body.constData() + answer->body.size(), nullptr, false);
}

Result<Json> post(ApiClient& api, const QString& path, const Json& body) {
    return post(api, {.path = path, .body = QByteArray::fromStdString(body.dump())});
}

/// What people and judges said of the traces, as MLflow's client would write it.
Result<> note(ApiClient& api, const Generation& one, const SpanBatch& batch) {
    for (const Span& span : batch.spans) {
        if (span.parentSpanId.isValid())
            continue;
        const bool good = span.status != StatusCode::Error;
        const Json said{{"assessment_name", "helpful"}, {"feedback", {{"value", good}}},
            {"rationale", good ? "The answer names its sources." : "It gave up after the first failure."},
            {"source", {{"source_type", "HUMAN"}, {"source_id", "ben@practice.example"}}}};
        const Json about{{"tags", {{"release", "example"}}}, {"assessments", Json::array({said})}};
        const QString path = u"/api/4.0/mlflow/traces/%1/%2/info"_s.arg(one.place, span.traceId.text());
        if (const auto written = post(api, path, about); !written)
            return std::unexpected(written.error());
    }
    return {};
}

Result<> fill(ApiClient& api, const Generation& one, UnixNanos now) {
    const auto made = post(api, u"/api/2.0/mlflow/experiments/create"_s, {{"name", one.experiment}});
    if (!made)
        return std::unexpected(made.error());
    const QString id = QString::fromStdString(made->value("experiment_id", ""));
    if (const auto tables = post(api, one.make, one.location); !tables)
        return std::unexpected(tables.error());
    if (const auto linked = post(api, one.link.arg(id), one.location); !linked)
        return std::unexpected(linked.error());
    const auto batch = sampleTraces(now);
    std::vector<const Span*> spans;
    for (const Span& span : batch->spans)
        spans.push_back(&span);
    const auto sent = post(api,
        {.path = u"/api/2.0/otel/v1/traces"_s,
            .body = QByteArray::fromStdString(encodeTraces(spans)),
            .contentType = "application/x-protobuf",
            .fields = {{"X-Databricks-UC-Table-Name", one.table}},
            .expectsJson = false});
    return sent ? note(api, one, *batch) : std::unexpected(sent.error());
}

} // namespace

Result<> fillPractice(ApiClient& api) {
    UnixNanos now = UnixNanos::now();
    for (const Generation& one : generations()) {
        if (const auto filled = fill(api, one, now); !filled)
            return filled;
        now.value -= Hour; // the older tables hold older traces
    }
    return {};
}

} // namespace spanglass
