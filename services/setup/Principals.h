#pragma once

#include "services/setup/SetupSession.h"

namespace spanglass {

/// Users, groups, service principals, apps and serving endpoints whose name holds `text`, by label, 50 at most. Kinds
/// that may not be listed are left out; an error only when none may.
Result<QList<SetupPrincipal>> findPrincipals(const QString& text, SetupSession& session);

} // namespace spanglass
