#pragma once

#include "models/timeline/LlmContent.h"

#include <QJsonValue>

namespace spanglass {

/// The JSON in a text, decoded once more when it is JSON text inside a JSON string (MLflow's way); nullopt for plain
/// text.
std::optional<QJsonValue> decodedJson(const QString& text);

/// Adds blocks for whatever form a message list has: role/content, role/parts, tool calls, choices, contents,
/// documents. What is none of them becomes one block of laid-out JSON.
void addMessages(std::vector<LlmBlock>& blocks, const QString& text, LlmBlock::Part part);

} // namespace spanglass
