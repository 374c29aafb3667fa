#pragma once

#include "services/practice/http/ApiRouter.h"
#include "services/practice/identity/Tokens.h"

namespace spanglass::practice {

/// Discovery documents, the authorization page and the token endpoint (databricks-api.md sections 1.2 to 1.4, C: sdk-go
/// credentials/u2m, auth_m2m.go).
class OAuthApi {
public:
    /// `signInAs`: who the authorization page answers for without asking; empty: it asks.
    OAuthApi(ApiRouter& router, const People& people, Tokens& tokens, std::string signInAs);

private:
    struct Grant {
        std::string subject;
        std::string client;
        std::string redirect;
        std::string challenge;
        std::string scope;
        std::int64_t expires = 0; ///< Unix seconds
    };

    ApiReply authorize(const ApiCall& call);
    ApiReply token(const ApiCall& call);
    ApiReply clientCredentials(const ApiCall& call, std::map<std::string, std::string> form);
    ApiReply authorizationCode(std::map<std::string, std::string> form);
    ApiReply refresh(std::map<std::string, std::string> form);
    ApiReply tokens(const std::string& subject, const std::string& client, const std::string& scope) const;
    ApiReply redirectWithCode(Grant grant, const std::string& state);

    const People& m_people;
    Tokens& m_tokens;
    const std::string m_signInAs;
    std::mutex m_mutex;
    std::map<std::string, Grant> m_codes;
};

/// "http://127.0.0.1:8080": the address that this caller used.
std::string hostOf(const ApiCall& call);

} // namespace spanglass::practice
