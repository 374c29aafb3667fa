#include "services/formats/ByteReader.h"

#include "services/formats/Decompressor.h"

#include <algorithm>
#include <cstring>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t InputBytes = 256 * 1024;

}

ByteReader::ByteReader() = default;
ByteReader::~ByteReader() = default;
ByteReader::ByteReader(ByteReader&&) noexcept = default;

Result<ByteReader> ByteReader::open(const QString& file) {
    ByteReader reader;
    reader.m_file = std::make_unique<QFile>(file);
    if (!reader.m_file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(reader.m_file->exists() ? ErrorCode::NotAllowed : ErrorCode::NotFound,
            u"The file cannot be opened: %1"_s.arg(reader.m_file->errorString()),
            u"Check the path and that you may read it."_s);
    if (auto filled = reader.refill(); !filled)
        return std::unexpected(filled.error());
    reader.m_decompressor = Decompressor::forMagic(reader.m_input);
    return reader;
}

Result<> ByteReader::refill() {
    m_input.resize(InputBytes);
    const qint64 got = m_file->read(m_input.data(), InputBytes);
    m_input.resize(static_cast<std::size_t>(std::max<qint64>(got, 0)));
    m_at = 0;
    if (got < 0)
        return failure(ErrorCode::Damaged, u"The file cannot be read: %1"_s.arg(m_file->errorString()));
    return {};
}

Result<std::size_t> ByteReader::read(char* to, std::size_t size) {
    while (true) {
        if (m_at == m_input.size())
            if (auto filled = refill(); !filled)
                return std::unexpected(filled.error());
        const std::string_view input = std::string_view(m_input).substr(m_at);
        if (!m_decompressor) {
            const std::size_t count = std::min(size, input.size());
            std::memcpy(to, input.data(), count);
            m_at += count;
            return count;
        }
        if (input.empty() && m_decompressor->complete())
            return 0;
        const auto step = m_decompressor->step(input, to, size);
        if (!step)
            return std::unexpected(step.error());
        m_at += step->consumed;
        if (step->produced > 0)
            return step->produced;
        if (input.empty() && step->consumed == 0)
            return failure(ErrorCode::Damaged, u"The compressed file breaks off before its end"_s,
                u"Fetch or write the file again; what was read before the break is kept."_s);
    }
}

qint64 ByteReader::position() const { return m_file->pos(); }
qint64 ByteReader::size() const { return m_file->isSequential() ? 0 : m_file->size(); }

} // namespace spanglass
