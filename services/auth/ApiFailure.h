#pragma once

#include "services/auth/ApiErrorBody.h"
#include "services/auth/ApiMessage.h"
#include "services/core/ConnectionSettings.h"
#include "services/core/Secret.h"
#include "services/net/TransportFault.h"

#include <QDateTime>

namespace spanglass {

/// What the sentences about a failed call need.
struct ApiPlace {
    ConnectionSettings connection;
    QString path; ///< of the call
    QList<Secret> secrets; ///< masked in what the server says
    QDateTime now;
};

/// An answer that is no success, as a failure to show. The code decides first, then the status.
ApiError apiFailure(const HttpAnswer& answer, const ApiPlace& place);
ApiError apiFailure(const HttpFailure& failure);
ApiError apiFailure(const SignInError& error);

/// A link to external storage that gave nothing: it has ended, as a rule, and its giver has to be asked again. Never a
/// matter of signing in.
ApiError linkFailure(const HttpAnswer& answer, const ApiPlace& place);

/// Set when an answer is a page for people instead of what was asked for: of a login, of Private Link, of a proxy.
std::optional<ApiError> pageInstead(const HttpAnswer& answer, const ApiPlace& place);

/// Whether the credentials are what the server does not accept: a 401, or a 403 that says so.
bool refusesToken(const HttpAnswer& answer);

/// Whether a GET that was answered so may be sent again.
bool mayPass(const HttpAnswer& answer);

} // namespace spanglass
