#include "services/net/HttpConnection.h"

#include "services/net/HttpHeadParser.h"

#include <QHostAddress>

namespace spanglass {

namespace {

constexpr std::size_t ReadStep = 64 * 1024;
constexpr qint64 SocketBuffer = 256 * 1024; // bounds what a peer can make us hold while its request waits
constexpr qint64 MaxUnsent = 256 * 1024; // of answers; beyond it the next request waits
constexpr std::string_view Http2Magic = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

std::string peerName(const QTcpSocket& socket) {
    std::string text = socket.peerAddress().toString().toStdString();
    if (text.starts_with("::ffff:")) // an IPv4 peer of a listener for both families
        text.erase(0, std::string_view("::ffff:").size());
    const bool v6 = text.find(':') != std::string::npos;
    return (v6 ? "[" + text + "]" : text) + ":" + std::to_string(socket.peerPort());
}

} // namespace

HttpConnection::HttpConnection(qintptr descriptor, Setup setup, QObject* parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_since(Clock::now()) {
    m_socket.setReadBufferSize(SocketBuffer);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpConnection::pump);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::pump);
    connect(&m_socket, &QTcpSocket::disconnected, this, &HttpConnection::onDisconnected);
    m_socket.setSocketDescriptor(descriptor);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_head.peer = peerName(m_socket);
}

void HttpConnection::pump() {
    bool more = true;
    while (more) {
        switch (m_phase) {
        case Phase::Head:
            // A peer that does not read its answers is not asked for more; bytesWritten comes back here.
            more = m_socket.bytesToWrite() <= MaxUnsent && readHead();
            break;
        case Phase::Body:
            more = readBody();
            break;
        case Phase::Sending:
            more = m_socket.bytesToWrite() <= MaxUnsent && sendPiece();
            break;
        case Phase::Draining:
            more = drain();
            break;
        case Phase::Answering:
        case Phase::Closed:
            more = false;
            break;
        }
    }
}

/// Appends what the socket holds to the unread bytes; false when there was nothing.
bool HttpConnection::fill() {
    if (m_at == m_in.size()) {
        m_in.clear();
        m_at = 0;
    } else if (m_at > ReadStep) {
        m_in.erase(0, std::exchange(m_at, 0));
    }
    const std::size_t before = m_in.size();
    m_in.resize_and_overwrite(before + ReadStep, [&](char* text, std::size_t) {
        const qint64 got = m_socket.read(text + before, ReadStep);
        return before + static_cast<std::size_t>(std::max<qint64>(got, 0));
    });
    return m_in.size() > before;
}

bool HttpConnection::readHead() {
    while (unread().starts_with("\r\n") && !m_headStarted)
        m_at += 2; // RFC 9112 section 2.2: an empty line before a request is ignored
    if (unread() == "\r" && !m_headStarted)
        return fill();
    const auto end = findHeadEnd(unread(), m_searched);
    m_searched = unread().empty() ? 0 : unread().size() - 1;
    if (!unread().empty() && !std::exchange(m_headStarted, true)) {
        enter(Phase::Head);
        m_setup.setIdle(false);
    }
    if (foreignProtocol())
        return true;
    if (end.kind == HeadEnd::Kind::BareNewline) {
        fail(HttpFault::MalformedHead, unread().substr(0, 80));
        return true;
    }
    const bool complete = end.kind == HeadEnd::Kind::Complete;
    if ((complete ? end.size : unread().size()) > m_setup.limits.maxHeadBytes) {
        fail(HttpFault::HeadTooLarge);
        return true;
    }
    if (!complete)
        return fill();
    auto head = parseHttpHead(unread().substr(0, end.size));
    const std::string_view firstLine = unread().substr(0, std::min<std::size_t>(unread().find('\r'), 200));
    const std::string example(firstLine);
    m_at += end.size;
    if (!head) {
        head.error().head.peer = m_head.peer;
        m_head = std::move(head.error().head);
        fail(head.error().fault, example);
    } else {
        startRequest(std::move(*head));
    }
    return true;
}

