#include "services/practice/http/ApiCall.h"

#include "services/practice/http/ApiFailure.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

#include <charconv>

namespace spanglass::practice {

std::string percentDecoded(std::string_view text, bool plusIsBlank) {
    QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    if (plusIsBlank)
        bytes.replace('+', ' ');
    return QByteArray::fromPercentEncoding(bytes).toStdString();
}

std::optional<std::string> ApiCall::asked(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

std::vector<std::string> ApiCall::askedAll(std::string_view name) const {
    std::vector<std::string> all;
    for (const auto& [key, value] : query) {
        if (key == name)
            all.push_back(value);
    }
    return all;
}

std::int64_t ApiCall::askedNumber(std::string_view name, std::int64_t otherwise) const {
    const auto text = asked(name);
    if (!text || text->empty())
        return otherwise;
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (fault != std::errc() || end != text->data() + text->size() || number < 0)
        failBadInput("The value of " + std::string(name) + " must be a whole number.");
    return number;
}

nlohmann::json ApiCall::json() const {
    if (body.empty())
        return nlohmann::json::object();
    auto value = nlohmann::json::parse(body, nullptr, false);
    if (!value.is_object())
        throw ApiFailure{400, "MALFORMED_REQUEST", "The body of the request is not a JSON object.", {}};
    return value;
}

std::map<std::string, std::string> ApiCall::form() const {
    std::map<std::string, std::string> fields;
    std::string_view rest = body;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t sign = std::min(pair.find('='), pair.size());
        fields[percentDecoded(pair.substr(0, sign), true)]
            = percentDecoded(pair.substr(std::min(pair.size(), sign + 1)), true);
    }
    return fields;
}

} // namespace spanglass::practice
