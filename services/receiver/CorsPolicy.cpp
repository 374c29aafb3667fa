#include "services/receiver/CorsPolicy.h"

#include <algorithm>
#include <array>

namespace spanglass {

namespace {

bool isPort(std::string_view text) {
    return text.empty() || (text.size() > 1 && text.front() == ':' && std::ranges::all_of(text.substr(1), [](char c) {
        return c >= '0' && c <= '9';
    }));
}

bool isLocalOrigin(std::string_view origin) {
    static constexpr std::array<std::string_view, 6> Local{"http://localhost", "https://localhost", "http://127.0.0.1",
        "https://127.0.0.1", "http://[::1]", "https://[::1]"};
    return std::ranges::any_of(
        Local, [origin](auto host) { return origin.starts_with(host) && isPort(origin.substr(host.size())); });
}

} // namespace

bool CorsPolicy::allows(std::string_view origin) const {
    return isLocalOrigin(origin) || std::ranges::any_of(m_origins, [origin](const auto& allowed) {
        return allowed == "*" || allowed == origin;
    });
}

bool CorsPolicy::isForeign(const HttpHead& request) const {
    return std::ranges::any_of(
        request.fields, [this](const HttpField& field) { return field.name == "origin" && !allows(field.value); });
}

std::vector<HttpField> CorsPolicy::fields(const HttpHead& request) const {
    const auto origin = request.field("origin");
    if (origin.empty() || !allows(origin))
        return {};
    return {{"Access-Control-Allow-Origin", std::string(origin)}, {"Vary", "Origin"},
        {"Access-Control-Expose-Headers", "Retry-After"}};
}

HttpReply CorsPolicy::preflight(const HttpHead& request) const {
    HttpReply reply{204, fields(request), {}, false};
    reply.fields.push_back({"Allow", "POST, OPTIONS"});
    if (reply.fields.size() == 1)
        return reply;
    reply.fields.push_back({"Access-Control-Allow-Methods", "POST"});
    const auto asked = request.field("access-control-request-headers");
    reply.fields.push_back({"Access-Control-Allow-Headers", asked.empty() ? "content-type" : std::string(asked)});
    reply.fields.push_back({"Access-Control-Max-Age", "7200"});
    if (request.field("access-control-request-private-network") == "true")
        reply.fields.push_back({"Access-Control-Allow-Private-Network", "true"});
    return reply;
}

} // namespace spanglass
