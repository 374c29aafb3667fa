#include "services/formats/FileWriter.h"

#include "services/formats/Compressor.h"

namespace spanglass {

using namespace Qt::StringLiterals;

FileWriter::FileWriter(const QString& file)
    : m_file(file)
    , m_compressor(Compressor::forFileName(file)) { }

FileWriter::~FileWriter() = default;

Result<> FileWriter::open() {
    if (!m_file.open(QIODevice::WriteOnly))
        return cannotWrite();
    return {};
}

Result<> FileWriter::write(std::string_view bytes) {
    return m_compressor ? writeRaw(m_compressor->add(bytes)) : writeRaw(bytes);
}

Result<> FileWriter::commit() {
    if (m_compressor)
        if (auto written = writeRaw(m_compressor->end()); !written)
            return written;
    if (!m_file.commit())
        return cannotWrite();
    return {};
}

Result<> FileWriter::writeRaw(std::string_view bytes) {
    if (m_file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        return cannotWrite();
    m_bytes += bytes.size();
    return {};
}

std::unexpected<Error> FileWriter::cannotWrite() const {
    const bool isFull = m_file.error() == QFileDevice::ResourceError;
    return failure(isFull ? ErrorCode::NoSpace : ErrorCode::NotAllowed,
        u"The file %1 cannot be written: %2"_s.arg(m_file.fileName(), m_file.errorString()),
        u"Choose a folder that you may write to and that has room."_s);
}

} // namespace spanglass
