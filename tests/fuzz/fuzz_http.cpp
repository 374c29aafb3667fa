/// Feeds any bytes to the HTTP/1.1 readers as one connection's stream. However the stream is cut into pieces, it must
/// be read as the same requests with the same bodies, and nothing may grow beyond its limit.

#include "services/net/ChunkDecoder.h"
#include "services/net/HttpHeadParser.h"
#include "services/net/Inflater.h"

#include <algorithm>
#include <cstdlib>

using namespace spanglass;

namespace {

constexpr std::uint64_t BodyLimit = 2000; // small, so that short inputs reach it

void require(bool holds) {
    if (!holds)
        std::abort();
}

/// What a proxy or a second reader could see otherwise must have been refused (RFC 9112 sections 5 and 6.3).
void requireSound(const HttpHead& head) {
    require(!(head.chunked && head.contentLength));
    require(!head.method.empty() && !head.target.empty() && head.target.find_first_of(" \r\n\t") == head.target.npos);
    require(std::ranges::count(head.fields, "host", &HttpField::name) + (1 - head.minorVersion) >= 1);
    for (const auto& [name, value] : head.fields) {
        require(name == lowerCased(name) && name.find_first_of(" \t:\r\n") == name.npos);
        require(value == trimBlanks(value) && value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos);
    }
}

/// One connection, as it would be read when its bytes arrive `step` at a time: a line for each head, body and fault.
class Stream {
public:
    Stream(std::string_view bytes, std::size_t step)
        : m_coming(bytes)
        , m_step(step) { }

    std::string transcript() {
        while (readRequest()) { }
        return std::move(m_said);
    }

private:
    bool more() {
        const auto piece = m_coming.substr(0, m_step);
        m_coming.remove_prefix(piece.size());
        m_in.append(piece);
        return !piece.empty();
    }

    bool stop(std::string_view why) {
        m_said.append(why).append("\n");
        return false;
    }

    bool readRequest() {
        std::size_t searched = 0;
        auto end = findHeadEnd(m_in, searched);
        while (end.kind == HeadEnd::Kind::Incomplete) {
            searched = m_in.empty() ? 0 : m_in.size() - 1;
            if (!more())
                return stop("no more heads");
            end = findHeadEnd(m_in, searched);
        }
        if (end.kind == HeadEnd::Kind::BareNewline)
            return stop("bare newline");
        const auto head = parseHttpHead(std::string_view(m_in).substr(0, end.size));
        m_in.erase(0, end.size);
        if (!head)
            return stop("fault " + std::to_string(static_cast<int>(head.error().fault)));
        requireSound(*head);
        m_said.append(head->method + " " + head->target + (head->keepAlive ? "\n" : " closes\n"));
        return head->chunked ? readChunks(*head) : readLength(*head);
    }

    bool readLength(const HttpHead& head) {
        const auto length = head.contentLength.value_or(0);
        while (m_in.size() < length && more()) { }
        if (m_in.size() < length)
            return stop("body cut short");
        useBody(head, std::string_view(m_in).substr(0, length));
        m_in.erase(0, length);
        return head.keepAlive;
    }

    bool readChunks(const HttpHead& head) {
        ChunkDecoder decoder;
        std::string body;
        while (true) {
            std::string_view in = m_in;
            std::string_view data;
            const auto step = decoder.next(in, data);
            require(in.size() <= m_in.size());
            body.append(data);
            m_in.erase(0, m_in.size() - in.size());
            if (step == ChunkDecoder::Step::Invalid)
                return stop("chunk invalid");
            if (step == ChunkDecoder::Step::End)
                break;
            if (step == ChunkDecoder::Step::NeedMore) {
                require(m_in.empty());
                if (!more())
                    return stop("body cut short");
            }
        }
        useBody(head, body);
        return head.keepAlive;
    }

    void useBody(const HttpHead& head, std::string_view body) {
        const auto coding = contentCodingFromName(head.field("content-encoding"));
        if (!coding) {
            m_said.append("coding unknown\n");
            return;
        }
        const auto inflater = Inflater::make(*coding, BodyLimit);
        std::string out;
        auto outcome = Inflater::Outcome::Ok;
        for (; !body.empty() && outcome == Inflater::Outcome::Ok; body.remove_prefix(std::min(m_step, body.size()))) {
            outcome = inflater->feed(body.substr(0, m_step), out);
            require(out.size() <= BodyLimit + 1 && out.capacity() <= 2 * (BodyLimit + 1));
        }
        if (outcome == Inflater::Outcome::Ok && *coding != ContentCoding::Identity)
            outcome = inflater->finish();
        require(outcome != Inflater::Outcome::Ok || out.size() <= BodyLimit);
        // A broken body may be found out before or after the limit, depending on the cut.
        m_said.append(outcome == Inflater::Outcome::Ok ? out : "body refused").append("\n");
    }

    std::string_view m_coming;
    std::size_t m_step;
    std::string m_in;
    std::string m_said;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string whole = Stream(bytes, size + 1).transcript();
    for (const std::size_t step : {1, 7})
        require(Stream(bytes, step).transcript() == whole);
    return 0;
}
