#pragma once

#include "services/core/OwnRecords.h"

#include <QString>

namespace spanglass {

/// From now on messages of all categories go to a file in `folder`, kept to a few megabytes over the last runs, and
/// the program's own warnings also to standard error. Access tokens in a message are masked. Once per process.
void startLogging(const QString& folder);

/// The file being written; empty before startLogging.
QString logFile();

/// The newest messages of this run, oldest first, as the file has them. Any thread.
QList<LogMessage> loggedMessages();
/// How many there were. Any thread.
quint64 loggedMessageCount();

/// `message` with what follows "Bearer" and whatever else looks like a token masked, cut to a sane length, on
/// one line.
QString cleanForLog(const QString& message);

} // namespace spanglass
