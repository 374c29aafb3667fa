#pragma once

#include "services/core/KnownFailures.h"

namespace spanglass {

/// An answer or a line that was recorded, and the known failure that it has to be named as.
struct FailureText {
    QString id;
    FailureSigns signs;
};

/// Those of failure-texts.json.
QList<FailureText> failureTexts();

/// What is said when all is well, or is a matter of something else.
QStringList healthyTexts();

} // namespace spanglass
