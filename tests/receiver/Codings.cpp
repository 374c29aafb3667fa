#include "tests/receiver/Codings.h"

#include <zlib.h>
#include <zstd.h>

namespace spanglass::test {

namespace {

QByteArray compressed(const QByteArray& plain, int windowBits, int repeats = 1) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray out;
    QByteArray step(256 * 1024, Qt::Uninitialized);
    for (int i = 1; i <= repeats; ++i) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
        stream.avail_in = static_cast<uInt>(plain.size());
        do {
            stream.next_out = reinterpret_cast<Bytef*>(step.data());
            stream.avail_out = static_cast<uInt>(step.size());
            deflate(&stream, i == repeats ? Z_FINISH : Z_NO_FLUSH);
            out.append(step.constData(), step.size() - static_cast<qsizetype>(stream.avail_out));
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
}

} // namespace

QByteArray gzipped(const QByteArray& plain) { return compressed(plain, 16 + MAX_WBITS); }
QByteArray deflated(const QByteArray& plain) { return compressed(plain, MAX_WBITS); }
QByteArray rawDeflated(const QByteArray& plain) { return compressed(plain, -MAX_WBITS); }

QByteArray gzipBomb(int megabytes) { return compressed(QByteArray(1 << 20, '\0'), 16 + MAX_WBITS, megabytes); }

QByteArray zstdCompressed(const QByteArray& plain) {
    QByteArray out(
        static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(plain.size()))), Qt::Uninitialized);
    out.resize(static_cast<qsizetype>(ZSTD_compress(
        out.data(), static_cast<std::size_t>(out.size()), plain.data(), static_cast<std::size_t>(plain.size()), 3)));
    return out;
}

QByteArray zstdExpanded(const std::string& frame) {
    const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    QByteArray out(static_cast<qsizetype>(size), Qt::Uninitialized);
    out.resize(static_cast<qsizetype>(ZSTD_decompress(out.data(), size, frame.data(), frame.size())));
    return out;
}

} // namespace spanglass::test
