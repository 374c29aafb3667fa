#include "services/replay/exporters/FileExporter.h"

#include "services/formats/Compressor.h"
#include "services/replay/exporters/BodyForm.h"
#include "services/replay/exporters/HttpAnswers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QtEndian>

#include <filesystem>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 IndexBytes = sizeof(quint64);

QString partOf(const QString& file) { return file + ".part"_L1; }
QString indexOf(const QString& file) { return file + ".part.index"_L1; }

PayloadFormat formatOf(const QString& file) {
    QString name = file.toLower();
    for (const QLatin1StringView coding : {".gz"_L1, ".zst"_L1})
        if (name.endsWith(coding))
            name.chop(coding.size());
    return name.endsWith(".pb"_L1) || name.endsWith(".binpb"_L1) ? PayloadFormat::Protobuf : PayloadFormat::Json;
}

/// JSON has line breaks between its tokens only.
QByteArray asLine(QByteArray json) {
    json.removeIf([](char c) { return c == '\n' || c == '\r'; });
    return json + '\n';
}

QByteArray compressed(const QString& file, const QByteArray& bytes) {
    const auto compressor = Compressor::forFileName(file);
    if (!compressor)
        return bytes;
    QByteArray out;
    const auto append = [&out](std::string_view part) { out.append(part.data(), static_cast<qsizetype>(part.size())); };
    append(compressor->add({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    append(compressor->end()); // ends the life of what add() gave
    return out;
}

} // namespace

FileExporter::FileExporter(const QString& file)
    : m_name(file)
    , m_format(formatOf(file))
    , m_lock(partOf(file) + ".lock"_L1)
    , m_part(partOf(file))
    , m_index(indexOf(file)) { }

Result<std::unique_ptr<FileExporter>> FileExporter::open(const QString& file, std::uint64_t parcels) {
    if (file.isEmpty())
        return failure(ErrorCode::BadInput, u"The target lacks the name of its file."_s, u"Choose a file."_s);
    std::unique_ptr<FileExporter> out(new FileExporter(QFileInfo(file).absoluteFilePath()));
    out->m_lock.setStaleLockTime(0); // it ends with its process
    if (!out->m_lock.tryLock() && out->m_lock.error() == QLockFile::LockFailedError)
        return failure(ErrorCode::Busy, u"Another replay is writing the file %1."_s.arg(file),
            u"Wait for its end and resume, or choose another file."_s);
    for (QFile* one : {&out->m_part, &out->m_index})
        if (!one->open(QIODevice::ReadWrite | QIODevice::Unbuffered))
            return std::unexpected(out->cannotWrite(*one));
    if (const auto resumed = out->resume(parcels); !resumed)
        return std::unexpected(resumed.error());
    return out;
}

void FileExporter::removeLeftOver(const QString& file) {
    const QString name = QFileInfo(file).absoluteFilePath();
    QFile::remove(partOf(name));
    QFile::remove(indexOf(name));
}

Result<> FileExporter::resume(std::uint64_t parcels) {
    qint64 end = 0;
    const qint64 indexEnd = static_cast<qint64>(parcels) * IndexBytes;
    if (parcels > 0) {
        QByteArray last;
        if (m_index.seek(indexEnd - IndexBytes))
            last = m_index.read(IndexBytes);
        end = last.size() == IndexBytes ? qFromLittleEndian<qint64>(last.constData()) : -1;
        if (end < 0 || m_part.size() < end)
            return failure(ErrorCode::NotFound,
                u"The unfinished file %1 no longer holds what was written to it."_s.arg(m_part.fileName()),
                u"Cancel this replay and start it anew."_s);
    }
    if (!m_part.resize(end) || !m_part.seek(end))
        return std::unexpected(cannotWrite(m_part));
    if (!m_index.resize(indexEnd) || !m_index.seek(indexEnd))
        return std::unexpected(cannotWrite(m_index));
    return {};
}

bool FileExporter::takes(Signal signal) const {
    // Joined protobuf does not say of which signal each part is.
    return m_format == PayloadFormat::Json || signal == Signal::Traces;
}

void FileExporter::send(Parcel parcel, Done done) {
    QElapsedTimer timer;
    timer.start();
    ExportAnswer answer = write(parcel);
    answer.took = {timer.nsecsElapsed()};
    done(std::move(answer));
}

ExportAnswer FileExporter::write(const Parcel& parcel) {
    auto body = bodyIn(m_format, parcel);
    if (!body)
        return {.outcome = ExportOutcome::Refused, .words = body.error().message, .problem = body.error()};
    const QByteArray bytes
        = compressed(m_name, m_format == PayloadFormat::Json ? asLine(*std::move(body)) : *std::move(body));
    const std::scoped_lock lock(m_mutex);
    if (m_abandoned)
        return notSentAnswer();
    if (const auto appended = append(bytes); !appended)
        return {.outcome = ExportOutcome::Blocked, .words = appended.error().message, .problem = appended.error()};
    return {.outcome = ExportOutcome::Taken};
}

Result<> FileExporter::append(const QByteArray& bytes) {
    const qint64 before = m_part.pos();
    const qint64 indexBefore = m_index.pos();
    const qint64 end = qToLittleEndian(before + bytes.size());
    const bool wrote = m_part.write(bytes) == bytes.size();
    if (wrote && m_index.write(reinterpret_cast<const char*>(&end), IndexBytes) == IndexBytes)
        return {};
    const Error problem = cannotWrite(wrote ? m_index : m_part);
    m_part.resize(before);
    m_part.seek(before);
    m_index.resize(indexBefore);
    m_index.seek(indexBefore);
    return std::unexpected(problem);
}

void FileExporter::abandon() {
    const std::scoped_lock lock(m_mutex);
    m_abandoned = true;
}

Result<> FileExporter::finish() {
    const std::scoped_lock lock(m_mutex);
    m_part.close();
    m_index.close();
    std::error_code fault; // QFile::rename() does not replace what is there
    std::filesystem::rename(
        QFileInfo(m_part).filesystemAbsoluteFilePath(), QFileInfo(m_name).filesystemAbsoluteFilePath(), fault);
    if (fault)
        return failure(ErrorCode::NotAllowed,
            u"%1 is written, but cannot be named %2: %3"_s.arg(
                m_part.fileName(), m_name, QString::fromStdString(fault.message())),
            u"Close what has the file open, then resume."_s);
    m_index.remove();
    return {};
}

Error FileExporter::cannotWrite(const QFile& file) const {
    const bool isFull = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
    return {isFull ? ErrorCode::NoSpace : ErrorCode::NotAllowed,
        u"The file %1 cannot be written: %2"_s.arg(file.fileName(), file.errorString()),
        u"Choose a folder that you may write to and that has room."_s};
}

} // namespace spanglass
