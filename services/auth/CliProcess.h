#pragma once

#include <QByteArray>
#include <QFuture>
#include <QStringList>

#include <chrono>
#include <cstdint>

namespace spanglass {

class AuthThread;

struct CliOutcome {
    enum class End : std::uint8_t { Exited, NotStarted, TimedOut, Crashed };

    End end = End::Exited;
    int exitStatus = 0;
    QByteArray output; ///< of standard output; may hold a token
    QByteArray errors; ///< of standard error, at most 64 KiB
};

/// Runs a program with its standard input closed, and kills it when the time is over or the future is cancelled. Called
/// on the sign-in thread.
QFuture<CliOutcome> runCli(
    AuthThread& thread, const QString& program, const QStringList& arguments, std::chrono::milliseconds timeLimit);

/// Where the Databricks CLI is: the configured path, the PATH, or a place where package managers put it that programs
/// started from a desktop do not have on their PATH. Empty when it is nowhere.
QString findDatabricksCli(const QString& configured);

} // namespace spanglass
