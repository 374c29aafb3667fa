#include "services/net/HttpTransfer.h"

#include "services/net/CurlFault.h"
#include "services/net/RetryPolicy.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr long ReadBufferBytes = 128 * 1024;
constexpr long LongestRestSeconds = 50;

QString hostWithPort(const QUrl& url) {
    return url.port() > 0 ? url.host() + u':' + QString::number(url.port()) : url.host();
}

bool isToken(std::string_view text) { // RFC 9110 section 5.6.2
    constexpr std::string_view Marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || Marks.contains(c);
    });
}

bool isOneLine(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos; }

qint64 amount(CURL* handle, CURLINFO what) {
    curl_off_t value = 0;
    curl_easy_getinfo(handle, what, &value);
    return value;
}

} // namespace

HttpTransfer::HttpTransfer(const HttpRequest& request, const QUrl& url, bool trusted, ClientSetup& setup, CURLSH* share)
    : m_request(request)
    , m_url(url)
    , m_reader(request)
    , m_handle(curl_easy_init()) {
    const ProxyRoute route = setup.route(url);
    m_proxy = QString::fromUtf8(route.address);
    check(trusted);
    if (m_problem)
        return;
    curl_easy_setopt(m_handle, CURLOPT_URL, url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveUserInfo).constData());
    curl_easy_setopt(m_handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m_handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(m_handle, CURLOPT_NOSIGNAL, 1L);
    // Otherwise ending a transfer waits for the system's name look-up, which may take half a minute.
    curl_easy_setopt(m_handle, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(m_handle, CURLOPT_ERRORBUFFER, m_message.data());
    curl_easy_setopt(m_handle, CURLOPT_BUFFERSIZE, ReadBufferBytes);
    curl_easy_setopt(m_handle, CURLOPT_TCP_KEEPALIVE, 1L);
    // A kept connection may turn out to be dead only when a request was sent on it. Load balancers drop idle ones after
    // a minute or more, so a shorter rest keeps that rare.
    curl_easy_setopt(m_handle, CURLOPT_MAXAGE_CONN, LongestRestSeconds);
    curl_easy_setopt(m_handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(setup.settings().connectTime.count()));
    curl_easy_setopt(m_handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    // With https, waits a moment for the first connection to say whether it takes several requests at once.
    curl_easy_setopt(m_handle, CURLOPT_PIPEWAIT, url.scheme() == "https"_L1 ? 1L : 0L);
    curl_easy_setopt(m_handle, CURLOPT_SHARE, share);
    curl_easy_setopt(m_handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(m_handle, CURLOPT_HEADERFUNCTION, &HttpTransfer::onHead);
    curl_easy_setopt(m_handle, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(m_handle, CURLOPT_WRITEFUNCTION, &HttpTransfer::onBody);
    curl_easy_setopt(m_handle, CURLOPT_WRITEDATA, this);
    setRoute(route);
    setTls(setup);
    setMethod();
    addFields(trusted);
}

HttpTransfer::~HttpTransfer() {
    curl_easy_cleanup(m_handle);
    curl_slist_free_all(m_fields);
}

void HttpTransfer::check(bool trusted) {
    const QString scheme = m_url.scheme();
    const bool plain = scheme == "http"_L1;
    if (!m_url.isValid() || m_url.host().isEmpty() || (!plain && scheme != "https"_L1)) {
        m_problem = transportFailure(
            TransportFault::BadRequest, {.detail = u"the address is not an http or https address"_s});
    } else if (plain && trusted && !m_request.authorization.isEmpty() && !isThisComputer(m_url.host())) {
        m_problem = ended(TransportFault::PlainTextRefused);
    } else if (!isToken(m_request.method.toStdString()) || !isOneLine(m_request.authorization.reveal().toStdString())
        || !std::ranges::all_of(
            m_request.fields, [](const HttpField& field) { return isToken(field.name) && isOneLine(field.value); })) {
        m_problem = transportFailure(TransportFault::BadRequest,
            {.detail = u"a header field has a line break or a name that HTTP does not allow"_s});
    }
}

void HttpTransfer::setRoute(const ProxyRoute& route) {
    // An empty address keeps libcurl from reading the environment itself.
    curl_easy_setopt(m_handle, CURLOPT_PROXY, route.address.constData());
    curl_easy_setopt(m_handle, CURLOPT_NOPROXY, route.exceptions.constData());
    if (route.user.isEmpty())
        return;
    curl_easy_setopt(m_handle, CURLOPT_PROXYUSERNAME, route.user.constData());
    curl_easy_setopt(m_handle, CURLOPT_PROXYPASSWORD, route.password.reveal().constData());
    curl_easy_setopt(m_handle, CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_ANY));
}

void HttpTransfer::setTls(ClientSetup& setup) {
    curl_easy_setopt(m_handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_handle, CURLOPT_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));
    const auto& authorities = setup.authorities();
    if (!authorities.problem.isEmpty() && m_url.scheme() == "https"_L1) {
        m_problem = transportFailure(TransportFault::CaFileUnreadable, {.detail = authorities.problem});
        return;
    }
    if (authorities.pem.isEmpty())
        return;
    m_authorities = authorities.pem;
    curl_blob blob{m_authorities.data(), static_cast<std::size_t>(m_authorities.size()), CURL_BLOB_NOCOPY};
    curl_easy_setopt(m_handle, CURLOPT_CAINFO_BLOB, &blob);
    curl_easy_setopt(m_handle, CURLOPT_PROXY_CAINFO_BLOB, &blob);
}

void HttpTransfer::setMethod() {
    if (m_request.method == "HEAD") {
        curl_easy_setopt(m_handle, CURLOPT_NOBODY, 1L);
        return;
    }
    if (!mayBeRepeated(m_request.method)) {
        sendOnce();
    } else if (!m_request.body.isEmpty() || m_request.method == "PUT") {
        curl_easy_setopt(m_handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        curl_easy_setopt(m_handle, CURLOPT_POSTFIELDS, m_request.body.constData());
    }
    curl_easy_setopt(m_handle, CURLOPT_CUSTOMREQUEST, m_request.method.constData());
}

/// libcurl sends any request again when a kept connection ends before an answer began. The server may have done what it
/// says by then, so it is kept from that: by a body that cannot be had a second time, or, without one, by a connection
/// that is not a kept one.
void HttpTransfer::sendOnce() {
    curl_easy_setopt(m_handle, CURLOPT_POST, 1L);
    curl_easy_setopt(m_handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
    if (m_request.body.isEmpty())
        curl_easy_setopt(m_handle, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(m_handle, CURLOPT_READFUNCTION, &HttpTransfer::onUpload);
    curl_easy_setopt(m_handle, CURLOPT_READDATA, this);
    curl_easy_setopt(m_handle, CURLOPT_SEEKFUNCTION, &HttpTransfer::onRewind);
    curl_easy_setopt(m_handle, CURLOPT_SEEKDATA, this);
}

void HttpTransfer::addField(std::string_view name, std::string_view value) {
    std::string line(name);
    line += value.empty() ? ";" : ": "; // libcurl's way to say an empty value; "name:" would remove the field
    line += value;
    m_fields = curl_slist_append(m_fields, line.c_str());
}

void HttpTransfer::addFields(bool trusted) {
    bool namesAgent = false;
    bool namesType = false;
    bool namesCoding = false;
    for (const HttpField& field : m_request.fields) {
        namesAgent = namesAgent || equalsIgnoringCase(field.name, "user-agent");
        namesType = namesType || equalsIgnoringCase(field.name, "content-type");
        namesCoding = namesCoding || equalsIgnoringCase(field.name, "accept-encoding");
        addField(field.name, field.value);
    }
    if (!namesAgent)
        addField("User-Agent", "spanglass/" SPANGLASS_VERSION);
    if (!namesCoding)
        addField("Accept-Encoding", "gzip, deflate, zstd");
    if (!namesType)
        m_fields = curl_slist_append(m_fields, "Content-Type:"); // libcurl would call any body a form
    m_fields = curl_slist_append(m_fields, "Expect:"); // few servers answer it, and libcurl waits a second
    if (trusted && !m_request.authorization.isEmpty())
        addField("Authorization", m_request.authorization.reveal().toStdString());
    curl_easy_setopt(m_handle, CURLOPT_HTTPHEADER, m_fields);
    curl_easy_setopt(m_handle, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE)); // none of it to the proxy
}

std::size_t HttpTransfer::onUpload(char* bytes, std::size_t one, std::size_t count, void* self) {
    auto* transfer = static_cast<HttpTransfer*>(self);
    const QByteArray& body = transfer->m_request.body;
    const auto size = std::min(static_cast<qsizetype>(one * count), body.size() - transfer->m_uploaded);
    std::copy_n(body.constData() + transfer->m_uploaded, size, bytes);
    transfer->m_uploaded += size;
    return static_cast<std::size_t>(size);
}

/// Once something has answered, as a proxy does that wants a password first, the request was not done.
int HttpTransfer::onRewind(void* self, curl_off_t offset, int) {
    auto* transfer = static_cast<HttpTransfer*>(self);
    if (!transfer->m_reader.begun())
        return CURL_SEEKFUNC_FAIL;
    transfer->m_uploaded = static_cast<qsizetype>(offset);
    return CURL_SEEKFUNC_OK;
}

std::size_t HttpTransfer::onHead(char* bytes, std::size_t one, std::size_t count, void* self) {
    auto* transfer = static_cast<HttpTransfer*>(self);
    transfer->m_lastBytes = Clock::now();
    return transfer->m_reader.headLine({bytes, one * count}) == AnswerReader::Taken::Yes ? one * count : 0;
}

std::size_t HttpTransfer::onBody(char* bytes, std::size_t one, std::size_t count, void* self) {
    auto* transfer = static_cast<HttpTransfer*>(self);
    transfer->m_lastBytes = Clock::now();
    switch (transfer->m_reader.body({bytes, one * count})) {
    case AnswerReader::Taken::Yes:
        return one * count;
    case AnswerReader::Taken::NoRoom:
        return CURL_WRITEFUNC_PAUSE;
    case AnswerReader::Taken::Stop:
        break;
    }
    return 0;
}

std::optional<HttpFailure> HttpTransfer::outcome(CURLcode code) {
    if (code == CURLE_OK)
        m_reader.finish();
    if (m_reader.fault())
        return ended(*m_reader.fault());
    if (code == CURLE_SEND_FAIL_REWIND) // its own words are about what was done to it here
        m_message.fill(0);
    if (code != CURLE_OK) {
        const bool proxied = !m_proxy.isEmpty();
        return ended(curlFault(m_handle, code, m_url, proxied));
    }
    if (m_reader.answer().status == 407 && !m_proxy.isEmpty()) // plain http: the proxy answers in the server's place
        return ended(TransportFault::ProxyNeedsSignIn);
    return std::nullopt;
}

HttpFailure HttpTransfer::ended(TransportFault fault, std::chrono::milliseconds time) const {
    FaultPlace place{.host = hostWithPort(m_url), .proxy = m_proxy, .detail = m_reader.detail(), .time = time};
    if (place.detail.isEmpty())
        place.detail = QString::fromLocal8Bit(m_message.data());
    place.limit = fault == TransportFault::HeadTooLarge ? AnswerReader::MostHeadBytes : m_request.maxBody;
    return transportFailure(fault, place);
}

void HttpTransfer::resumeIfRoom() {
    if (!m_reader.waitsForRoom() || !m_request.pipe->hasRoom())
        return;
    m_lastBytes = Clock::now();
    curl_easy_pause(m_handle, CURLPAUSE_CONT);
}

bool HttpTransfer::connected() const { return amount(m_handle, CURLINFO_PRETRANSFER_TIME_T) > 0; }

bool HttpTransfer::nothingSent() const {
    long size = 0;
    curl_easy_getinfo(m_handle, CURLINFO_REQUEST_SIZE, &size);
    return size == 0;
}

bool HttpTransfer::wholeSent() const {
    const bool takesBodyOnce = !mayBeRepeated(m_request.method);
    return !nothingSent() && (!takesBodyOnce || m_uploaded == m_request.body.size());
}

qint64 HttpTransfer::bytesOut() const { return amount(m_handle, CURLINFO_SIZE_UPLOAD_T); }
qint64 HttpTransfer::bytesIn() const { return amount(m_handle, CURLINFO_SIZE_DOWNLOAD_T); }

} // namespace spanglass
