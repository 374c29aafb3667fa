#pragma once

#include <QByteArray>
#include <QString>

#include <nlohmann/json.hpp>

#include <optional>

namespace spanglass {

/// For this room's .cpp files.
using Json = nlohmann::json;

/// Unset for what is no JSON object.
inline std::optional<Json> readObject(QByteArrayView utf8) {
    Json json = Json::parse(utf8.begin(), utf8.end(), nullptr, false);
    return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
}

/// The text under a key; empty when it is absent or something else.
inline QByteArray bytesUnder(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QByteArray::fromStdString(found->get_ref<const std::string&>())
                                                       : QByteArray();
}

inline QString textUnder(const Json& object, const char* key) { return QString::fromUtf8(bytesUnder(object, key)); }

} // namespace spanglass
