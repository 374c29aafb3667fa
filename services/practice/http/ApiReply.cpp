#include "services/practice/http/ApiReply.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

ApiReply ApiReply::json(const nlohmann::json& value, int status) {
    return {status, "application/json", value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), {}};
}

ApiReply ApiReply::empty() { return {200, "application/json", "{}", {}}; }

ApiReply ApiReply::html(std::string page, int status) {
    return {status, "text/html; charset=utf-8", std::move(page), {}};
}

ApiReply ApiReply::failure(const ApiFailure& failure) {
    ApiReply reply = json({{"error_code", failure.code}, {"message", failure.message}}, failure.status);
    reply.fields = failure.fields;
    return reply;
}

} // namespace spanglass::practice
