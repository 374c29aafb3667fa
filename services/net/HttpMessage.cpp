#include "services/net/HttpMessage.h"

#include <algorithm>

namespace spanglass {

namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
} // namespace

std::string_view HttpHead::path() const {
    const std::string_view all = target;
    return all.substr(0, all.find('?'));
}

std::string_view fieldValue(const HttpFields& fields, std::string_view lowerName) {
    const auto found = std::ranges::find(fields, lowerName, &HttpField::name);
    return found == fields.end() ? std::string_view{} : std::string_view(found->value);
}

std::string_view HttpHead::field(std::string_view lowerName) const { return fieldValue(fields, lowerName); }

bool HttpHead::has(std::string_view lowerName) const {
    return std::ranges::find(fields, lowerName, &HttpField::name) != fields.end();
}

std::string_view httpReason(int status) {
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Unknown";
    }
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::string lowerCased(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

std::string_view trimBlanks(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace spanglass
