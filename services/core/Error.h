#pragma once

#include <QString>

#include <expected>

namespace spanglass {

/// What went wrong, for logic and tests; the sentences beside it are for people.
enum class ErrorCode {
    Cancelled,
    TimedOut,
    Offline,
    NeedsSignIn,
    NotAllowed,
    NotFound,
    Conflict,
    RateLimited,
    BadInput, ///< what was given cannot be read or asked
    LimitHit, ///< a stated size, count or time limit was passed
    Busy, ///< held by another process, or a full queue: later may work
    Damaged, ///< stored data cannot be read
    TooNew, ///< written by a newer version of the program
    NoSpace,
    ReadOnly,
    Bug,
};

/// Short stable name of a code, for logs and JSON ("no-space").
QLatin1StringView errorCodeName(ErrorCode code);

/// A failure that can be shown as it is: what happened, and the next step.
struct Error {
    ErrorCode code = ErrorCode::Bug;
    QString message; ///< one sentence, no trailing newline
    QString remedy; ///< the next step; empty when there is none to give

    /// Message and remedy as the one line that verbs print.
    QString oneLine() const;
};

template <class T = void> using Result = std::expected<T, Error>;

inline std::unexpected<Error> failure(ErrorCode code, QString message, QString remedy = {}) {
    return std::unexpected(Error{code, std::move(message), std::move(remedy)});
}

} // namespace spanglass
