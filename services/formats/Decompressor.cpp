#include "services/formats/Decompressor.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view GzipMagic = "\x1f\x8b";
constexpr std::string_view ZstdMagic = "\x28\xb5\x2f\xfd";

std::unexpected<Error> corrupt(QLatin1StringView format) {
    return failure(ErrorCode::Damaged, u"The file's %1 data is corrupt"_s.arg(format),
        u"Fetch or write the file again; what was read before the fault is kept."_s);
}

class GzipDecompressor : public Decompressor {
public:
    GzipDecompressor() { inflateInit2(&m_stream, 15 + 16); }
    ~GzipDecompressor() override { inflateEnd(&m_stream); }
    GzipDecompressor(const GzipDecompressor&) = delete;
    GzipDecompressor& operator=(const GzipDecompressor&) = delete;

    Result<Step> step(std::string_view input, char* to, std::size_t size) override {
        if (m_memberEnded) {
            // Tape blocks pad with zeros behind the last member.
            const auto padding = std::min(input.find_first_not_of('\0'), input.size());
            if (padding > 0)
                return Step{padding, 0};
            inflateReset(&m_stream);
            m_memberEnded = false;
        }
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        m_stream.avail_in = static_cast<uInt>(input.size());
        m_stream.next_out = reinterpret_cast<Bytef*>(to);
        m_stream.avail_out = static_cast<uInt>(size);
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            return corrupt("gzip"_L1);
        m_memberEnded = status == Z_STREAM_END;
        return Step{input.size() - m_stream.avail_in, size - m_stream.avail_out};
    }

    bool complete() const override { return m_memberEnded; }

private:
    z_stream m_stream{};
    bool m_memberEnded = false;
};

class ZstdDecompressor : public Decompressor {
public:
    /// Frames that need a window of more than 128 MiB are refused by zstd itself.
    Result<Step> step(std::string_view input, char* to, std::size_t size) override {
        ZSTD_inBuffer in{input.data(), input.size(), 0};
        ZSTD_outBuffer out{to, size, 0};
        const std::size_t left = ZSTD_decompressStream(m_stream.get(), &out, &in);
        if (ZSTD_isError(left))
            return corrupt("zstd"_L1);
        m_frameEnded = left == 0;
        return Step{in.pos, out.pos};
    }

    bool complete() const override { return m_frameEnded; }

private:
    std::unique_ptr<ZSTD_DStream, decltype([](ZSTD_DStream* s) { ZSTD_freeDStream(s); })> m_stream{
        ZSTD_createDStream()};
    bool m_frameEnded = false;
};

} // namespace

std::unique_ptr<Decompressor> Decompressor::forMagic(std::string_view firstBytes) {
    if (firstBytes.starts_with(GzipMagic))
        return std::make_unique<GzipDecompressor>();
    if (firstBytes.starts_with(ZstdMagic))
        return std::make_unique<ZstdDecompressor>();
    return nullptr;
}

} // namespace spanglass
