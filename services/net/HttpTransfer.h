#pragma once

#include "services/net/AnswerReader.h"
#include "services/net/ClientSetup.h"

#include <curl/curl.h>

#include <array>

namespace spanglass {

/// One try of one request on the wire: libcurl's handle, what it needs while it runs, and what has arrived. Lives on
/// the client's thread.
class HttpTransfer {
public:
    using Clock = std::chrono::steady_clock;

    /// `request` must outlive the transfer. `url` differs from the request's after a redirect; `trusted` says whether
    /// the Authorization may go there. `share` holds the TLS sessions.
    HttpTransfer(const HttpRequest& request, const QUrl& url, bool trusted, ClientSetup& setup, CURLSH* share);
    ~HttpTransfer();
    HttpTransfer(const HttpTransfer&) = delete;
    HttpTransfer& operator=(const HttpTransfer&) = delete;

    /// What makes the request unfit to be sent at all.
    std::optional<HttpFailure> problem() const { return m_problem; }
    CURL* handle() const { return m_handle; }
    const AnswerReader& reader() const { return m_reader; }
    HttpAnswer takeAnswer() { return m_reader.take(); }

    /// libcurl is done with it: the failure, if it was one.
    std::optional<HttpFailure> outcome(CURLcode code);
    /// The failure of a transfer that is ended from here.
    HttpFailure ended(TransportFault fault, std::chrono::milliseconds time = {}) const;

    /// Goes on reading once the pipe has room.
    void resumeIfRoom();
    Clock::time_point lastBytes() const { return m_lastBytes; }
    bool connected() const; ///< and, with https, the handshake done
    bool nothingSent() const;
    /// Libcurl has taken all of the request and begun to send it; some may still be on this computer.
    bool wholeSent() const;
    qint64 bytesOut() const;
    qint64 bytesIn() const;

private:
    static std::size_t onHead(char* bytes, std::size_t one, std::size_t count, void* self);
    static std::size_t onBody(char* bytes, std::size_t one, std::size_t count, void* self);
    static std::size_t onUpload(char* bytes, std::size_t one, std::size_t count, void* self);
    static int onRewind(void* self, curl_off_t offset, int origin);
    void sendOnce();
    void addField(std::string_view name, std::string_view value);
    void addFields(bool trusted);
    void setMethod();
    void setTls(ClientSetup& setup);
    void setRoute(const ProxyRoute& route);
    void check(bool trusted);

    const HttpRequest& m_request;
    const QUrl m_url;
    AnswerReader m_reader;
    CURL* m_handle;
    curl_slist* m_fields = nullptr;
    QString m_proxy;
    QByteArray m_authorities; ///< read by libcurl while the transfer runs
    std::array<char, CURL_ERROR_SIZE> m_message{};
    qsizetype m_uploaded = 0; ///< bytes of the body that libcurl has taken
    std::optional<HttpFailure> m_problem;
    Clock::time_point m_lastBytes = Clock::now();
};

} // namespace spanglass
