#pragma once

#include "services/core/Nanos.h"

#include <QByteArray>
#include <QString>

namespace spanglass {

/// One try of one outgoing request as the diagnostics show it. Never holds fields, bodies, tokens or values of the
/// query.
struct RequestRecord {
    UnixNanos time = {}; ///< when the try began
    QByteArray method = {};
    QString host = {}; ///< with the port where it is not the scheme's own
    QString path = {}; ///< followed by the names in the query: "/api/2.0/x?name,page_token"
    int status = 0; ///< 0 when no answer came
    QByteArray requestId = {}; ///< x-request-id of the answer
    qint64 bytesOut = 0; ///< body only
    qint64 bytesIn = 0; ///< body only, as sent, before inflation
    Nanos duration = {};
    int attempt = 1; ///< 2 and more for retries and redirects
    QLatin1StringView fault = {}; ///< transportFaultName; empty when an answer came whole
};

} // namespace spanglass
