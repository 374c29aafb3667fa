#include "services/setup/rights/ObjectAcl.h"

#include "services/auth/ApiReading.h"

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// By PrincipalKind.
constexpr std::array Keys{"user_name", "group_name", "service_principal_name"};

} // namespace

const ObjectAcl::Entry* ObjectAcl::find(
    const QStringList& levels, const QString& principal, const QStringList& groups) const {
    const auto found = std::ranges::find_if(entries, [&](const Entry& each) {
        return levels.contains(each.level)
            && (each.principal.compare(principal, Qt::CaseInsensitive) == 0
                || groups.contains(each.principal, Qt::CaseInsensitive));
    });
    return found == entries.end() ? nullptr : &*found;
}

ApiOutcome<ObjectAcl> readAcl(const QString& type, const QString& id, SetupSession& session) {
    ObjectAcl out{type, id, {}};
    const ApiRequest request{.path = out.path()};
    const auto answer = session.send(request);
    if (!answer)
        return std::unexpected(answer.error());
    const auto object = readObject(answer->body);
    if (!object)
        return std::unexpected(unexpectedAnswer(request, u"access_control_list"_s, *answer));
    for (const Json& entry : objectsUnder(*object, "access_control_list")) {
        SetupPrincipal who;
        for (std::size_t i = 0; i < Keys.size() && who.id.isEmpty(); ++i)
            who = {static_cast<PrincipalKind>(i), textUnder(entry, Keys[i])};
        for (const Json& each : objectsUnder(entry, "all_permissions")) {
            QString from;
            if (truthUnder(each, "inherited"))
                from = u"above"_s;
            out.entries.append({who.id, textUnder(each, "permission_level"), from, who.kind});
        }
    }
    return out;
}

Json aclEntry(const SetupPrincipal& principal, const QString& level) {
    return {{Keys[static_cast<std::size_t>(principal.kind)], principal.id.toStdString()},
        {"permission_level", level.toStdString()}};
}

} // namespace spanglass
