#pragma once

#include <QString>

namespace spanglass {

/// From now on messages of all categories go to a file in `folder`, kept to a few megabytes over the last runs, and
/// the program's own warnings also to standard error. Access tokens in a message are masked. Once per process.
void startLogging(const QString& folder);

/// The file being written; empty before startLogging.
QString logFile();

/// `message` with what follows "Bearer" masked, cut to a sane length, on one line.
QString cleanForLog(const QString& message);

} // namespace spanglass
