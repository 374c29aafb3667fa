#pragma once

#include "services/net/TransportFault.h"

#include <QUrl>

#include <curl/curl.h>

namespace spanglass {

/// What libcurl's result of a transfer means. `proxied`: it went through a proxy. CURLE_OK is not for this function.
TransportFault curlFault(CURL* handle, CURLcode code, const QUrl& url, bool proxied);

} // namespace spanglass
