#include "tests/support/Load.h"

#include "tests/support/SpanBuilder.h"

#include <algorithm>
#include <array>
#include <random>

namespace spanglass::test {

namespace {

constexpr std::array<std::string_view, 5> Services{
    "checkout-agent", "retriever", "api-gateway", "orders-db", "embedding-worker"};

struct Operation {
    std::string_view name;
    SpanKind kind;
    std::uint32_t service;
};

constexpr std::array<Operation, 10> Operations{{
    {"POST /v1/chat", SpanKind::Server, 2},
    {"ChatAgent.run", SpanKind::Internal, 0},
    {"chat gpt-4o", SpanKind::Client, 0},
    {"retrieve_documents", SpanKind::Internal, 1},
    {"vector_search", SpanKind::Client, 1},
    {"SELECT orders", SpanKind::Client, 3},
    {"tool lookup_order", SpanKind::Internal, 0},
    {"embed batch", SpanKind::Consumer, 4},
    {"publish embeddings", SpanKind::Producer, 4},
    {"GET /v1/orders/{id}", SpanKind::Server, 2},
}};

class Generator {
public:
    explicit Generator(const LoadShape& shape)
        : m_shape(shape)
        , m_random(shape.seed)
        , m_text(shape.textBytes, ' ') {
        for (std::size_t i = 0; i < m_text.size(); ++i)
            m_text[i] = static_cast<char>('a' + (i * 7 + i / 26) % 26);
    }

    std::string request(std::uint32_t first, std::uint32_t count) {
        SpanBuilder builder;
        // A real exporter belongs to one service; a collector batches several. This is the collector.
        for (std::uint32_t service = 0; service < Services.size(); ++service) {
            bool begun = false;
            for (std::uint32_t i = first; i < first + count; ++i) {
                const Operation& operation = operationOf(i);
                if (operation.service != service)
                    continue;
                if (!std::exchange(begun, true))
                    beginService(builder, Services[service]);
                addSpan(builder, i, operation);
            }
        }
        return builder.payload();
    }

private:
    const Operation& operationOf(std::uint32_t i) const {
        const std::uint32_t inTrace = i % m_shape.spansPerTrace;
        return inTrace == 0 ? Operations[0] : Operations[1 + (i * 2654435761u >> 8) % (Operations.size() - 1)];
    }

    static void beginService(SpanBuilder& builder, std::string_view name) {
        builder.resource({{"service.name", Value::string(name)}, {"service.version", Value::string("2.4.1")},
            {"telemetry.sdk.language", Value::string("python")}, {"telemetry.sdk.name", Value::string("opentelemetry")},
            {"host.name", Value::string("worker-3.internal")}, {"process.pid", Value::integer(4711)}});
        builder.scope("opentelemetry.instrumentation.agent", "0.48b0");
    }

    void addSpan(SpanBuilder& builder, std::uint32_t i, const Operation& operation) {
        const std::uint32_t inTrace = i % m_shape.spansPerTrace;
        const std::uint32_t trace = m_shape.firstTrace + i / m_shape.spansPerTrace;
        const std::uint64_t base = m_shape.seed * 0x9E3779B97F4A7C15ull;
        const TraceId id{base ^ 0x0123456789ABCDEFull, (std::uint64_t(trace) + 1) * 0xD1B54A32D192ED03ull};
        const auto spanIdOf
            = [&](std::uint32_t n) { return SpanId{base + (std::uint64_t(n) + 1) * 0xBF58476D1CE4E5B9ull}; };
        // A parent within the last eight spans of the trace gives trees of some depth.
        const std::uint32_t back = 1 + static_cast<std::uint32_t>(m_random() % std::min(8u, std::max(1u, inTrace)));
        builder.span(operation.name).ids(id, spanIdOf(i), inTrace == 0 ? SpanId{} : spanIdOf(i - back));
        const Nanos start{std::int64_t(trace) * 1'000'000'000 + std::int64_t(inTrace) * 2'000'000};
        const Nanos length{inTrace == 0 ? std::int64_t(m_shape.spansPerTrace) * 2'500'000
                                        : 500'000 + static_cast<std::int64_t>(m_random() % 90'000'000)};
        builder.at(start).lasts(length).kind(operation.kind).flags(0x101);
        addAttributes(builder, i);
        if (m_random() % 10 == 0)
            builder.event("gen_ai.choice", start + Nanos{length.value / 2},
                {{"index", Value::integer(0)}, {"finish_reason", Value::string("stop")}});
        if (m_random() % 50 == 0)
            builder.error("upstream timed out after 30 s")
                .event("exception", start + length,
                    {{"exception.type", Value::string("TimeoutError")},
                        {"exception.message", Value::string("upstream timed out after 30 s")}});
        if (m_random() % 100 == 0 && trace > 0)
            builder.link(
                {id.high, std::uint64_t(trace) * 0xD1B54A32D192ED03ull}, spanIdOf((trace - 1) * m_shape.spansPerTrace));
    }

    void addAttributes(SpanBuilder& builder, std::uint32_t i) {
        static constexpr std::array<std::string_view, 4> Models{"gpt-4o", "claude-sonnet", "llama-3-70b", "dbrx"};
        static constexpr std::array<std::string_view, 4> Routes{
            "/v1/chat", "/v1/orders/{id}", "/v1/search", "/v1/embeddings"};
        for (std::uint32_t a = 0; a < m_shape.attributesPerSpan; ++a) {
            const std::uint64_t r = m_random();
            switch (a) {
            case 0:
                builder.attribute("gen_ai.request.model", Models[r % Models.size()]);
                break;
            case 1:
                builder.attribute("http.route", Routes[r % Routes.size()]);
                break;
            case 2:
                builder.attribute("http.response.status_code", r % 50 == 0 ? 503 : 200);
                break;
            case 3:
                builder.attribute("gen_ai.usage.input_tokens", static_cast<std::int64_t>(r % 8000));
                break;
            case 4:
                builder.attribute("gen_ai.request.temperature", static_cast<double>(r % 100) / 100.0);
                break;
            case 5:
                builder.attribute("cache.hit", r % 2 == 0);
                break;
            case 6:
                builder.attribute("mlflow.spanInputs", "{\"question\": \"Where is order " + std::to_string(i) + "?\"}");
                break;
            case 7:
                builder.attribute("session.id", "session-" + std::to_string(r % 1000));
                break;
            case 8: {
                const Value tags[]{Value::string("prod"), Value::string("eu-west-1")};
                builder.attribute("tags", Value::array(tags));
                break;
            }
            case 9:
                builder.attribute("thread.name", "ThreadPoolExecutor-0_7");
                break;
            default:
                builder.attribute("app.attribute." + std::to_string(a), "value " + std::to_string(r % 100'000));
            }
        }
        if (!m_text.empty())
            builder.attribute("gen_ai.prompt", m_text);
    }

    const LoadShape& m_shape;
    std::mt19937_64 m_random;
    std::string m_text;
};

} // namespace

std::vector<std::string> makeLoad(const LoadShape& shape) {
    Generator generator(shape);
    std::vector<std::string> requests;
    for (std::uint32_t first = 0; first < shape.spans; first += shape.spansPerRequest)
        requests.push_back(generator.request(first, std::min(shape.spansPerRequest, shape.spans - first)));
    return requests;
}

} // namespace spanglass::test
