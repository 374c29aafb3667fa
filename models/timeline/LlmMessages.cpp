#include "models/timeline/LlmMessages.h"

#include "models/timeline/JsonText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Part = LlmBlock::Part;

QString laidOut(const QJsonValue& value) {
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson()).trimmed();
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson()).trimmed();
    return value.isNull() || value.isUndefined() ? QString() : value.toVariant().toString();
}

QString laidOutText(const QString& text) {
    if (auto pretty = prettyJson(text))
        return *std::move(pretty);
    return text;
}

class MessageReader {
public:
    MessageReader(std::vector<LlmBlock>& blocks, Part part)
        : m_blocks(blocks)
        , m_part(part) { }

    /// False when the value has no form that is known here.
    bool read(const QJsonValue& value) {
        if (value.isArray()) {
            const QJsonArray list = value.toArray();
            if (list.isEmpty() || !isMessage(list.first()))
                return false;
            for (const QJsonValue& item : list)
                message(item.toObject());
            return true;
        }
        const QJsonObject object = value.toObject();
        for (const QLatin1StringView key :
            {"messages"_L1, "choices"_L1, "contents"_L1, "documents"_L1, "candidates"_L1})
            if (object.contains(key) && read(object.value(key))) {
                rest(object, key);
                return true;
            }
        if (isMessage(value)) {
            message(object);
            return true;
        }
        return false;
    }

private:
    static bool isMessage(const QJsonValue& value) {
        const QJsonObject o = value.toObject();
        return o.contains("role"_L1) || o.contains("message"_L1) || o.contains("page_content"_L1)
            || (o.contains("content"_L1) && o.size() <= 4) || (o.contains("parts"_L1));
    }

    void add(Part part, const QString& who, const QString& text) {
        if (!text.isEmpty() || !who.isEmpty())
            m_blocks.push_back({part, who, text});
    }

    void message(const QJsonObject& o) {
        if (o.contains("message"_L1)) // a choice
            return message(o.value("message"_L1).toObject());
        if (o.contains("page_content"_L1)) {
            const QJsonObject metadata = o.value("metadata"_L1).toObject();
            QString name = o.value("id"_L1).toVariant().toString();
            for (const QLatin1StringView key : {"doc_uri"_L1, "source"_L1, "chunk_id"_L1})
                if (name.isEmpty())
                    name = metadata.value(key).toString();
            return add(Part::Document, name, o.value("page_content"_L1).toString());
        }
        const QString role = o.value("role"_L1).toString();
        const Part part = role == "system"_L1 || role == "developer"_L1 ? Part::System
            : role == "tool"_L1                                         ? Part::ToolResult
                                                                        : m_part;
        const QString who = part == Part::ToolResult && o.contains("name"_L1) ? o.value("name"_L1).toString() : role;
        const QJsonValue content = o.contains("parts"_L1) ? o.value("parts"_L1) : o.value("content"_L1);
        if (content.isArray())
            for (const QJsonValue& piece : content.toArray())
                pieceOf(piece, part, who);
        else
            add(part, who, laidOutText(laidOut(content)));
        for (const QJsonValue& call : o.value("tool_calls"_L1).toArray())
            toolCall(call.toObject());
    }

    void pieceOf(const QJsonValue& piece, Part part, const QString& who) {
        const QJsonObject o = piece.toObject();
        const QString type = o.value("type"_L1).toString();
        if (type.contains("tool_call_response"_L1) || type == "tool_result"_L1 || o.contains("functionResponse"_L1)) {
            const QJsonObject inner = o.value("functionResponse"_L1).toObject();
            for (const QLatin1StringView key : {"result"_L1, "response"_L1, "content"_L1})
                if (o.contains(key))
                    return add(Part::ToolResult, o.value("name"_L1).toString(), laidOutText(laidOut(o.value(key))));
            return add(Part::ToolResult, inner.value("name"_L1).toString(), laidOut(inner.value("response"_L1)));
        }
        if (type == "tool_call"_L1 || type == "tool_use"_L1 || o.contains("functionCall"_L1))
            return toolCall(o.contains("functionCall"_L1) ? o.value("functionCall"_L1).toObject() : o);
        for (const QLatin1StringView key : {"text"_L1, "content"_L1})
            if (o.contains(key))
                return add(part, who, laidOutText(laidOut(o.value(key))));
        add(part, who, laidOut(piece));
    }

    void toolCall(const QJsonObject& o) {
        const QJsonObject function = o.contains("function"_L1) ? o.value("function"_L1).toObject() : o;
        QJsonValue arguments;
        for (const QLatin1StringView key : {"arguments"_L1, "args"_L1, "input"_L1})
            if (function.contains(key))
                arguments = function.value(key);
        add(Part::ToolCall, function.value("name"_L1).toString(), laidOutText(laidOut(arguments)));
    }

    /// What stood beside the messages (model, temperature, tools) is kept as one block.
    void rest(QJsonObject object, QLatin1StringView without) {
        object.remove(without);
        if (!object.isEmpty())
            add(m_part, u"parameters"_s, laidOut(object));
    }

    std::vector<LlmBlock>& m_blocks;
    Part m_part;
};

} // namespace

std::optional<QJsonValue> decodedJson(const QString& text) {
    const QStringView view = QStringView(text).trimmed();
    if (view.startsWith(u'"') && view.endsWith(u'"') && view.size() >= 2) {
        const QJsonDocument wrapped = QJsonDocument::fromJson(QByteArray("[" + view.toUtf8() + "]"));
        if (!wrapped.isArray() || wrapped.array().isEmpty())
            return std::nullopt;
        const QString inner = wrapped.array().first().toString();
        const auto decoded = looksLikeJson(inner) ? decodedJson(inner) : std::nullopt;
        return decoded ? decoded : QJsonValue(inner);
    }
    if (!looksLikeJson(view))
        return std::nullopt;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(view.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return std::nullopt;
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

void addMessages(std::vector<LlmBlock>& blocks, const QString& text, Part part) {
    const auto json = decodedJson(text);
    if (!json)
        blocks.push_back({part, {}, text});
    else if (json->isString())
        blocks.push_back({part, {}, json->toString()});
    else if (!MessageReader(blocks, part).read(*json))
        blocks.push_back({part, {}, looksLikeJson(text) ? laidOutText(text) : laidOut(*json)});
}

} // namespace spanglass
