#include "models/timeline/LlmContent.h"

#include "models/timeline/JsonText.h"
#include "models/timeline/LlmMessages.h"

#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Part = LlmBlock::Part;

struct ContentKey {
    std::string_view key;
    Part part;
};

// Sources: the GenAI semantic conventions, OpenInference, Traceloop, Vercel AI, Google ADK and MLflow, in this order;
// of several keys that say the same only the first that is present is shown.
constexpr std::array SystemKeys{ContentKey{"gen_ai.system_instructions", Part::System}};
constexpr std::array InputKeys{ContentKey{"gen_ai.input.messages", Part::Input},
    ContentKey{"gen_ai.prompt", Part::Input}, ContentKey{"gen_ai.tool.call.arguments", Part::ToolCall},
    ContentKey{"mlflow.spanInputs", Part::Input}, ContentKey{"traceloop.entity.input", Part::Input},
    ContentKey{"ai.prompt.messages", Part::Input}, ContentKey{"ai.prompt", Part::Input},
    ContentKey{"ai.toolCall.args", Part::ToolCall}, ContentKey{"ai.values", Part::Input},
    ContentKey{"ai.value", Part::Input}, ContentKey{"gcp.vertex.agent.llm_request", Part::Input},
    ContentKey{"gcp.vertex.agent.tool_call_args", Part::ToolCall}, ContentKey{"input.value", Part::Input}};
constexpr std::array OutputKeys{ContentKey{"gen_ai.output.messages", Part::Output},
    ContentKey{"gen_ai.completion", Part::Output}, ContentKey{"gen_ai.tool.call.result", Part::ToolResult},
    ContentKey{"mlflow.spanOutputs", Part::Output}, ContentKey{"traceloop.entity.output", Part::Output},
    ContentKey{"ai.response.text", Part::Output}, ContentKey{"ai.response.object", Part::Output},
    ContentKey{"ai.toolCall.result", Part::ToolResult}, ContentKey{"gcp.vertex.agent.llm_response", Part::Output},
    ContentKey{"gcp.vertex.agent.tool_response", Part::ToolResult}, ContentKey{"output.value", Part::Output}};

constexpr std::array<std::string_view, 6> TypeKeys{"mlflow.spanType", "openinference.span.kind", "traceloop.span.kind",
    "gen_ai.operation.name", "ai.operationId", "llm.request.type"};
constexpr std::array<std::string_view, 7> ModelKeys{"gen_ai.response.model", "gen_ai.request.model", "llm.model_name",
    "ai.model.id", "embedding.model_name", "mlflow.llm.model", "llm.request.model"};

QString unquoted(const QString& text) {
    const auto json = decodedJson(text);
    return json && json->isString() ? json->toString() : text;
}

QString firstText(Attributes attributes, auto& keys) {
    for (const std::string_view key : keys)
        if (const Value* value = findAttribute(attributes, key))
            return unquoted(valueText(*value));
    return {};
}

template <class Keys> void addFirst(std::vector<LlmBlock>& blocks, Attributes attributes, const Keys& keys) {
    for (const ContentKey& k : keys)
        if (const Value* value = findAttribute(attributes, k.key)) {
            addMessages(blocks, valueText(*value), k.part);
            return;
        }
}

/// Message lists that are flattened into keys: "<prefix>.<number>.<field>".
struct Flattened {
    std::string_view prefix;
    Part part;
};

constexpr std::array FlatInputs{
    Flattened{"llm.input_messages.", Part::Input}, Flattened{"gen_ai.prompt.", Part::Input}};
constexpr std::array FlatOutputs{
    Flattened{"llm.output_messages.", Part::Output}, Flattened{"gen_ai.completion.", Part::Output}};
constexpr std::array FlatDocuments{
    Flattened{"retrieval.documents.", Part::Document}, Flattened{"reranker.output_documents.", Part::Document}};

struct FlatMessage {
    QString role, text, name;
    std::map<int, LlmBlock> calls;
};

int leadingNumber(std::string_view& key) {
    int number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    if (error != std::errc() || end == key.data())
        return -1;
    key.remove_prefix(static_cast<std::size_t>(end - key.data()));
    if (key.starts_with('.'))
        key.remove_prefix(1);
    return number;
}

void readField(FlatMessage& message, std::string_view field, const Value& value) {
    for (const std::string_view wrapper : {"message.", "document."})
        if (field.starts_with(wrapper))
            field.remove_prefix(wrapper.size());
    if (field.starts_with("tool_calls.")) {
        field.remove_prefix(std::string_view("tool_calls.").size());
        LlmBlock& call = message.calls[leadingNumber(field)];
        call.part = Part::ToolCall;
        if (field.ends_with("name"))
            call.who = valueText(value);
        else if (field.ends_with("arguments"))
            call.text = prettyJson(valueText(value)).value_or(valueText(value));
    } else if (field == "role") {
        message.role = valueText(value);
    } else if (field == "content" || (field.starts_with("contents.") && field.ends_with(".text"))) {
        message.text += (message.text.isEmpty() ? u""_s : u"\n"_s) + valueText(value);
    } else if (field == "name" || field == "id") {
        message.name = valueText(value);
    } else if (field == "score") {
        message.role = u"score "_s + valueText(value);
    }
}

