#include "services/databricks/IdentityClient.h"

#include "services/auth/ApiReading.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString primaryEmail(const Json& user) {
    const auto emails = objectsUnder(user, "emails");
    const auto primary = std::ranges::find_if(emails, [](const Json& email) { return truthUnder(email, "primary"); });
    if (primary != emails.end())
        return textUnder(*primary, "value");
    return emails.empty() ? QString() : textUnder(emails.front(), "value");
}

std::optional<Identity> identity(const Json& user, const ApiAnswer& answer) {
    Identity out;
    out.userName = textUnder(user, "userName");
    if (out.userName.isEmpty()) // assumed: a service principal may be described by its own SCIM resource
        out.userName = textUnder(user, "applicationId");
    if (out.userName.isEmpty())
        return std::nullopt;
    out.id = textUnder(user, "id");
    out.displayName = textUnder(user, "displayName");
    out.email = primaryEmail(user);
    out.active = truthUnder(user, "active", true);
    out.workspaceId = answer.workspaceId;
    for (const Json& group : objectsUnder(user, "groups"))
        out.groups.append(textUnder(group, "display"));
    return out;
}

} // namespace

QFuture<ApiOutcome<Identity>> IdentityClient::me() {
    return readObject<Identity>(m_api, m_thread, {.path = u"/api/2.0/preview/scim/v2/Me"_s}, u"userName"_s, identity);
}

} // namespace spanglass
