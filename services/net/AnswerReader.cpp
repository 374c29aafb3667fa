#include "services/net/AnswerReader.h"

#include <charconv>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostErrorBytes = 1 << 20; ///< of an error's body beside a pipe

std::string_view withoutLineEnd(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

QString asText(std::string_view text) { return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

AnswerReader::Taken AnswerReader::stop(TransportFault fault, QString detail) {
    m_fault = fault;
    m_detail = std::move(detail);
    return Taken::Stop;
}

AnswerReader::Taken AnswerReader::statusLine(std::string_view line) {
    m_answer.fields.clear();
    m_headDone = false;
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos)
        return stop(TransportFault::NotHttp);
    const std::string_view code = line.substr(blank + 1, 3);
    int status = 0;
    if (std::from_chars(code.data(), code.data() + code.size(), status).ec != std::errc{} || status < 100)
        return stop(TransportFault::NotHttp);
    m_answer.status = status;
    return Taken::Yes;
}

AnswerReader::Taken AnswerReader::headLine(std::string_view line) {
    m_headBytes += static_cast<qsizetype>(line.size());
    if (m_headBytes > MostHeadBytes)
        return stop(TransportFault::HeadTooLarge);
    line = withoutLineEnd(line);
    if (line.starts_with("HTTP/"))
        return statusLine(line);
    if (line.empty())
        return m_headDone ? Taken::Yes : endOfHead();
    const auto colon = line.find(':');
    if (m_headDone || colon == std::string_view::npos) // trailers tell nothing that is needed
        return Taken::Yes;
    m_answer.fields.push_back(
        {lowerCased(trimBlanks(line.substr(0, colon))), std::string(trimBlanks(line.substr(colon + 1)))});
    return Taken::Yes;
}

AnswerReader::Taken AnswerReader::endOfHead() {
    if (m_answer.status / 100 == 1) // an interim answer; the real one follows
        return Taken::Yes;
    m_headDone = true;
    m_answer.requestId = QByteArray::fromStdString(std::string(m_answer.field("x-request-id")));
    const std::string_view codingName = m_answer.field("content-encoding");
    const auto coding = contentCodingFromName(codingName);
    if (!coding)
        return stop(TransportFault::BodyUndecodable, asText(codingName));
    if (*coding != ContentCoding::Identity)
        m_inflater = Inflater::make(*coding, static_cast<std::uint64_t>(m_request.maxBody));
    const std::string_view announced = m_answer.field("content-length");
    qint64 length = 0;
    std::from_chars(announced.data(), announced.data() + announced.size(), length);
    if (length > m_request.maxBody && m_request.method != "HEAD")
        return stop(TransportFault::BodyTooLarge);
    return Taken::Yes;
}

AnswerReader::Taken AnswerReader::body(std::string_view bytes) {
    m_waitsForRoom = goesToPipe() && !m_request.pipe->hasRoom();
    if (m_waitsForRoom)
        return Taken::NoRoom;
    m_bodyBegun = true;
    if (!m_inflater)
        return keep(bytes);
    m_piece.clear();
    switch (m_inflater->feed(bytes, m_piece)) {
    case Inflater::Outcome::Ok:
        return keep(m_piece);
    case Inflater::Outcome::TooLarge:
        return stop(TransportFault::BodyTooLarge);
    case Inflater::Outcome::Broken:
        break;
    }
    return stop(TransportFault::BodyUndecodable, asText(m_answer.field("content-encoding")));
}

AnswerReader::Taken AnswerReader::keep(std::string_view inflated) {
    m_bodyBytes += static_cast<qint64>(inflated.size());
    const bool besidePipe = m_request.pipe && !goesToPipe();
    if (m_bodyBytes > (besidePipe ? std::min(m_request.maxBody, MostErrorBytes) : m_request.maxBody))
        return stop(TransportFault::BodyTooLarge);
    const auto size = static_cast<qsizetype>(inflated.size());
    if (goesToPipe())
        m_request.pipe->write(inflated.data(), size);
    else
        m_answer.body.append(inflated.data(), size);
    return Taken::Yes;
}

AnswerReader::Taken AnswerReader::finish() {
    if (!m_headDone)
        return stop(TransportFault::CutOff);
    if (m_inflater && m_bodyBegun && m_inflater->finish() != Inflater::Outcome::Ok)
        return stop(TransportFault::BodyUndecodable, u"its end is missing"_s);
    return Taken::Yes;
}

} // namespace spanglass
