#pragma once

#include "services/core/Error.h"
#include "services/net/HttpMessage.h"

#include <string>
#include <vector>

namespace spanglass::practice {

/// Thrown inside the practice room by whatever serves a call; the server turns it into the JSON error body
/// {error_code, message} of the REST API (databricks-api.md section 11, C: sdk-py errors/deserializer.py).
struct ApiFailure {
    int status = 400;
    std::string code; ///< "RESOURCE_DOES_NOT_EXIST"
    std::string message;
    std::vector<HttpField> fields; ///< e.g. Retry-After
};

[[noreturn]] void failBadInput(std::string message); ///< 400 INVALID_PARAMETER_VALUE
[[noreturn]] void failNotFound(std::string message, std::string code = "RESOURCE_DOES_NOT_EXIST"); ///< 404
[[noreturn]] void failDenied(std::string message); ///< 403 PERMISSION_DENIED
[[noreturn]] void failConflict(std::string message, std::string code = "RESOURCE_ALREADY_EXISTS"); ///< 409
[[noreturn]] void failInternal(const Error& error); ///< 500 INTERNAL_ERROR
/// 501, for what the real workspace does and this one does not.
[[noreturn]] void failNotSupported(const std::string& what);

} // namespace spanglass::practice
