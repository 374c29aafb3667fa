#include "services/formats/FrameItems.h"

#include <QtEndian>
#include <zstd.h>

#include <memory>

namespace spanglass {

namespace {

constexpr std::size_t LengthBytes = 4;

/// The content of one zstd frame; empty with `problem` set when it is corrupt or too large.
std::string inflated(std::string_view frame, std::string& problem) {
    const std::unique_ptr<ZSTD_DStream, decltype([](ZSTD_DStream* s) { ZSTD_freeDStream(s); })> stream(
        ZSTD_createDStream());
    std::string content;
    ZSTD_inBuffer in{frame.data(), frame.size(), 0};
    std::size_t left = 1;
    while (left != 0) {
        const std::size_t had = content.size();
        if (had >= MaxItemBytes) {
            problem = "the message is larger than 256 MiB";
            return {};
        }
        content.resize(had + 128 * 1024);
        ZSTD_outBuffer out{content.data() + had, content.size() - had, 0};
        left = ZSTD_decompressStream(stream.get(), &out, &in);
        content.resize(had + out.pos);
        if (ZSTD_isError(left) || (left != 0 && out.pos == 0 && in.pos == in.size)) {
            problem = "the message's zstd data is corrupt";
            return {};
        }
    }
    return content;
}

} // namespace

void FrameItems::feed(std::string_view block, const TakeItem& take) {
    if (m_broken)
        return;
    m_buffer += block;
    std::size_t at = 0;
    while (m_buffer.size() - at >= LengthBytes) {
        const std::size_t length = qFromBigEndian<quint32>(m_buffer.data() + at);
        if (length > MaxItemBytes) {
            m_broken = true;
            m_buffer = {};
            take({{}, 0, "a message is announced with " + std::to_string(length) + " bytes; the rest cannot be read"});
            return;
        }
        if (m_buffer.size() - at - LengthBytes < length)
            break;
        emitFrame(std::string_view(m_buffer).substr(at + LengthBytes, length), take);
        at += LengthBytes + length;
    }
    m_buffer.erase(0, at);
}

void FrameItems::end(const TakeItem& take) {
    if (!m_buffer.empty() && !m_broken)
        take({{}, 0, "the file ends in the middle of its last message"});
}

void FrameItems::emitFrame(std::string_view frame, const TakeItem& take) {
    if (!frame.starts_with("\x28\xb5\x2f\xfd")) {
        take({frame, 0, {}});
        return;
    }
    std::string problem;
    const std::string content = inflated(frame, problem);
    take({content, 0, problem});
}

} // namespace spanglass
