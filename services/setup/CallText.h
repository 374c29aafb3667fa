#pragma once

#include "services/auth/ApiMessage.h"
#include "services/core/SetupReport.h"

#include <nlohmann/json_fwd.hpp>

namespace spanglass {

// A change is kept as the text that people see, and what is sent is read from that text: so the two cannot differ.

/// Stands for what must not be shown, in the one call that keeps a secret.
inline const QString SecretMark = QStringLiteral("<secret>");

/// "POST /api/2.0/... " and the body, indented, on further lines. `path` unencoded; none of its parts holds a slash.
SetupCall restCall(const QString& purpose, const char* method, const QString& path, const nlohmann::json& body);
/// Without a body.
SetupCall restCall(const QString& purpose, const char* method, const QString& path);
SetupCall sqlCall(const QString& purpose, const QString& statement);

/// What the text of a REST call asks for, with `secret` in place of the mark. BadInput for a text that is no call, or
/// needs a secret when there is none.
Result<ApiRequest> requestOf(const SetupCall& call, const QByteArray& secret = {});

} // namespace spanglass
