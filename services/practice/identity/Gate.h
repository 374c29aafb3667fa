#pragma once

#include "services/practice/identity/Tokens.h"

#include "services/net/HttpMessage.h"

namespace spanglass::practice {

/// Tells from the Authorization field who calls.
class Gate {
public:
    Gate(const People& people, const Tokens& tokens)
        : m_people(people)
        , m_tokens(tokens) { }

    /// Throws ApiFailure: 401 UNAUTHENTICATED without a valid OAuth token, 403 "Invalid access token" for a personal
    /// access token that is not ours (databricks-api.md section 11; A: which paths answer 401 instead).
    Caller admit(const HttpHead& head) const;

private:
    const People& m_people;
    const Tokens& m_tokens;
};

} // namespace spanglass::practice
