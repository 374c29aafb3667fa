#pragma once

#include <QString>

#include <optional>

namespace spanglass {

/// From now on, a crash leaves a few bytes at `file`: the version and the time. Once per process.
void installCrashNote(const QString& file);

/// What an earlier run left there, in one sentence, and takes it away.
std::optional<QString> takeCrashNote(const QString& file);

/// What takeCrashNote has found in this run. GUI thread.
std::optional<QString> lastCrash();

} // namespace spanglass
