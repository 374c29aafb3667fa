#pragma once

#include "services/net/ChunkDecoder.h"
#include "services/net/HttpHandler.h"
#include "services/net/HttpLimits.h"
#include "services/net/HttpWriter.h"

#include <QTcpSocket>

#include <chrono>
#include <functional>

namespace spanglass {

/// One HTTP/1.1 connection on its worker's thread: reads a request, hands its body on as it comes, waits for the
/// answer, and only then reads the next, so that pipelined requests are answered in order.
class HttpConnection : public QObject {
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    struct Setup {
        HttpHandler& handler;
        const HttpLimits& limits;
        std::function<HttpResponder(std::uint64_t request)> responder;
        std::function<void(bool idle)> setIdle;
        const bool& closing; ///< the server is closing: answers end their connection
    };

    HttpConnection(qintptr descriptor, Setup setup, QObject* parent);
    ~HttpConnection() override { m_socket.disconnect(this); } // its own destructor may still report a disconnection

    void deliver(std::uint64_t request, HttpReply reply);
    /// Enforces the time limits.
    void checkTime(Clock::time_point now);
    /// Closes now when no request is under way.
    void closeIfIdle();
    /// As closeIfIdle, because another connection needs the room.
    void evict();
    /// Answers 503 and closes, whatever comes.
    void turnAway();
    void abort();

Q_SIGNALS:
    void gone();

private:
    enum class Phase : std::uint8_t { Head, Body, Answering, Sending, Draining, Closed };

    void pump();
    bool fill();
    std::string_view unread() const { return std::string_view(m_in).substr(m_at); }
    bool readHead();
    bool foreignProtocol();
    void startRequest(HttpHead head);
    bool readBody();
    bool takeBody(std::string_view bytes);
    void bodyComplete();
    bool drain();
    void enter(Phase phase);
    void fail(HttpFault fault, std::string_view example = {});
    void write(const HttpReply& reply, bool bodyUnread);
    bool sendPiece();
    void afterAnswer(bool close);
    void finishClose();
    void onDisconnected();

    Setup m_setup;
    QTcpSocket m_socket;
    std::string m_in; ///< read from the socket and not yet used, from m_at on
    std::size_t m_at = 0;
    std::size_t m_searched = 0; ///< of unread(), while looking for the end of the head
    Phase m_phase = Phase::Head;
    Clock::time_point m_since; ///< of the phase, of a head's first byte, or of the body window
    HttpHead m_head;
    std::unique_ptr<HttpExchange> m_exchange;
    ChunkDecoder m_chunks;
    std::uint64_t m_bodyBytes = 0;
    std::uint64_t m_windowBytes = 0; ///< arrived since m_since
    std::uint64_t m_drained = 0;
    std::uint64_t m_request = 0; ///< serial number; an answer to an earlier one is ignored
    bool m_headStarted = false;
    std::shared_ptr<BodySource> m_source; ///< while it is being sent
    PieceFraming m_framing = PieceFraming::None;
    bool m_closesAfterSource = false;
};

} // namespace spanglass
