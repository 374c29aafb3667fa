#pragma once

#include "services/auth/CliProcess.h"
#include "services/auth/TokenProvider.h"

namespace spanglass {

/// The token that `databricks auth token` printed (databricks-api.md 1.5, confirmed: cli cmd/auth/token.go). Unset for
/// anything else. `now` counts for an answer that only says how long the token lasts.
std::optional<Token> readCliToken(const QByteArray& output, const QDateTime& now);

/// `expiry` in RFC 3339 with or without fractions and offset, or, from old versions, a local time with a blank in it.
std::optional<QDateTime> readCliTime(const QString& text);

/// Why a run gave no token, told apart by what it wrote (the table of databricks-api.md 1.5).
SignInError cliFailure(const CliOutcome& outcome, const SignInContext& context);

/// Whether the run failed because it does not know the option.
bool lacksOption(const CliOutcome& outcome, const QByteArray& option);

} // namespace spanglass
