#include "services/net/ZlibInflater.h"

#include "services/net/InflateBuffer.h"

namespace spanglass {

namespace {

/// RFC 1950: method 8 in the low nibble, and both bytes together a multiple of 31.
bool looksLikeZlib(std::string_view two) {
    const auto first = static_cast<unsigned char>(two[0]);
    const auto second = static_cast<unsigned char>(two[1]);
    return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
}

} // namespace

ZlibInflater::ZlibInflater(Wrapper wrapper, std::uint64_t limit)
    : m_wrapper(wrapper)
    , m_limit(limit) { }

ZlibInflater::~ZlibInflater() {
    if (m_started)
        inflateEnd(&m_stream);
}

bool ZlibInflater::start(std::string_view firstBytes) {
    constexpr int GzipOnly = 16 + MAX_WBITS;
    int windowBits = GzipOnly;
    if (m_wrapper == Wrapper::ZlibOrNone)
        windowBits = looksLikeZlib(firstBytes) ? MAX_WBITS : -MAX_WBITS;
    m_started = inflateInit2(&m_stream, windowBits) == Z_OK;
    return m_started;
}

Inflater::Outcome ZlibInflater::feed(std::string_view in, std::string& out) {
    if (m_started)
        return run(in, out);
    m_first.append(in);
    if (m_first.size() < 2)
        return Outcome::Ok;
    return start(m_first) ? run(std::exchange(m_first, {}), out) : Outcome::Broken;
}

Inflater::Outcome ZlibInflater::run(std::string_view in, std::string& out) {
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    m_stream.avail_in = static_cast<uInt>(in.size());
    bool outputWasFull = false;
    while (m_stream.avail_in > 0 || outputWasFull) {
        if (m_memberEnded) {
            if (m_wrapper != Wrapper::Gzip || inflateReset(&m_stream) != Z_OK)
                return Outcome::Broken;
            m_memberEnded = false;
        }
        int result = Z_OK;
        appendWithin(out, m_limit, [&](char* place, std::size_t room) {
            m_stream.next_out = reinterpret_cast<Bytef*>(place);
            m_stream.avail_out = static_cast<uInt>(room);
            result = inflate(&m_stream, Z_NO_FLUSH);
            return room - m_stream.avail_out;
        });
        if (out.size() > m_limit)
            return Outcome::TooLarge;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return Outcome::Broken;
        m_memberEnded = result == Z_STREAM_END;
        outputWasFull = !m_memberEnded && m_stream.avail_out == 0;
    }
    return Outcome::Ok;
}

Inflater::Outcome ZlibInflater::finish() { return m_memberEnded ? Outcome::Ok : Outcome::Broken; }

} // namespace spanglass
