#pragma once

#include "services/core/Error.h"
#include "services/core/SetupPlan.h"

namespace spanglass {

/// A plan as JSON that people may edit and keep; the README documents it. Holds no secrets, not the connection of this
/// machine, and no id of an experiment that has a name: another workspace has other ids.
QByteArray planToJson(const SetupPlan& plan);

/// Strict, so that a misspelled key is no silent loss. BadInput names the line or the key; TooNew.
Result<SetupPlan> planFromJson(const QByteArray& json);

} // namespace spanglass
