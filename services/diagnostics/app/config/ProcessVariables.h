#pragma once

#include "services/core/DiagnosisControl.h"

#include <functional>

namespace spanglass {

/// The environment that a program of this user was started with, "NAME=value" with a NUL behind each.
/// Errors: NotFound, NotAllowed (another user's, or a system that does not tell).
Result<QByteArray> processVariables(qint64 process);

/// Programs of this user, with telemetry first, then by name; empty where the system does not tell. Reads some hundred
/// small files; not for the GUI thread.
QList<RunningProgram> runningPrograms(const std::function<bool()>& isCancelled = {});

} // namespace spanglass
