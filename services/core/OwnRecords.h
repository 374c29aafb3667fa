#pragma once

#include "services/core/RequestRecord.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace spanglass {

/// As Qt's message types; what ends the program is an error too.
enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

/// One message of the program's log, as its file has it: one line, tokens masked.
struct LogMessage {
    quint64 number = 0; ///< counted from 1 since the program started
    QDateTime at = {}; ///< UTC
    LogLevel level = LogLevel::Info;
    QString category = {}; ///< "spanglass.receiver"
    QString text = {};
};

/// What the program remembers of its own doings while it runs. GUI thread.
class OwnRecords {
public:
    OwnRecords() = default;
    OwnRecords(const OwnRecords&) = delete;
    OwnRecords& operator=(const OwnRecords&) = delete;
    virtual ~OwnRecords() = default;

    /// The newest of the log, oldest first.
    virtual QList<LogMessage> messages() const = 0;
    /// How many there were in this run: tells whether something is new.
    virtual quint64 messageCount() const = 0;
    /// Which has them all, and those of earlier runs.
    virtual QString logFile() const = 0;

    /// The newest outgoing requests, oldest first.
    virtual QList<RequestRecord> requests() const = 0;
    virtual quint64 requestCount() const = 0;

    /// How the last run ended, in a sentence, when that was a crash.
    virtual std::optional<QString> crash() const = 0;
};

} // namespace spanglass
