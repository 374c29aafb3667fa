#include "services/formats/Compressor.h"

#include <zlib.h>
#include <zstd.h>

#include <string>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t StepBytes = 64 * 1024;

class GzipCompressor : public Compressor {
public:
    GzipCompressor() { deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY); }
    ~GzipCompressor() override { deflateEnd(&m_stream); }
    GzipCompressor(const GzipCompressor&) = delete;
    GzipCompressor& operator=(const GzipCompressor&) = delete;

    std::string_view add(std::string_view bytes) override { return run(bytes, Z_NO_FLUSH); }
    std::string_view end() override { return run({}, Z_FINISH); }

private:
    std::string_view run(std::string_view bytes, int flush) {
        m_out.clear();
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        do {
            const std::size_t had = m_out.size();
            m_out.resize(had + StepBytes);
            m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data() + had);
            m_stream.avail_out = StepBytes;
            deflate(&m_stream, flush);
            m_out.resize(had + StepBytes - m_stream.avail_out);
        } while (m_stream.avail_out == 0);
        return m_out;
    }

    z_stream m_stream{};
    std::string m_out;
};

class ZstdCompressor : public Compressor {
public:
    std::string_view add(std::string_view bytes) override { return run(bytes, ZSTD_e_continue); }
    std::string_view end() override { return run({}, ZSTD_e_end); }

private:
    std::string_view run(std::string_view bytes, ZSTD_EndDirective directive) {
        m_out.clear();
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        std::size_t left = 1;
        while (in.pos < in.size || (directive == ZSTD_e_end && left != 0)) {
            const std::size_t had = m_out.size();
            m_out.resize(had + StepBytes);
            ZSTD_outBuffer out{m_out.data() + had, StepBytes, 0};
            left = ZSTD_compressStream2(m_stream.get(), &out, &in, directive);
            m_out.resize(had + out.pos);
        }
        return m_out;
    }

    std::unique_ptr<ZSTD_CStream, decltype([](ZSTD_CStream* s) { ZSTD_freeCStream(s); })> m_stream{
        ZSTD_createCStream()};
    std::string m_out;
};

} // namespace

std::unique_ptr<Compressor> Compressor::forFileName(const QString& file) {
    if (file.endsWith(u".gz"_s, Qt::CaseInsensitive))
        return std::make_unique<GzipCompressor>();
    if (file.endsWith(u".zst"_s, Qt::CaseInsensitive))
        return std::make_unique<ZstdCompressor>();
    return nullptr;
}

} // namespace spanglass
