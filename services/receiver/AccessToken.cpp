#include "services/receiver/AccessToken.h"

#include "services/net/HttpMessage.h"

namespace spanglass {

bool presentsToken(std::string_view authorization, const Secret& token) {
    constexpr std::string_view Scheme = "Bearer ";
    if (token.isEmpty())
        return true;
    if (!equalsIgnoringCase(authorization.substr(0, Scheme.size()), Scheme))
        return false;
    const auto candidate = trimBlanks(authorization.substr(Scheme.size()));
    return token.matches({candidate.data(), static_cast<qsizetype>(candidate.size())});
}

} // namespace spanglass