/// A TLS record of type handshake, version 3.x, or the HTTP/2 connection preface, is told apart by its first bytes.
bool HttpConnection::foreignProtocol() {
    const auto first = unread();
    if (first.size() >= 2 && first[0] == 0x16 && first[1] == 0x03) {
        fail(HttpFault::TlsHello);
        return true;
    }
    if (first.size() >= 16 && Http2Magic.starts_with(first.substr(0, Http2Magic.size()))) {
        fail(HttpFault::Http2Preface);
        return true;
    }
    return false;
}

void HttpConnection::startRequest(HttpHead head) {
    head.peer = m_head.peer;
    m_head = std::move(head);
    m_headStarted = false;
    m_searched = 0;
    m_bodyBytes = 0;
    m_chunks = {};
    ++m_request;
    if (m_head.contentLength.value_or(0) > m_setup.limits.maxBodyBytes)
        return fail(HttpFault::BodyTooLarge, std::to_string(*m_head.contentLength) + " bytes");
    auto begun = m_setup.handler.begin(m_head);
    if (const auto* refusal = std::get_if<HttpReply>(&begun)) {
        const bool bodyComes = m_head.chunked || m_head.contentLength.value_or(0) > 0;
        return write(*refusal, bodyComes);
    }
    m_exchange = std::move(std::get<std::unique_ptr<HttpExchange>>(begun));
    enter(Phase::Body);
    if (!m_head.chunked && m_head.contentLength.value_or(0) == 0)
        return bodyComplete();
    if (m_head.expectsContinue && unread().empty() && m_socket.bytesAvailable() == 0)
        m_socket.write("HTTP/1.1 100 Continue\r\n\r\n");
}

bool HttpConnection::readBody() {
    if (unread().empty() && !fill())
        return false;
    std::string_view in = unread();
    m_windowBytes += in.size();
    if (!m_head.chunked) {
        const auto left = *m_head.contentLength - m_bodyBytes;
        const auto bytes = in.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left, in.size())));
        m_at += bytes.size();
        if (takeBody(bytes) && m_bodyBytes == *m_head.contentLength)
            bodyComplete();
        return true;
    }
    std::string_view data;
    while (m_phase == Phase::Body) {
        const auto step = m_chunks.next(in, data);
        m_at = m_in.size() - in.size();
        if (step == ChunkDecoder::Step::Data)
            takeBody(data);
        else if (step == ChunkDecoder::Step::End)
            bodyComplete();
        else if (step == ChunkDecoder::Step::Invalid)
            fail(HttpFault::ChunkInvalid);
        else
            return true;
    }
    return true;
}

/// False when the request has ended here.
bool HttpConnection::takeBody(std::string_view bytes) {
    m_bodyBytes += bytes.size();
    if (m_bodyBytes > m_setup.limits.maxBodyBytes) {
        fail(HttpFault::BodyTooLarge, "chunked body");
        return false;
    }
    if (const auto reply = m_exchange->body(bytes)) {
        write(*reply, true);
        return false;
    }
    return true;
}

void HttpConnection::bodyComplete() {
    enter(Phase::Answering);
    m_exchange->end(m_setup.responder(m_request));
}

void HttpConnection::deliver(std::uint64_t request, HttpReply reply) {
    if (m_phase != Phase::Answering || request != m_request)
        return;
    write(reply, false);
    pump();
}

void HttpConnection::enter(Phase phase) {
    m_phase = phase;
    m_since = Clock::now();
    m_windowBytes = 0;
}

