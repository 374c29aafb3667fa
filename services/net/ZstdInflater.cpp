#include "services/net/ZstdInflater.h"

#include "services/net/InflateBuffer.h"

#include <zstd.h>

#include <new>

namespace spanglass {

namespace {
constexpr int MaxWindowLog = 26; // 64 MiB; encoders stay under 27 unless told otherwise, and under 24 by default
}

ZstdInflater::ZstdInflater(std::uint64_t limit)
    : m_context(ZSTD_createDCtx())
    , m_limit(limit) {
    if (!m_context)
        throw std::bad_alloc();
    ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, MaxWindowLog);
}

ZstdInflater::~ZstdInflater() { ZSTD_freeDCtx(m_context); }

Inflater::Outcome ZstdInflater::feed(std::string_view in, std::string& out) {
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    bool outputWasFull = false;
    while (input.pos < input.size || outputWasFull) {
        std::size_t result = 0;
        appendWithin(out, m_limit, [&](char* place, std::size_t room) {
            ZSTD_outBuffer output{place, room, 0};
            result = ZSTD_decompressStream(m_context, &output, &input);
            outputWasFull = output.pos == output.size;
            return output.pos;
        });
        if (out.size() > m_limit)
            return Outcome::TooLarge;
        if (ZSTD_isError(result))
            return Outcome::Broken;
        m_frameEnded = result == 0;
        outputWasFull = outputWasFull && !m_frameEnded;
    }
    return Outcome::Ok;
}

Inflater::Outcome ZstdInflater::finish() { return m_frameEnded ? Outcome::Ok : Outcome::Broken; }

} // namespace spanglass
