#pragma once

#include "services/core/Error.h"

#include <nlohmann/json.hpp>

#include <QStringList>

#include <functional>
#include <optional>
#include <span>

namespace spanglass {

/// Reads the fields of an object that people write by hand. Keeps the first thing that is wrong, with its path
/// ("grants[1].principal.id"); a key that nobody asked for is wrong too.
class JsonFields {
public:
    enum class Need : std::uint8_t { May, Must };

    /// `object` must outlive it. `path`: of the object; empty at the top.
    JsonFields(const nlohmann::ordered_json& object, const QString& path);

    QString text(const char* key, Need need = Need::May);
    QStringList texts(const char* key);
    bool truth(const char* key, bool otherwise);
    double number(const char* key, double otherwise, double least, double most);
    /// The place of the text among `names`.
    std::size_t choice(const char* key, std::span<const char* const> names, std::size_t otherwise);
    void object(const char* key, const std::function<void(JsonFields&)>& read);
    void objects(const char* key, const std::function<void(JsonFields&)>& read);

    /// BadInput; nothing when all is well.
    std::optional<Error> problem() const;

private:
    const nlohmann::ordered_json* field(const char* key);
    QString pathOf(const char* key) const;
    void complain(const char* key, const QString& wanted);
    void readInside(const nlohmann::ordered_json& value, const QString& path, const char* key,
        const std::function<void(JsonFields&)>& read);

    const nlohmann::ordered_json& m_object;
    const QString m_path;
    QStringList m_asked;
    std::optional<Error> m_problem;
};

} // namespace spanglass
