#include "services/net/CurlFault.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

template <class Value> Value ask(CURL* handle, CURLINFO what) {
    Value value{};
    curl_easy_getinfo(handle, what, &value);
    return value;
}

/// Hosts whose certificates are always publicly trusted: Databricks on its three clouds, and where results are linked.
bool hasPublicCertificate(const QString& host) {
    static constexpr std::array Domains{".databricks.com"_L1, ".azuredatabricks.net"_L1, ".amazonaws.com"_L1,
        ".core.windows.net"_L1, ".googleapis.com"_L1};
    return std::ranges::any_of(Domains, [&](QLatin1StringView domain) { return host.endsWith(domain); });
}

/// Values of X509_V_ERR_* in OpenSSL's x509_vfy.h, which CURLINFO_SSL_VERIFYRESULT passes on; stable since 0.9.
TransportFault certificateFault(CURL* handle, const QUrl& url) {
    enum : long { Unspecified = 1, NotYetValid = 9, HasExpired = 10, HostnameMismatch = 62 };
    const long verify = ask<long>(handle, CURLINFO_SSL_VERIFYRESULT);
    if (verify == NotYetValid)
        return TransportFault::TlsNotYetValid;
    if (verify == HasExpired)
        return TransportFault::TlsExpired;
    // Unspecified is what libcurl starts with: the chain was sound, and its own comparison of the name failed.
    if (verify == 0 || verify == Unspecified || verify == HostnameMismatch)
        return TransportFault::TlsWrongHost;
    return hasPublicCertificate(url.host()) ? TransportFault::TlsIntercepted : TransportFault::TlsUntrusted;
}

TransportFault connectFault(CURL* handle, bool proxied) {
    if (proxied)
        return TransportFault::ProxyUnreachable;
    const long number = ask<long>(handle, CURLINFO_OS_ERRNO);
    const auto condition = std::system_category().default_error_condition(static_cast<int>(number));
    return condition == std::errc::connection_refused ? TransportFault::Refused : TransportFault::Unreachable;
}

/// What was asked of the proxy did not come about: no answer to CONNECT, or none that was understood.
bool endedAtProxy(CURL* handle, const QUrl& url) {
    return url.scheme() == "https"_L1 && ask<curl_off_t>(handle, CURLINFO_APPCONNECT_TIME_T) == 0
        && ask<long>(handle, CURLINFO_HTTP_CONNECTCODE) == 0;
}

} // namespace

TransportFault curlFault(CURL* handle, CURLcode code, const QUrl& url, bool proxied) {
    if (const long connect = ask<long>(handle, CURLINFO_HTTP_CONNECTCODE); proxied && connect >= 300)
        return connect == 407 ? TransportFault::ProxyNeedsSignIn : TransportFault::ProxyRefused;
    switch (code) {
    case CURLE_URL_MALFORMAT:
        return TransportFault::BadRequest;
    case CURLE_UNSUPPORTED_PROTOCOL: // our own scheme has been checked: the answer was HTTP/0.9 or none at all
    case CURLE_WEIRD_SERVER_REPLY:
        return TransportFault::NotHttp;
    case CURLE_COULDNT_RESOLVE_PROXY:
        return TransportFault::ProxyNotFound;
    case CURLE_COULDNT_RESOLVE_HOST:
        return TransportFault::NameNotFound;
    case CURLE_COULDNT_CONNECT:
        return connectFault(handle, proxied);
    case CURLE_OPERATION_TIMEDOUT: // only the connection's time is left to libcurl
        return proxied && ask<curl_off_t>(handle, CURLINFO_CONNECT_TIME_T) == 0 ? TransportFault::ProxyUnreachable
                                                                                : TransportFault::ConnectTimeout;
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateFault(handle, url);
    case CURLE_SSL_CONNECT_ERROR:
        return TransportFault::TlsFailed;
    case CURLE_SSL_CACERT_BADFILE:
        return TransportFault::CaFileUnreadable;
    case CURLE_PROXY:
        return TransportFault::ProxyRefused;
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return TransportFault::Http2Stream;
    case CURLE_OUT_OF_MEMORY: // what libcurl says of one header line beyond its own limit of 100 KB
        return TransportFault::HeadTooLarge;
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND: // a kept connection ended, and the request may not be sent again
    case CURLE_PARTIAL_FILE:
        return proxied && endedAtProxy(handle, url) ? TransportFault::ProxyRefused : TransportFault::CutOff;
    default:
        return TransportFault::Unknown;
    }
}

} // namespace spanglass
