#pragma once

#include <QString>

#include <memory>
#include <string_view>

namespace spanglass {

/// One compression format, written piece by piece.
class Compressor {
public:
    virtual ~Compressor() = default;
    /// What comes out for these bytes; valid until the next call.
    virtual std::string_view add(std::string_view bytes) = 0;
    virtual std::string_view end() = 0;

    /// gzip for .gz, zstd for .zst, null for any other name.
    static std::unique_ptr<Compressor> forFileName(const QString& file);
};

} // namespace spanglass