template <class Lists> bool addFlattened(std::vector<LlmBlock>& blocks, Attributes attributes, const Lists& lists) {
    for (const Flattened& list : lists) {
        std::map<int, FlatMessage> messages;
        for (const Attribute& a : attributes) {
            if (!a.key.starts_with(list.prefix))
                continue;
            std::string_view rest = a.key.substr(list.prefix.size());
            if (const int number = leadingNumber(rest); number >= 0)
                readField(messages[number], rest, a.value);
        }
        for (auto& [number, m] : messages) {
            const Part part = m.role == u"system" ? Part::System : m.role == u"tool" ? Part::ToolResult : list.part;
            const QString who = m.name.isEmpty() ? m.role : m.role.isEmpty() ? m.name : m.name + u" · "_s + m.role;
            if (!m.text.isEmpty() || m.calls.empty())
                blocks.push_back({part, who, prettyJson(m.text).value_or(m.text)});
            for (auto& [n, call] : m.calls)
                blocks.push_back(std::move(call));
        }
        if (!messages.empty())
            return true;
    }
    return false;
}

/// The older conventions put prompts and completions into events.
void addEvents(std::vector<LlmBlock>& blocks, std::span<const SpanEvent> events) {
    for (const SpanEvent& event : events) {
        if (!event.name.starts_with("gen_ai."))
            continue;
        const bool output = event.name == "gen_ai.choice" || event.name == "gen_ai.content.completion"
            || event.name == "gen_ai.assistant.message";
        const Part part = event.name == "gen_ai.system.message" ? Part::System
            : event.name == "gen_ai.tool.message"               ? Part::ToolResult
            : output                                            ? Part::Output
                                                                : Part::Input;
        for (const std::string_view key : {"gen_ai.event.content", "gen_ai.prompt", "gen_ai.completion",
                 "gen_ai.input.messages", "gen_ai.output.messages", "content", "message"})
            if (const Value* value = findAttribute(event.attributes, key)) {
                addMessages(blocks, valueText(*value), part);
                break;
            }
    }
}

std::optional<double> numberOf(const Value& value) {
    switch (value.type()) {
    case Value::Type::Int:
        return static_cast<double>(value.integer());
    case Value::Type::Double:
        return value.real();
    case Value::Type::String: {
        bool ok = false;
        const double number = unquoted(textOf(value.text())).toDouble(&ok);
        return ok ? std::optional(number) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

std::optional<double> firstNumber(Attributes attributes, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        if (const Value* value = findAttribute(attributes, key))
            if (const auto number = numberOf(*value))
                return number;
    return std::nullopt;
}

std::optional<std::int64_t> firstCount(Attributes attributes, std::initializer_list<std::string_view> keys) {
    const auto number = firstNumber(attributes, keys);
    return number && *number >= 0 && *number < 1e15 ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

void fill(std::optional<std::int64_t>& place, const QJsonObject& object, QLatin1StringView key) {
    if (!place && object.value(key).isDouble())
        place = object.value(key).toInteger();
}

} // namespace

TokenUse readTokenUse(Attributes a) {
    TokenUse use;
    use.input = firstCount(a,
        {"gen_ai.usage.input_tokens", "llm.token_count.prompt", "gen_ai.usage.prompt_tokens", "ai.usage.promptTokens",
            "llm.usage.prompt_tokens"});
    use.output = firstCount(a,
        {"gen_ai.usage.output_tokens", "llm.token_count.completion", "gen_ai.usage.completion_tokens",
            "ai.usage.completionTokens", "llm.usage.completion_tokens"});
    use.total = firstCount(a, {"llm.token_count.total", "llm.usage.total_tokens", "gen_ai.usage.total_tokens"});
    use.cached = firstCount(a, {"gen_ai.usage.cache_read.input_tokens", "llm.token_count.prompt_details.cache_read"});
    use.reasoning
        = firstCount(a, {"gen_ai.usage.reasoning.output_tokens", "llm.token_count.completion_details.reasoning"});
    use.cost = firstNumber(a, {"gen_ai.usage.cost", "llm.cost.total", "llm.usage.cost"});
    if (const Value* value = findAttribute(a, "mlflow.chat.tokenUsage")) {
        const auto json = decodedJson(valueText(*value));
        const QJsonObject object = json ? json->toObject() : QJsonObject();
        fill(use.input, object, "input_tokens"_L1);
        fill(use.output, object, "output_tokens"_L1);
        fill(use.total, object, "total_tokens"_L1);
        fill(use.cached, object, "cache_read_input_tokens"_L1);
    }
    if (const Value* value = findAttribute(a, "mlflow.llm.cost"); value && !use.cost)
        if (const auto json = decodedJson(valueText(*value)); json && json->toObject().contains("total_cost"_L1))
            use.cost = json->toObject().value("total_cost"_L1).toDouble();
    return use;
}

LlmContent readLlmContent(const Span& span) {
    LlmContent content;
    const Attributes a = span.attributes;
    content.type = firstText(a, TypeKeys);
    content.model = firstText(a, ModelKeys);
    content.tokens = readTokenUse(a);
    addFirst(content.blocks, a, SystemKeys);
    if (!addFlattened(content.blocks, a, FlatInputs))
        addFirst(content.blocks, a, InputKeys);
    addFlattened(content.blocks, a, FlatDocuments);
    if (!addFlattened(content.blocks, a, FlatOutputs))
        addFirst(content.blocks, a, OutputKeys);
    addEvents(content.blocks, span.events);
    return content;
}

} // namespace spanglass
