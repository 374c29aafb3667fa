#pragma once

#include "services/core/Span.h"

#include <QString>

#include <optional>
#include <vector>

namespace spanglass {

struct TokenUse {
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> total; ///< as reported; the sum is total()
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> reasoning;
    std::optional<double> cost; ///< US dollars

    bool isEmpty() const { return !input && !output && !total && !cost; }
};

/// One piece of what went in or came out, ready to read.
struct LlmBlock {
    enum class Part : std::uint8_t { System, Input, Output, ToolCall, ToolResult, Document };

    Part part = Part::Input;
    QString who; ///< role, tool name or document id; may be empty
    QString text; ///< plain text; JSON is laid out
};

/// What LLM libraries say about a span, whichever of their key families they use: OpenTelemetry GenAI (new and old),
/// OpenInference, Traceloop, Vercel AI, Google ADK, MLflow.
struct LlmContent {
    QString type; ///< "LLM", "TOOL", "RETRIEVER", ...; as the library spells it
    QString model;
    TokenUse tokens;
    std::vector<LlmBlock> blocks;

    bool isEmpty() const { return blocks.empty() && tokens.isEmpty(); }
};

/// Reads attributes and events. May take a while for megabytes of JSON: any thread.
LlmContent readLlmContent(const Span& span);

TokenUse readTokenUse(Attributes attributes);

} // namespace spanglass
