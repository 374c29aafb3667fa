#pragma once

#include "services/practice/identity/People.h"

#include <chrono>
#include <set>

namespace spanglass::practice {

/// Makes and checks the OAuth tokens: JSON Web Tokens (RFC 7519, HS256) that carry all they need, so that they hold
/// over a restart. Any thread.
class Tokens {
public:
    Tokens(const People& people, std::chrono::seconds accessLife)
        : m_people(people)
        , m_accessLife(accessLife) { }

    struct Claims {
        std::string use; ///< "access" or "refresh"
        std::string subject; ///< principal's name
        std::string client;
        std::string scope;
        std::string id;
        std::int64_t expires = 0; ///< Unix seconds
    };

    /// `use`, subject, client and scope are taken from `claims`.
    std::string mint(Claims claims) const;
    /// Nothing when it is not ours, expired, or was called back.
    std::optional<Claims> check(std::string_view token) const;
    /// From here on check() refuses it.
    void callBack(const Claims& claims);
    /// All access tokens made so far are refused: as when each of them had expired.
    void expireAll();

    std::chrono::seconds accessLife() const { return m_accessLife; }

private:
    std::string signature(std::string_view text) const;

    const People& m_people;
    const std::chrono::seconds m_accessLife;
    mutable std::mutex m_mutex;
    mutable std::uint64_t m_minted = 0;
    std::uint64_t m_expiredUpTo = 0; ///< access tokens with a lower serial are refused
    std::set<std::string> m_calledBack;
};

} // namespace spanglass::practice
