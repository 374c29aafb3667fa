#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace spanglass::practice {

/// A user or a service principal of the practice workspace.
struct Principal {
    enum class Kind : std::uint8_t { User, ServicePrincipal };

    Kind kind = Kind::User;
    std::string id; ///< number in decimal, as SCIM has it
    std::string name; ///< user name (e-mail) or application id: what grants speak of
    std::string displayName;
    std::vector<std::string> groups; ///< "account users" is everybody's and is not listed
    bool admin = false; ///< workspace administrator

    bool isUser() const { return kind == Kind::User; }
};

/// Who called, and with what.
struct Caller {
    enum class Credential : std::uint8_t { PersonalAccessToken, OAuth };

    Principal principal;
    Credential credential = Credential::OAuth;
};

} // namespace spanglass::practice
