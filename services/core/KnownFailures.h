#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/Error.h"

#include <optional>

namespace spanglass {

/// What is known of a failure that is to be named. Anything may be unset.
struct FailureSigns {
    int status = 0; ///< of HTTP
    QString code = {}; ///< "ALREADY_EXISTS"
    QString text = {}; ///< what was said; its first 16 000 characters count
    QString host = {};
    QString path = {}; ///< of the call, with its query

    /// Those that a sentence or a line of a log holds: "... answered 404 ...", "code: 429", "POST /api/2.0/...".
    static FailureSigns read(const QString& text);
    static FailureSigns read(const Error& error);
};

/// All that resources/failures tells. Any thread; read once.
const QList<KnownFailure>& knownFailures();

/// The one whose signs say the most, of those that fit. What `signs` leaves unset is read out of its text.
std::optional<KnownFailure> knownFailure(const FailureSigns& signs);
/// Never set for what the person cancelled.
std::optional<KnownFailure> knownFailure(const Error& error);

/// `error`, its next step taken from what is known of it where it gives none itself.
Error explained(Error error);

/// Meaning, steps and what to hand to support, as plain text in several lines.
QString failureText(const KnownFailure& failure);

} // namespace spanglass
