#pragma once

#include "services/net/HttpMessage.h"
#include "services/practice/http/ApiFailure.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>

namespace spanglass::practice {

/// What a handler answers.
struct ApiReply {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<HttpField> fields;

    static ApiReply json(const nlohmann::json& value, int status = 200);
    static ApiReply empty(); ///< {}
    static ApiReply html(std::string page, int status = 200);
    static ApiReply failure(const ApiFailure& failure);
};

/// The way back for a handler that answers later. Any thread; only the first answer counts.
using Answer = std::function<void(ApiReply)>;

} // namespace spanglass::practice
