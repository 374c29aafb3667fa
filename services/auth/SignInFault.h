#pragma once

#include "services/core/Error.h"

#include <cstdint>
#include <expected>

namespace spanglass {

/// Each way in which signing in fails, by name; the sentences are made by signInError.
enum class SignInFault : std::uint8_t {
    CliMissing,
    CliOld, ///< the Python CLI, or one without `auth token`
    CliNotLoggedIn,
    CliTimedOut,
    CliFailed, ///< something else that the CLI said, which is quoted
    RefreshExpired,
    SignedOut, ///< nothing is kept to sign in with
    WrongHost, ///< answers, but is no Databricks workspace
    NameNotFound,
    Unreachable,
    NoSuchProfile,
    NoProfileChosen,
    AmbiguousCredentials, ///< several kinds in one profile, or several profiles for one host
    UnsupportedCredentials, ///< a kind that Spanglass does not speak (Azure, Google, OIDC federation)
    InsecureHost, ///< a secret would leave in the clear
    Proxy,
    Tls,
    ClockSkew,
    Unauthorized, ///< 401: the credentials are not valid
    Forbidden, ///< 403: valid, but not allowed here
    BrowserNotOpened,
    BrowserTimedOut,
    StateMismatch,
    PortsBusy,
    UserDenied,
    OAuthRefused, ///< any other OAuth error, which is quoted
    BadAnswer, ///< a reply that is none of what the protocol says
    TimedOut,
    Cancelled,
};

/// Short stable name, for logs and JSON ("cli-missing").
QLatin1StringView signInFaultName(SignInFault fault);

struct SignInError : Error {
    SignInFault fault = SignInFault::BadAnswer;
};

/// What the sentences speak of; unset parts are left out.
struct SignInContext {
    QString host = {};
    QString profile = {};
    QString detail = {}; ///< what the other side said, without secrets; cut to a sane length
};

SignInError signInError(SignInFault fault, const SignInContext& context = {});

template <class T> using SignInResult = std::expected<T, SignInError>; ///< converts to Result<T>

} // namespace spanglass
