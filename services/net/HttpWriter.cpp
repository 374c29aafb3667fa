#include "services/net/HttpWriter.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <charconv>

namespace spanglass {

namespace {

std::string httpDate() {
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toStdString();
}

void appendField(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

std::string frame(std::uint8_t type, std::string_view payload) {
    const std::size_t size = payload.size();
    std::string out;
    for (const std::size_t part : {size >> 16, size >> 8, size})
        out.push_back(static_cast<char>(part & 0xff));
    out.push_back(static_cast<char>(type));
    out.append(5, '\0'); // no flags, stream 0
    return out.append(payload);
}

} // namespace

std::string writeHttpReply(const HttpReply& reply, const HttpHead& request, bool close) {
    std::string out;
    out.reserve(256 + reply.body.size());
    out.append("HTTP/1.1 ")
        .append(std::to_string(reply.status))
        .append(" ")
        .append(httpReason(reply.status))
        .append("\r\n");
    appendField(out, "Date", httpDate());
    for (const auto& [name, value] : reply.fields)
        appendField(out, name, value);
    const auto size = reply.source ? reply.source->size() : std::optional<std::uint64_t>(reply.body.size());
    if (pieceFraming(reply, request) == PieceFraming::Chunked)
        appendField(out, "Transfer-Encoding", "chunked");
    else if (size && reply.status != 204)
        appendField(out, "Content-Length", std::to_string(*size));
    if (close)
        appendField(out, "Connection", "close");
    else if (request.minorVersion == 0)
        appendField(out, "Connection", "keep-alive");
    out.append("\r\n");
    if (!reply.source && request.method != "HEAD" && reply.status != 204)
        out.append(reply.body);
    return out;
}

PieceFraming pieceFraming(const HttpReply& reply, const HttpHead& request) {
    if (!reply.source || request.method == "HEAD" || reply.status == 204)
        return PieceFraming::None;
    return reply.source->size() || request.minorVersion == 0 ? PieceFraming::Plain : PieceFraming::Chunked;
}

std::string writeChunk(const BodySource::Piece& piece) {
    const bool broken = piece.after == BodySource::After::BreakOff;
    std::array<char, 17> digits{};
    const auto end
        = std::to_chars(digits.data(), digits.data() + digits.size(), piece.bytes.size() + (broken ? 1 : 0), 16).ptr;
    std::string out;
    if (!piece.bytes.empty()) // an empty chunk would be the last
        out.append(digits.data(), end).append("\r\n").append(piece.bytes).append(broken ? "" : "\r\n");
    if (piece.after == BodySource::After::End)
        out += "0\r\n\r\n";
    return out;
}

std::string writeGoAway(std::string_view text) {
    constexpr std::uint8_t SettingsFrame = 4;
    constexpr std::uint8_t GoAwayFrame = 7;
    constexpr std::string_view Http11Required("\0\0\0\0\0\0\0\x0d", 8); // last stream 0, error code
    return frame(SettingsFrame, {}) + frame(GoAwayFrame, std::string(Http11Required).append(text));
}

} // namespace spanglass
