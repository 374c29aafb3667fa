#pragma once

#include "services/auth/SignInFault.h"
#include "services/auth/Token.h"
#include "services/net/HttpRequest.h"
#include "services/replay/Exporter.h"
#include "services/replay/exporters/TargetRoute.h"

#include <QDateTime>

namespace spanglass {

/// What an answer is understood and explained with.
struct AnswerPlace {
    const TargetRoute& route;
    Signal signal = Signal::Traces;
    TokenFacts token = {}; ///< what the request was signed with
    QList<Secret> secrets = {}; ///< masked in the server's words
    QDateTime now = {};
};

/// What an HTTP answer means (OTLP specification, "OTLP/HTTP Response"): retryable are 429, 502, 503 and 504 alone.
ExportAnswer readAnswer(const HttpAnswer& answer, const AnswerPlace& place);

/// What it means that there was none.
ExportAnswer readFailure(const HttpFailure& failure);

/// Why nobody could sign in.
ExportAnswer readFailure(const SignInError& error);

ExportAnswer notSentAnswer();

/// For a request that had left: that it may have been taken, and what to do about it.
ExportAnswer uncertainAnswer(const Error& cause);

} // namespace spanglass
