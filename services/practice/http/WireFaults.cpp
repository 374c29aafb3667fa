#include "services/practice/http/WireFaults.h"

namespace spanglass::practice {

namespace {

constexpr std::uint64_t HugeBytes = 5ull << 30;
constexpr std::size_t HugePiece = 64 << 10;

/// Half of an answer, and then the end of the connection.
class HalfBody final : public BodySource {
public:
    HalfBody(const std::string& body, bool announced)
        : m_half(body.substr(0, (body.size() + 1) / 2))
        , m_size(announced ? std::optional<std::uint64_t>(body.size() + 1) : std::nullopt) { }

    Piece next() override { return {m_half, After::BreakOff}; }
    std::optional<std::uint64_t> size() const override { return m_size; }

private:
    const std::string m_half;
    const std::optional<std::uint64_t> m_size;
};

/// An answer of which the first text never seems to end: JSON all the same.
class HugeBody final : public BodySource {
public:
    explicit HugeBody(const std::string& body)
        : m_begin(body.substr(0, 1) + '"')
        , m_end('"' + body.substr(body.empty() ? 0 : body.size() - 1)) { }

    Piece next() override {
        if (m_sent >= HugeBytes)
            return {m_end, After::End};
        const std::string begin = m_sent == 0 ? m_begin : std::string();
        m_sent += HugePiece;
        return {begin + std::string(HugePiece, 'x'), After::More};
    }

private:
    const std::string m_begin;
    const std::string m_end;
    std::uint64_t m_sent = 0;
};

HttpReply streamed(HttpReply reply, std::shared_ptr<BodySource> source) {
    reply.body.clear();
    reply.source = std::move(source);
    return reply;
}

} // namespace

std::optional<HttpReply> WireFaults::instead(const HttpHead& head) const {
    if (m_faults.hits("proxy-page", head.path()))
        return HttpReply{403, {{"Content-Type", "text/html"}, {"Via", "1.1 proxy.practice.example"}},
            "<html><head><title>Blocked by the network's policy</title></head><body><h1>Access denied</h1>"
            "<p>This page was written by a proxy.</p></body></html>"};
    if (m_faults.hits("too-many-requests", head.path()))
        return HttpReply{429, {{"Content-Type", "application/json"}, {"Retry-After", "1"}},
            R"({"error_code":"REQUEST_LIMIT_EXCEEDED","message":"Too many requests of this user."})"};
    return std::nullopt;
}

HttpReply WireFaults::spoiled(std::string_view path, HttpReply reply) const {
    const std::string body = reply.body;
    if (m_faults.hits("server-gone", path))
        return streamed(std::move(reply), std::make_shared<HalfBody>(body, true));
    if (m_faults.hits("half-chunk", path))
        return streamed(std::move(reply), std::make_shared<HalfBody>(body, false));
    if (m_faults.hits("huge-answer", path))
        return streamed(std::move(reply), std::make_shared<HugeBody>(body));
    if (m_faults.hits("wrong-json", path))
        reply.body.resize(body.size() / 2);
    return reply;
}

} // namespace spanglass::practice
