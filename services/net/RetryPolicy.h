#pragma once

#include "services/net/HttpRequest.h"
#include "services/net/TransportFault.h"

#include <QDateTime>

#include <optional>

namespace spanglass {

/// One try's outcome, as far as it decides whether to try again.
struct TryOutcome {
    QByteArrayView method;
    int tries = 1; ///< so far, this one included
    int status = 0; ///< 0 with a fault
    std::string_view retryAfter = {}; ///< the field's value; empty when absent
    std::optional<TransportFault> fault = {};
    bool nothingSent = false;
    std::chrono::milliseconds sinceFirst{0};
    std::chrono::milliseconds untilDeadline{0};
};

/// How long to wait before the next try; nothing when there is to be none. `random`: 0 up to 1.
std::optional<std::chrono::milliseconds> waitBeforeRetry(
    const RetryRule& rule, const TryOutcome& outcome, double random, const QDateTime& now);

/// Whether doing the same twice is as good as doing it once (RFC 9110 section 9.2.2): GET, HEAD, OPTIONS, PUT, DELETE.
bool mayBeRepeated(QByteArrayView method);

/// Retry-After of RFC 9110 section 10.2.3: whole seconds, or a date. Nothing when it is neither.
std::optional<std::chrono::milliseconds> retryAfter(std::string_view value, const QDateTime& now);

} // namespace spanglass
