#include "tests/ui/timeline/ExampleTraces.h"

#include <array>
#include <random>

namespace spanglass::test {

using namespace spanglass::literals;

namespace {

constexpr const char* Question
    = R"([{"role":"system","parts":[{"type":"text","content":"You are a careful support agent for a web shop. Answer from the documents only, and say so when they do not hold the answer."}]},
{"role":"user","parts":[{"type":"text","content":"My order 7741 has been in transit for nine days. Can I get my money back, and what happens if it arrives after all?"}]}])";
constexpr const char* Plan
    = R"([{"role":"assistant","parts":[{"type":"text","content":"I will look up the order and the refund policy."},{"type":"tool_call","id":"call_1","name":"get_order","arguments":{"order_id":7741,"fields":["status","carrier","paid_at"]}}],"finish_reason":"tool_call"}])";
constexpr const char* Answer
    = R"([{"role":"assistant","parts":[{"type":"text","content":"Yes. Orders in transit for more than seven days can be refunded in full. If the parcel arrives later, you may keep it for 14 days and send it back with the enclosed label at no cost."}]}])";

} // namespace

SpanBuilder agentTrace() {
    SpanBuilder b;
    b.resource({{"service.name", Value::string("support-agent")}, {"service.version", Value::string("2.3.1")},
        {"deployment.environment", Value::string("staging")}, {"telemetry.sdk.language", Value::string("python")},
        {"host.name", Value::string("agent-7f9c")}});
    b.scope("mlflow.tracing", "3.9.0");
    b.span("answer_question")
        .ids(1, 1)
        .at(0_ms)
        .lasts(4'812_ms)
        .attribute("mlflow.spanType", "\"AGENT\"")
        .attribute("mlflow.spanInputs",
            R"({"question":"My order 7741 has been in transit for nine days. Can I get my money back?","session":"s-991"})")
        .attribute("mlflow.spanOutputs",
            R"({"answer":"Yes. Orders in transit for more than seven days can be refunded in full.","sources":["refund-policy.md#late","shipping.md#lost"]})")
        .attribute("mlflow.chat.tokenUsage", R"({"input_tokens": 3192, "output_tokens": 401, "total_tokens": 3593})")
        .attribute("session.id", "s-991")
        .attribute("user.id", "u-20418");
    b.span("plan").ids(1, 2, 1).at(12_ms).lasts(1'204_ms).attribute("openinference.span.kind", "CHAIN");
    b.span("chat claude-sonnet")
        .ids(1, 3, 2)
        .at(31_ms)
        .lasts(1'166_ms)
        .kind(SpanKind::Client)
        .attribute("gen_ai.operation.name", "chat")
        .attribute("gen_ai.provider.name", "anthropic")
        .attribute("gen_ai.request.model", "claude-sonnet-4-5")
        .attribute("gen_ai.request.temperature", 0.2)
        .attribute("gen_ai.usage.input_tokens", 812)
        .attribute("gen_ai.usage.output_tokens", 96)
        .attribute("gen_ai.input.messages", Question)
        .attribute("gen_ai.output.messages", Plan)
        .event("gen_ai.first_token", 402_ms);
    b.span("get_order")
        .ids(1, 4, 1)
        .at(1'230_ms)
        .lasts(322_ms)
        .attribute("openinference.span.kind", "TOOL")
        .attribute("input.value", R"({"order_id": 7741, "fields": ["status", "carrier", "paid_at"]})")
        .attribute("input.mime_type", "application/json")
        .error("HTTPError: 503 Service Unavailable")
        .event("exception", 1'549_ms,
            {{"exception.type", Value::string("requests.exceptions.HTTPError")},
                {"exception.message",
                    Value::string("503 Server Error: Service Unavailable for url: http://orders/api/7741")},
                {"exception.stacktrace",
                    Value::string(
                        "Traceback (most recent call last):\n  File \"agent/tools.py\", line 88, in get_order\n    "
                        "r.raise_for_status()\nrequests.exceptions.HTTPError: 503 Server Error")}});
    b.span("get_order")
        .ids(1, 5, 1)
        .at(1'760_ms)
        .lasts(188_ms)
        .attribute("openinference.span.kind", "TOOL")
        .attribute("input.value", R"({"order_id": 7741, "fields": ["status", "carrier", "paid_at"]})")
        .attribute("output.value",
            R"({"status":"in_transit","carrier":"PostNord","paid_at":"2026-02-06T08:11:54Z","days":9})");
    b.span("retrieve_policies")
        .ids(1, 6, 1)
        .at(1'955_ms)
        .lasts(411_ms)
        .attribute("openinference.span.kind", "RETRIEVER")
        .attribute("input.value", "refund late delivery in transit")
        .attribute("retrieval.documents.0.document.id", "refund-policy.md#late")
        .attribute("retrieval.documents.0.document.score", 0.913)
        .attribute("retrieval.documents.0.document.content",
            "Orders that have been in transit for more than seven days may be refunded in full on request.")
        .attribute("retrieval.documents.1.document.id", "shipping.md#lost")
        .attribute("retrieval.documents.1.document.score", 0.847)
        .attribute("retrieval.documents.1.document.content",
            "A parcel that arrives after a refund can be kept for 14 days and returned free of charge.");
    b.span("embed query")
        .ids(1, 7, 6)
        .at(1'960_ms)
        .lasts(94_ms)
        .kind(SpanKind::Client)
        .attribute("openinference.span.kind", "EMBEDDING")
        .attribute("embedding.model_name", "text-embedding-3-small");
    b.span("chat claude-sonnet")
        .ids(1, 8, 1)
        .at(2'390_ms)
        .lasts(2'375_ms)
        .kind(SpanKind::Client)
        .attribute("gen_ai.operation.name", "chat")
        .attribute("gen_ai.request.model", "claude-sonnet-4-5")
        .attribute("gen_ai.usage.input_tokens", 2'380)
        .attribute("gen_ai.usage.output_tokens", 305)
        .attribute("gen_ai.input.messages", Question)
        .attribute("gen_ai.output.messages", Answer)
        .event("gen_ai.first_token", 3'011_ms)
        .event("gen_ai.choice", 4'760_ms);
    b.span("save_memory").ids(1, 9, 1).at(4'770_ms).lasts(36_ms);
    b.resource({{"service.name", Value::string("vector-store")}, {"service.version", Value::string("0.9")}});
    b.scope("opentelemetry.instrumentation.grpc", "0.60b0");
    b.span("VectorStore/Search")
        .ids(1, 20, 6)
        .at(2'060_ms)
        .lasts(300_ms)
        .kind(SpanKind::Server)
        .attribute("rpc.system", "grpc")
        .attribute("rpc.service", "VectorStore")
        .attribute("rpc.method", "Search")
        .attribute("db.system", "duckdb")
        .attribute("db.query.text", "SELECT id, content FROM chunks ORDER BY distance LIMIT 8");
    return b;
}

SpanBuilder checkoutTrace() {
    SpanBuilder b;
    b.service("storefront").scope("@opentelemetry/instrumentation-http", "0.57.0");
    b.span("POST /checkout")
        .ids(2, 1)
        .at(0_ms)
        .lasts(842_ms)
        .kind(SpanKind::Server)
        .attribute("http.request.method", "POST")
        .attribute("url.path", "/checkout")
        .attribute("http.response.status_code", 502)
        .attribute("http.route", "/checkout")
        .attribute("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64)")
        .attribute("client.address", "10.4.11.9")
        .attribute("cart.items", 4)
        .attribute("cart.total", 129.95)
        .attribute("feature.flags", Value::boolean(true))
        .error("upstream failed")
        .link({7, 7}, {0x70}, {{"link.reason", Value::string("retry of")}})
        .link(traceId(1), spanId(1));
    b.span("validate cart").ids(2, 2, 1).at(4_ms).lasts(11_ms);
    b.span("POST cart/price")
        .ids(2, 3, 1)
        .at(18_ms)
        .lasts(132_ms)
        .kind(SpanKind::Client)
        .attribute("http.request.method", "POST");
    b.span("POST payments/charge").ids(2, 4, 1).at(160_ms).lasts(560_ms).kind(SpanKind::Client).error("502");
    b.span("render error page").ids(2, 5, 1).at(731_ms).lasts(104_ms);
    b.service("cart").scope("io.opentelemetry.spring", "2.11.0");
    b.span("POST /price").ids(2, 10, 3).at(24_ms).lasts(120_ms).kind(SpanKind::Server);
    for (int i = 0; i < 4; ++i)
        b.span("SELECT shop.prices")
            .ids(2, 11 + i, 10)
            .at({(28 + i * 24) * 1'000'000ll})
            .lasts(19_ms)
            .kind(SpanKind::Client)
            .attribute("db.system", "postgresql")
            .attribute("db.query.text", "SELECT price FROM prices WHERE sku = $1");
    b.service("payments").scope("go.opentelemetry.io/contrib/otelgrpc", "0.58.0");
    b.span("POST /charge")
        .ids(2, 20, 4)
        .at(2'240_ms)
        .lasts(430_ms)
        .kind(SpanKind::Server)
        .error("card network unavailable")
        .event("retry", 2'330_ms)
        .event("retry", 2'430_ms)
        .event("exception", 2'660_ms, {{"exception.type", Value::string("NetworkError")}});
    b.span("fraud check").ids(2, 21, 20).at(2'250_ms).lasts(61_ms);
    b.span("charge card").ids(2, 22, 20).at(2'320_ms).lasts(340_ms).kind(SpanKind::Client).error("timeout");
    b.span("publish payment.failed").ids(2, 23, 20).at(2'662_ms).lasts(3_ms).kind(SpanKind::Producer);
    b.service("notifications");
    b.span("payment.failed process").ids(2, 30, 23).at(1'020_ms).lasts(88_ms).kind(SpanKind::Consumer);
    b.span("send e-mail").ids(2, 31, 30).at(1'040_ms).lasts(55_ms).kind(SpanKind::Client);
    return b;
}

SpanBuilder brokenTrace() {
    SpanBuilder b;
    b.service("api");
    b.span("GET /ok").ids(3, 1).at(0_ms).lasts(50_ms);
    b.span("backwards").ids(3, 2, 1).times({Morning.value + 40'000'000}, {Morning.value + 20'000'000});
    b.span("without any time").ids(3, 3, 1).times({}, {});
    b.span("still open").ids(3, 4, 1).times({Morning.value + 10'000'000}, {});
    b.span("orphan").ids(3, 5, 77).at(12_ms).lasts(9_ms);
    b.span("orphan's child").ids(3, 6, 5).at(14_ms).lasts(3_ms);
    b.span("second root").ids(3, 7).at(30_ms).lasts(30_ms);
    b.span("ring a").ids(3, 8, 9).at(5_ms).lasts(20_ms);
    b.span("ring b").ids(3, 9, 8).at(7_ms).lasts(10_ms);
    b.span("edited").ids(3, 10, 1).at(20_ms).lasts(4_ms);
    b.span("edited again").ids(3, 10, 1).at(20_ms).lasts(6_ms);
    b.span("outlives its parent").ids(3, 11, 1).at(45_ms).lasts(40_ms);
    return b;
}

SpanBuilder largeTrace(std::uint32_t spans, std::uint64_t traceNumber) {
    static constexpr std::array Services{"gateway", "catalog", "orders", "payments", "search", "cache", "mailer"};
    static constexpr std::array Names{
        "GET /items", "SELECT items", "render", "validate", "POST /orders", "publish", "cache.get"};
    std::mt19937 random(42);
    struct Open {
        std::uint64_t id, start, length;
        int depth;
    };
    std::vector<Open> parents{{1, 0, spans * 40'000ull, 0}};
    SpanBuilder b;
    std::array<std::vector<std::uint32_t>, Services.size()> byService;
    struct Made {
        std::uint64_t parent, start, length;
    };
    std::vector<Made> made(spans + 1);
    made[1] = {0, 0, parents[0].length};
    for (std::uint32_t id = 2; id <= spans; ++id) {
        const Open& p = parents[parents.size() < 64 ? random() % parents.size() : parents.size() - 1 - random() % 64];
        const std::uint64_t length = p.length / (2 + random() % 6) + 1000;
        const std::uint64_t start = p.start + random() % (p.length > length ? p.length - length : 1);
        made[id] = {p.id, start, length};
        const int depth = p.depth + 1;
        if (depth < 12 && length > 20'000)
            parents.push_back({id, start, length, depth});
    }
    for (std::uint32_t id = 1; id <= spans; ++id)
        byService[(id * 2654435761u >> 20) % Services.size()].push_back(id);
    for (std::size_t s = 0; s < Services.size(); ++s) {
        b.service(Services[s]);
        for (const std::uint32_t id : byService[s]) {
            b.span(Names[id % Names.size()])
                .ids(traceNumber, id, made[id].parent)
                .at({static_cast<std::int64_t>(made[id].start)})
                .lasts({static_cast<std::int64_t>(made[id].length)});
            if (id % 997 == 0)
                b.error("failed");
            if (id % 50 == 0)
                b.event("tick", {static_cast<std::int64_t>(made[id].start + made[id].length / 2)});
        }
    }
    return b;
}

} // namespace spanglass::test
