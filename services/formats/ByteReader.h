#pragma once

#include "services/core/Error.h"

#include <QFile>

#include <memory>
#include <string>

namespace spanglass {

class Decompressor;

/// Reads a file from its start and undoes its compression on the way, known by its first bytes: gzip (RFC 1952, several
/// members) or zstd (RFC 8878, several frames). Memory does not grow with the file. One thread.
class ByteReader {
public:
    ByteReader();
    ~ByteReader();
    ByteReader(ByteReader&&) noexcept;

    static Result<ByteReader> open(const QString& file);

    /// Puts up to `size` bytes at `to`; zero only at the end. Damaged when the compressed data breaks off or is
    /// corrupt.
    Result<std::size_t> read(char* to, std::size_t size);

    qint64 position() const; ///< bytes of the file itself that were read
    qint64 size() const; ///< of the file itself; zero for a pipe

private:
    Result<> refill();

    std::unique_ptr<QFile> m_file;
    std::unique_ptr<Decompressor> m_decompressor; ///< null: the file is not compressed
    std::string m_input;
    std::size_t m_at = 0; ///< of m_input
};

} // namespace spanglass
