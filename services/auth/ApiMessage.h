#pragma once

#include "services/auth/SignInFault.h"
#include "services/net/BodyPipe.h"
#include "services/net/HttpMessage.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace spanglass {

/// One REST call. Bodies are JSON unless `contentType` says otherwise.
struct ApiRequest {
    QByteArray method = "GET";
    QString path = {}; ///< from the host on, percent-encoding undone: "/api/2.0/sql/warehouses"
    QList<std::pair<QString, QString>> query = {}; ///< encoded by the client
    QByteArray body = {};
    QByteArray contentType = "application/json";
    HttpFields fields = {}; ///< besides those that every call has
    std::chrono::milliseconds deadline{60'000}; ///< for each try, renewal of the token not counted
    std::chrono::milliseconds patience{60'000}; ///< how long 429 and 503 are waited out before they are the answer
    qint64 maxBody = 64ll << 20; ///< of the answer, content coding undone
    bool expectsJson = true; ///< a page of HTML is then a failure, whatever its status
};

struct LinkRequest {
    QUrl url; ///< a credential in itself; never logged
    HttpFields fields = {}; ///< those that the link's giver asks for
    std::chrono::milliseconds deadline{120'000};
    qint64 maxBody = 256ll << 20;
    std::shared_ptr<BodyPipe> pipe = nullptr; ///< takes the body of a 2xx answer in pieces
};

struct ApiAnswer {
    int status = 0;
    QByteArray body;
    HttpFields fields; ///< names in lower case
    QString requestId; ///< x-request-id
    QString workspaceId; ///< x-databricks-org-id
    std::chrono::nanoseconds duration{0};
};

/// What the other side said, for callers that decide by it; people read the Error.
struct ApiFault {
    int httpStatus = 0; ///< 0 when no answer came
    QString errorCode = {}; ///< "PERMISSION_DENIED", "SCIM_401"; empty when the answer had none
    QString serverMessage = {}; ///< as it was sent, cut, plain text
    QString requestId = {};
    std::optional<std::chrono::seconds> retryAfter = {};
    std::optional<SignInFault> signIn = {}; ///< set when signing in, or the way there, is what failed

    /// What a support case needs, on lines of their own: status, code, request id. Empty when there is nothing.
    QString details() const;
};

struct ApiError : Error {
    ApiFault fault;
};

template <class T = void> using ApiOutcome = std::expected<T, ApiError>; ///< the error converts to Error
using ApiResult = ApiOutcome<ApiAnswer>;

} // namespace spanglass
