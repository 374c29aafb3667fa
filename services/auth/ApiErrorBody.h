#pragma once

#include "services/net/HttpRequest.h"

#include <QString>

#include <optional>

namespace spanglass {

/// The body of an error in every form that Databricks and MLflow servers are known to send (databricks-api.md section
/// 11, confirmed: sdk-py errors/deserializer.py).
struct ApiErrorBody {
    QString code; ///< "PERMISSION_DENIED", "SCIM_404"; empty when there was none
    QString message; ///< as sent; empty when there was none
    QString requestId; ///< of the body, which may know it when the header does not
    std::optional<std::chrono::seconds> retryAfter; ///< of the header, else of the body
    bool isHtml = false;

    static ApiErrorBody read(const HttpAnswer& answer);
};

/// Whether a body is a page for people.
bool isHtmlPage(const HttpAnswer& answer);
/// What stands in its <pre> or <title>; empty without one.
QString pageText(const QByteArray& html);

} // namespace spanglass
