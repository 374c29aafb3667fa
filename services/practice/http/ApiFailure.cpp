#include "services/practice/http/ApiFailure.h"

namespace spanglass::practice {

void failBadInput(std::string message) { throw ApiFailure{400, "INVALID_PARAMETER_VALUE", std::move(message), {}}; }

void failNotFound(std::string message, std::string code) {
    throw ApiFailure{404, std::move(code), std::move(message), {}};
}

void failDenied(std::string message) { throw ApiFailure{403, "PERMISSION_DENIED", std::move(message), {}}; }

void failConflict(std::string message, std::string code) {
    throw ApiFailure{409, std::move(code), std::move(message), {}};
}

void failInternal(const Error& error) { throw ApiFailure{500, "INTERNAL_ERROR", error.message.toStdString(), {}}; }

void failNotSupported(const std::string& what) {
    throw ApiFailure{501, "NOT_IMPLEMENTED", what + " is not supported by the practice workspace.", {}};
}

} // namespace spanglass::practice
