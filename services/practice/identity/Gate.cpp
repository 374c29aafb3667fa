#include "services/practice/identity/Gate.h"

#include "services/practice/http/ApiFailure.h"

namespace spanglass::practice {

Caller Gate::admit(const HttpHead& head) const {
    constexpr std::string_view Scheme = "bearer ";
    const std::string_view field = head.field("authorization");
    if (!equalsIgnoringCase(field.substr(0, Scheme.size()), Scheme))
        throw ApiFailure{
            401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type for this API.", {}};
    const std::string_view token = trimBlanks(field.substr(Scheme.size()));
    if (token.starts_with("dapi")) {
        if (const auto principal = m_people.withPersonalToken(token))
            return {*principal, Caller::Credential::PersonalAccessToken};
        throw ApiFailure{403, "PERMISSION_DENIED", "Invalid access token.", {}};
    }
    const auto claims = m_tokens.check(token);
    const auto principal = claims && claims->use == "access" ? m_people.find(claims->subject) : std::nullopt;
    if (!principal)
        throw ApiFailure{401, "UNAUTHENTICATED", "The access token is expired or not valid here.",
            {{"WWW-Authenticate", "Bearer error=\"invalid_token\""}}};
    return {*principal, Caller::Credential::OAuth};
}

} // namespace spanglass::practice
