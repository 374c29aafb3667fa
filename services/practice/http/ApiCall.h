#pragma once

#include "services/net/HttpMessage.h"
#include "services/practice/identity/Caller.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spanglass::practice {

/// One request as its handler sees it.
struct ApiCall {
    HttpHead head;
    std::string body; ///< its content coding undone
    std::map<std::string, std::string> path; ///< values of the {names} in the route, percent-decoded
    std::vector<std::pair<std::string, std::string>> query; ///< percent-decoded, in order
    Caller caller; ///< set on routes that need a bearer token

    const std::string& at(const std::string& name) const { return path.at(name); }
    std::optional<std::string> asked(std::string_view name) const; ///< the first value in the query
    std::vector<std::string> askedAll(std::string_view name) const;
    /// The query value, or `otherwise`; throws ApiFailure when it is not a number from 0 on.
    std::int64_t askedNumber(std::string_view name, std::int64_t otherwise) const;

    /// The body as a JSON object; an empty body is an empty object. Throws ApiFailure (MALFORMED_REQUEST).
    nlohmann::json json() const;
    /// application/x-www-form-urlencoded.
    std::map<std::string, std::string> form() const;
};

std::string percentDecoded(std::string_view text, bool plusIsBlank);

} // namespace spanglass::practice