/// `bodyUnread`: the rest of the body will not be read as such, so the connection cannot be used again.
void HttpConnection::write(const HttpReply& reply, bool bodyUnread) {
    m_exchange.reset();
    m_framing = pieceFraming(reply, m_head);
    const bool untilClose = m_framing == PieceFraming::Plain && !reply.source->size();
    const bool close = bodyUnread || reply.close || !m_head.keepAlive || m_setup.closing || untilClose;
    const std::string text = writeHttpReply(reply, m_head, close);
    m_socket.write(text.data(), static_cast<qint64>(text.size()));
    if (m_framing != PieceFraming::None) {
        m_source = reply.source;
        m_closesAfterSource = close;
        enter(Phase::Sending);
    } else if (bodyUnread) {
        m_drained = 0;
        enter(Phase::Draining);
    } else {
        afterAnswer(close);
    }
}

void HttpConnection::afterAnswer(bool close) {
    if (close)
        return finishClose();
    enter(Phase::Head);
    m_setup.setIdle(true);
}

/// False when the connection is not written to any more.
bool HttpConnection::sendPiece() {
    const BodySource::Piece piece = m_source->next();
    const std::string text = m_framing == PieceFraming::Chunked ? writeChunk(piece) : piece.bytes;
    m_socket.write(text.data(), static_cast<qint64>(text.size()));
    enter(Phase::Sending);
    if (piece.after == BodySource::After::More)
        return true;
    m_source.reset();
    afterAnswer(m_closesAfterSource || piece.after == BodySource::After::BreakOff);
    return m_phase != Phase::Closed;
}

void HttpConnection::fail(HttpFault fault, std::string_view example) {
    const HttpReply reply = m_setup.handler.fault(fault, m_head, example);
    if (fault == HttpFault::Http2Preface) {
        const std::string text = writeGoAway(reply.body);
        m_socket.write(text.data(), static_cast<qint64>(text.size()));
    }
    if (reply.status != 0 && httpFaultStatus(fault) != 0)
        return write(reply, true);
    m_exchange.reset();
    finishClose();
}

/// Reads on for a while after an early answer: closing with unread bytes would reset the connection, and the peer might
/// never see why.
bool HttpConnection::drain() {
    m_at = m_in.size();
    if (!fill())
        return false;
    m_drained += unread().size();
    if (m_drained > m_setup.limits.drainBytes)
        finishClose();
    return true;
}

void HttpConnection::finishClose() {
    enter(Phase::Closed);
    m_socket.disconnectFromHost();
}

void HttpConnection::checkTime(Clock::time_point now) {
    const auto& limits = m_setup.limits;
    const auto spent = now - m_since;
    switch (m_phase) {
    case Phase::Head:
        if (m_headStarted && spent > limits.headTime)
            fail(HttpFault::HeadTooSlow);
        else if (!m_headStarted && spent > limits.idleTime)
            finishClose();
        break;
    case Phase::Body:
        if (spent <= limits.bodyWindow)
            break;
        if (m_windowBytes < limits.minBodyBytes)
            fail(HttpFault::BodyTooSlow, std::to_string(m_bodyBytes) + " bytes had arrived");
        else
            enter(Phase::Body);
        break;
    case Phase::Draining:
        if (spent > limits.drainTime)
            finishClose();
        break;
    case Phase::Sending:
        if (spent > limits.bodyWindow)
            abort(); // the peer does not take the answer
        break;
    case Phase::Closed:
        if (spent > limits.drainTime)
            abort(); // nor what is left of it
        break;
    case Phase::Answering:
        break;
    }
}

void HttpConnection::closeIfIdle() {
    if (m_phase == Phase::Head)
        finishClose();
}

void HttpConnection::evict() {
    if (m_phase != Phase::Head)
        return;
    m_setup.handler.fault(HttpFault::TooManyConnections, m_head, m_head.peer);
    finishClose();
}

void HttpConnection::turnAway() { fail(HttpFault::TooManyConnections); }

void HttpConnection::abort() { m_socket.abort(); }

void HttpConnection::onDisconnected() {
    if (m_phase == Phase::Body)
        m_setup.handler.fault(HttpFault::BodyCutShort, m_head, std::to_string(m_bodyBytes) + " bytes had arrived");
    m_phase = Phase::Closed;
    m_exchange.reset();
    m_source.reset();
    Q_EMIT gone();
}

} // namespace spanglass
