#include "services/setup/Principals.h"

#include "services/databricks/PrincipalClient.h"

#include <algorithm>

namespace spanglass {

Result<QList<SetupPrincipal>> findPrincipals(const QString& text, SetupSession& session) {
    constexpr qsizetype Most = 50;
    PrincipalClient client(session.api(), session.thread());
    QList<QFuture<ApiOutcome<QList<SetupPrincipal>>>> asked;
    for (int kind = 0; kind < PrincipalClient::KindCount; ++kind)
        asked << client.search(static_cast<PrincipalClient::Kind>(kind), text);
    QList<SetupPrincipal> found;
    std::optional<Error> problem;
    bool any = false;
    for (const auto& future : asked) {
        const auto list = session.wait(future);
        if (list)
            found << *list;
        else
            problem = list.error();
        any = any || list;
    }
    if (!any)
        return std::unexpected(*problem);
    std::ranges::stable_sort(found, [](const SetupPrincipal& a, const SetupPrincipal& b) {
        return QString::localeAwareCompare(a.label, b.label) < 0;
    });
    return found.first(std::min(found.size(), Most));
}

} // namespace spanglass
