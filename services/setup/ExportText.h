#pragma once

#include "services/core/SetupPlan.h"

namespace spanglass {

// What the exports of a plan have in common.

/// A comment ends with its line: text from a plan must not go on behind it.
QString oneLine(QString text);

/// What the export makes, and where; on one line.
QString exportTitle(const SetupPlan& plan);

} // namespace spanglass
