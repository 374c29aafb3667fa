#include "services/store/SpanType.h"

#include <array>
#include <utility>

namespace spanglass {

namespace {

constexpr std::array<std::string_view, 4> Keys
    = {"mlflow.spanType", "openinference.span.kind", "traceloop.span.kind", "gen_ai.operation.name"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> Operations{{
    {"chat", "CHAT_MODEL"},
    {"text_completion", "LLM"},
    {"generate_content", "LLM"},
    {"embeddings", "EMBEDDING"},
    {"execute_tool", "TOOL"},
    {"create_agent", "AGENT"},
    {"invoke_agent", "AGENT"},
}};

constexpr std::size_t LongestType = 64; ///< anything longer is not a type but some text

std::string_view upper(std::string_view text, TextArena& arena) {
    char* place = arena.room(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
        place[i] = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
    return {place, text.size()};
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        return text.substr(1, text.size() - 2);
    return text;
}

} // namespace

std::string_view spanType(const Span& span, TextArena& arena) {
    std::size_t best = Keys.size();
    std::string_view text;
    for (const Attribute& attribute : span.attributes) {
        // The shortest key has 15 letters; this runs for every attribute of every span.
        if (attribute.key.size() < 15 || attribute.value.type() != Value::Type::String)
            continue;
        for (std::size_t i = 0; i < best; ++i) {
            if (attribute.key == Keys[i]) {
                best = i;
                text = attribute.value.text();
            }
        }
    }
    text = unquoted(text);
    if (text.empty() || text.size() > LongestType)
        return {};
    if (Keys[best] == "gen_ai.operation.name") {
        for (const auto& [operation, type] : Operations) {
            if (operation == text)
                return type;
        }
    }
    return upper(text, arena);
}

} // namespace spanglass
