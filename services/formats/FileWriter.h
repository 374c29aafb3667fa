#pragma once

#include "services/core/Error.h"

#include <QSaveFile>

#include <memory>
#include <string_view>

namespace spanglass {

class Compressor;

/// Writes a file that appears whole or not at all: into a temporary file beside it, renamed at the end. A name that
/// ends in .gz or .zst is compressed. One thread.
class FileWriter {
public:
    explicit FileWriter(const QString& file);
    ~FileWriter(); ///< without commit(), nothing is left behind

    Result<> open();
    Result<> write(std::string_view bytes);
    Result<> commit();
    std::uint64_t bytes() const { return m_bytes; } ///< in the file so far

private:
    Result<> writeRaw(std::string_view bytes);
    std::unexpected<Error> cannotWrite() const;

    QSaveFile m_file;
    std::unique_ptr<Compressor> m_compressor; ///< null: plain
    std::uint64_t m_bytes = 0;
};

} // namespace spanglass
