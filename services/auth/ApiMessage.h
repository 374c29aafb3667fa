#pragma once

#include "services/auth/SignInFault.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>

namespace spanglass {

/// One REST call. Bodies are JSON unless `contentType` says otherwise.
struct ApiRequest {
    QByteArray method = "GET";
    QString path; ///< from the host on, percent-encoding undone: "/api/2.0/sql/warehouses"
    QList<std::pair<QString, QString>> query = {}; ///< encoded by the client
    QByteArray body = {};
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< besides those that every call has
    std::chrono::milliseconds deadline{60'000}; ///< for each try, renewal not counted
    qint64 maxBody = 64ll << 20; ///< of the answer, content coding undone
};

struct LinkLimits {
    std::chrono::milliseconds deadline{120'000};
    qint64 maxBody = 256ll << 20;
};

struct ApiAnswer {
    int status = 0;
    QByteArray body;
    QByteArray contentType;
    QString requestId; ///< x-request-id
    QString workspaceId; ///< x-databricks-org-id
    std::chrono::nanoseconds duration{};
};

/// What the other side said, for callers that decide by it; people read the Error.
struct ApiFault {
    int httpStatus = 0; ///< 0 when no answer came
    QString errorCode; ///< "PERMISSION_DENIED", "SCIM_401"; empty when the answer had none
    QString serverMessage; ///< as it was sent, cut, plain text
    QString requestId;
    std::optional<std::chrono::seconds> retryAfter;
    std::optional<SignInFault> signIn; ///< set when signing in is what failed
};

struct ApiError : Error {
    ApiFault fault;
};

using ApiResult = std::expected<ApiAnswer, ApiError>; ///< the error converts to Error

} // namespace spanglass
