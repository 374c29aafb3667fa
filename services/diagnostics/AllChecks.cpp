#include "services/diagnostics/AllChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"
#include "services/diagnostics/app/AppChecks.h"
#include "services/diagnostics/identity/IdentityChecks.h"
#include "services/diagnostics/location/LocationChecks.h"
#include "services/diagnostics/network/NetworkChecks.h"
#include "services/diagnostics/program/ProgramChecks.h"
#include "services/diagnostics/tables/TableChecks.h"
#include "services/diagnostics/workspace/WorkspaceChecks.h"

#include <algorithm>
#include <iterator>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Checks that are about the other side of a connection do not apply without one.
CheckList overConnection(CheckList checks) {
    for (Check& each : checks) {
        each.look = [look = each.look](CheckContext& context) -> CheckResult {
            if (!context.ports().connection)
                return notApplicable(u"No connection is chosen."_s);
            return look(context);
        };
    }
    return checks;
}

} // namespace

CheckList allChecks() {
    CheckList all;
    const auto add = [&all](CheckList group) { std::ranges::move(group, std::back_inserter(all)); };
    add(appChecks());
    for (const auto group : {&networkChecks, &identityChecks, &locationChecks, &tableChecks, &rowChecks, &storageChecks,
             &grantChecks, &offerChecks, &limitChecks, &monitoringChecks})
        add(overConnection(group()));
    add(programChecks());
    std::ranges::stable_sort(all, {}, [](const Check& each) { return each.info.stage; });
    return all;
}

} // namespace spanglass
