#pragma once

#include "services/core/ReceiverControl.h"

namespace spanglass {

/// How environment lines are written.
enum class EnvStyle : std::uint8_t { Posix, PowerShell, DotEnv };

/// How an app of one language is pointed at the receiver. The access token never appears: snippets refer to the
/// environment variable SPANGLASS_TOKEN.
struct Snippet {
    QString id; ///< stable: "python"
    QString title; ///< "Python"
    QString install; ///< the command or dependency that is needed; may be empty
    QString environment; ///< for an app that is already instrumented: no code changes
    QString code; ///< a whole small program that sends one span
    QString codeFile; ///< the name it is usually saved under
    QString installFile; ///< the file that `install` is written to; empty when it is lines for a shell
};

/// For every language, with the bound addresses; with the configured ones while the receiver does not listen.
std::vector<Snippet> connectSnippets(
    const ReceiverSnapshot& snapshot, const ReceiverSettings& settings, EnvStyle style);

/// "http://127.0.0.1:4318", what snippets send to.
QString httpBase(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings);
/// "http://127.0.0.1:4317" for gRPC clients, which want a scheme here.
QString grpcBase(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings);

} // namespace spanglass
