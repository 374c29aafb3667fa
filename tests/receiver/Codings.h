#pragma once

#include <QByteArray>

namespace spanglass::test {

QByteArray gzipped(const QByteArray& plain);
QByteArray deflated(const QByteArray& plain); ///< with the zlib wrapper
QByteArray rawDeflated(const QByteArray& plain);
QByteArray zstdCompressed(const QByteArray& plain);
QByteArray zstdExpanded(const std::string& frame);
/// A gzip stream of `megabytes` of zeros, small on the wire.
QByteArray gzipBomb(int megabytes);

} // namespace spanglass::test
